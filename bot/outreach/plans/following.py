"""Follow a sequence: hear of the answers in it, and be able to take care of them."""

from datetime import datetime

from bot.outreach import people, permitting
from bot.outreach.outgoing import covering
from bot.outreach.plans import authoring
from storage import followers, mailboxes
from storage.database import Database, Transaction
from storage.incoming import InboundMail
from storage.models import Recruiter


def follow(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> str:
    """Follow a sequence one may see; tell what that means from now on."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = authoring.seen_by(tx, recruiter, sequence_id)
        if followers.add(tx, sequence.id, recruiter.id):
            return f"You follow {sequence.name} now: its answers come to you, too."
        return f"You follow {sequence.name} already."


def unfollow(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> str:
    """Follow a sequence no more."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = authoring.seen_by(tx, recruiter, sequence_id)
        if followers.drop(tx, sequence.id, recruiter.id):
            return f"You no longer follow {sequence.name}."
        return f"You did not follow {sequence.name}."


def told(tx: Transaction, mail: InboundMail) -> list[Recruiter]:
    """List who hears of an answer: who enrolled the person, who owns the sequence, who follows and may still see it.

    And whose mailbox it came to: they see it there anyway, and only they can answer from it. And who stands in for
    whoever enrolled the person.
    """
    enrollment, sequence = mail.enrollment, mail.enrollment.sequence
    host = mailboxes.get(tx, mail.mailbox_id).recruiter
    following = [one for one in followers.of_sequence(tx, sequence.id) if permitting.may_see(one, sequence)]
    first = (enrollment.recruiter, sequence.owner, host, *_deputy(tx, enrollment.recruiter, mail))
    return list({one.id: one for one in (*first, *following)}.values())


def _deputy(tx: Transaction, recruiter: Recruiter, mail: InboundMail) -> list[Recruiter]:
    """Give who stood in for somebody when a mail came, if they may use its sequence."""
    deputy = covering.deputy_of(tx, recruiter, mail.taken_in_at)
    was_there = recruiter.away_from is None or recruiter.away_from > mail.taken_in_at
    if deputy is None or was_there or not permitting.may_use(deputy, mail.enrollment.sequence):
        return []
    return [deputy]
