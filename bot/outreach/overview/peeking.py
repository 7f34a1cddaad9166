"""A mail that is to go out, shown as it would be read."""

from datetime import datetime

from bot.outreach import people, permitting
from bot.outreach.candidates import steering
from bot.outreach.notices.cards import LetterCard
from bot.outreach.outgoing import writing
from bot.outreach.outgoing.wording import Incomplete
from bot.refusals import Gone, NotAllowed
from storage import attachments, letters, mailboxes, touches
from storage.database import Database
from storage.models import Recruiter, Touch

NO_LONGER = "That email is no longer there."


def letter(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> LetterCard:
    """Show an email of one's own, or in one's own name, that has not left, filled in; raises Gone, NotAllowed."""
    with people.looking(db, who, now) as (tx, recruiter):
        touch, waiting = touches.get(tx, touch_id), letters.look(tx, touch_id)
        if touch is None or waiting is None:
            raise Gone(NO_LONGER)
        lent = None if touch.mailbox_id is None else mailboxes.get(tx, touch.mailbox_id).recruiter_id
        mine = {touch.enrollment.recruiter_id, touch.enrollment.sequence.owner_id, lent}
        if recruiter.id not in mine or touch.enrollment.team_id != recruiter.team_id:
            raise NotAllowed(steering.NOT_THEIRS)
        page = writing.page(tx, waiting)
        found = writing.worded(waiting, page, now)
        lacks = found.tokens if isinstance(found, Incomplete) else ()
        named = attachments.named(tx, waiting.team, page.stage.attachments)
        return LetterCard(
            person=touch.enrollment.candidate.name,
            address=waiting.address,
            sequence=_sequence(recruiter, touch),
            stage=touch.number,
            due_at=touch.due_at,
            subject="" if page.answers else page.subject if isinstance(found, Incomplete) else found.subject,
            text=page.body if isinstance(found, Incomplete) else found.text,
            files=tuple(file.name for file in named.values()),
            missing=lacks,
        )


def _sequence(recruiter: Recruiter, touch: Touch) -> str:
    """Name the sequence to whom it is theirs; who only lends their name hears it where they may see it."""
    if touch.enrollment.recruiter_id == recruiter.id:
        return touch.enrollment.sequence.name
    return permitting.sequence_name(recruiter, touch.enrollment.sequence)
