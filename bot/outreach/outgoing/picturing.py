"""How a stage done by hand is shown to whoever has it to do: alone, or as a row of a list."""

from collections.abc import Sequence
from datetime import datetime

from bot.outreach import people, permitting
from bot.outreach.candidates import steering
from bot.outreach.notices import withdrawing
from bot.outreach.notices.cards import ReminderCard, ReminderList
from bot.outreach.outgoing import advancing, replanning, wording
from bot.outreach.outgoing.wording import Incomplete, Worded
from bot.outreach.plans import coining
from bot.refusals import Gone, NotAllowed
from bot.rules import prose, variants
from storage import notices, recruiters, touches
from storage.database import Database, Transaction
from storage.models import Notice, Recruiter, Touch
from storage.statuses import OPEN, EnrollmentStatus, TouchStatus

ROWS = 6
"""Rows on one page of a list: with their texts they are as much as one message takes."""

STILL_ANSWERS = frozenset({*OPEN, EnrollmentStatus.FINISHED})
NO_LONGER = "That stage is no longer there."
WORDS = {
    TouchStatus.DONE: "Marked sent",
    TouchStatus.SKIPPED: "Skipped",
    TouchStatus.CANCELLED: "Stopped",
}


def card(
    db: Database, touch_id: int, now: datetime, *, viewer: str = "", overdue: bool = False
) -> ReminderCard:
    """Draw a manual stage as it stands for somebody (a Slack id), else for whoever does it; raises Gone."""
    with db.reading() as tx:
        touch = touches.get(tx, touch_id)
        if touch is None:
            raise Gone(NO_LONGER)
        return of_touch(tx, touch, now, viewer=viewer, overdue=overdue)


def card_for(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> ReminderCard:
    """Draw it for whoever has it to do; raises NotAllowed for everybody else."""
    with db.transaction() as tx:
        touch = touches.get(tx, touch_id)
        if touch is None:
            raise Gone(NO_LONGER)
        steering.by_hand(tx, people.recruiter(tx, who, now), touch)
        return of_touch(tx, touch, now, viewer=who.slack_id)


def listed(db: Database, list_id: int, now: datetime) -> ReminderList:
    """Draw a list as it stands, open at the page that was looked at last."""
    with db.reading() as tx:
        return _listed(tx, the_list(tx, list_id), now)


def turn_page(db: Database, who: people.Who, list_id: int, page: int) -> None:
    """Open a list of one's own at another page."""
    with db.transaction() as tx:
        notice = my_list(tx, who, list_id)
        notice.about = {**notice.about, "page": page}


def my_list(tx: Transaction, who: people.Who, list_id: int) -> Notice:
    """Give a list to whom it was sent; raises Gone, NotAllowed."""
    notice = the_list(tx, list_id)
    if (notice.team_id, notice.recipient) != (who.team, who.slack_id):
        raise NotAllowed("This list is somebody else's.")
    return notice


def the_list(tx: Transaction, list_id: int) -> Notice:
    """Give a list; raises Gone."""
    notice = notices.get(tx, list_id)
    if notice is None or notice.kind != "reminders":
        raise Gone("That list is no longer there.")
    return notice


def _listed(tx: Transaction, notice: Notice, now: datetime) -> ReminderList:
    every = in_order(tx, notice.about.get("touches", ()))
    pages = max(1, -(-len(every) // ROWS))
    page = min(max(int(notice.about.get("page", 0)), 0), pages - 1)
    viewer = recruiters.by_slack_id(tx, team=notice.team_id, slack_id=notice.recipient)
    overdue = bool(notice.about.get("overdue"))
    shown = every[page * ROWS : (page + 1) * ROWS]
    return ReminderList(
        list_id=notice.id,
        rows=tuple(of_touch(tx, one, now, viewer=notice.recipient, overdue=overdue) for one in shown),
        page=page,
        pages=pages,
        left=sum(not settled(tx, touch, viewer) for touch in every),
        total=len(every),
        is_overdue=overdue,
    )


def in_order(tx: Transaction, touch_ids: Sequence[int]) -> list[Touch]:
    """Find the touches of a list in the order in which they stand there."""
    found = {touch.id: touch for touch in touches.among(tx, touch_ids)}
    return [found[one] for one in touch_ids if one in found]


def of_touch(
    tx: Transaction, touch: Touch, now: datetime, *, viewer: str = "", overdue: bool = False
) -> ReminderCard:
    """Draw a touch that is at hand."""
    enrollment = touch.enrollment
    looks = (
        recruiters.by_slack_id(tx, team=enrollment.team_id, slack_id=viewer) if viewer else doer(tx, touch)
    )
    told = settled(tx, touch, looks)
    is_over = touch.status.is_final or not enrollment.status.is_open
    is_handed = touch.doer_id is not None and looks is not None and looks.id == touch.doer_id
    return ReminderCard(
        touch_id=touch.id,
        person=enrollment.candidate.name,
        sequence=enrollment.sequence.name,
        stage=touch.number,
        stages=len(enrollment.version.stages),
        kind=touch.kind,
        text=text(tx, touch, now),
        link=enrollment.candidate.links[0].url if enrollment.candidate.links else "",
        status=touch.status,
        due_at=touch.due_at,
        settled=told,
        can_undo=may_undo(touch, now) and not is_left_behind(touch),
        handed_by=touch.handed_by if is_handed else "",
        may_take_back=bool(told) and not is_over,
        may_stop=looks is None or permitting.may_steer(looks, enrollment),
        snoozed_until=_snoozed(touch, now),
        overdue_since=touch.reminded_at if overdue and not told else None,
        may_reply=touch.status is TouchStatus.DONE and enrollment.status in STILL_ANSWERS,
        may_label=was_answered(touch),
        mark=touch.mark,
        reason=touch.reason,
    )


def doer(tx: Transaction, touch: Touch) -> Recruiter:
    """Give whoever does a manual stage: the colleague it was handed to, else who enrolled the person."""
    return touch.enrollment.recruiter if touch.doer_id is None else recruiters.get(tx, touch.doer_id)


def worded(tx: Transaction, touch: Touch, now: datetime) -> Worded | Incomplete:
    """Say what is to be said by hand, in its stage's words or in those written for this person."""
    return wording.of_touch(touch, coining.vocabulary(tx, touch.enrollment.team_id).values, now)


def text(tx: Transaction, touch: Touch, now: datetime) -> str:
    """Say the same as plain text, ready to copy, though something may be missing."""
    found = worded(tx, touch, now)
    if isinstance(found, Worded):
        return found.text
    return prose.plain(variants.worded(advancing.stage_draft(touch.stage), touch.variant).body)


def settled(tx: Transaction, touch: Touch, looks: Recruiter | None = None) -> str:
    """Say what became of a manual stage, as far as whoever looks is concerned; empty while they have it to do."""
    enrollment = touch.enrollment
    by = f" by <@{touch.done_by}>" if touch.done_by else ""
    if touch.status is TouchStatus.CANCELLED and is_left_behind(touch):
        return "The sequence was edited meanwhile, and this is not the next stage any more"
    if enrollment.status is EnrollmentStatus.REPLIED and touch.status is not TouchStatus.DONE:
        return f"Marked replied{by}" if touch.done_by else "Answered meanwhile; the sequence has stopped"
    if touch.status.is_final:
        replied = f"; then marked replied by <@{touch.answered_by}>" if was_answered(touch) else ""
        return WORDS.get(touch.status, "Done") + by + (replied if touch.answered_by else "")
    if not enrollment.status.is_open:
        return f"The sequence has ended: {enrollment.why or enrollment.status.value}"
    if touch.doer_id is not None and looks is not None and looks.id != touch.doer_id:
        return f"Handed to <@{recruiters.get(tx, touch.doer_id).slack_id}>"
    return ""


def is_left_behind(touch: Touch) -> bool:
    """Tell whether a touch belongs to a version its enrollment has left since."""
    return touch.stage.version_id != touch.enrollment.version_id


def may_undo(touch: Touch, now: datetime) -> bool:
    """Tell whether a mark is young enough to be taken back."""
    if touch.answered_at is not None:
        return now - touch.answered_at < withdrawing.UNDO
    return bool(touch.done_by) and touch.done_at is not None and now - touch.done_at < withdrawing.UNDO


def _snoozed(touch: Touch, now: datetime) -> datetime | None:
    is_snoozed = touch.moved == replanning.SNOOZED and touch.reminded_at is None and touch.due_at > now
    return touch.due_at if is_snoozed else None


def was_answered(touch: Touch) -> bool:
    """Tell whether somebody marked here that an answer came, by whatever way."""
    is_replied = touch.enrollment.status is EnrollmentStatus.REPLIED
    marked = touch.status is TouchStatus.CANCELLED and bool(touch.done_by)
    return is_replied and (marked or touch.answered_at is not None)
