"""Stages done by hand: remind, and take down what the recruiter says became of them."""

from datetime import datetime, timedelta

import structlog

from bot.outreach import people
from bot.outreach.candidates import steering
from bot.outreach.house import House
from bot.outreach.notices import crediting, owing
from bot.outreach.notices.cards import ReminderCard
from bot.outreach.outgoing import advancing, borrowing, holding, replanning, wording
from bot.outreach.outgoing.wording import Incomplete, Worded
from bot.outreach.plans import coining
from bot.refusals import Gone
from bot.rules import prose, variants
from storage import agenda, enrollments, inbox, recruiters, touches
from storage.database import Database, Transaction
from storage.models import Touch
from storage.statuses import OPEN, EnrollmentStatus, TouchStatus

log = structlog.get_logger()

UNDO = timedelta(minutes=10)
MOST_AT_ONCE = 50
WORDS = {
    TouchStatus.DONE: "Marked sent",
    TouchStatus.SKIPPED: "Skipped",
    TouchStatus.CANCELLED: "Stopped",
}

_GOES_ON = frozenset({*OPEN, EnrollmentStatus.FINISHED})
_MADE = {
    TouchStatus.DONE: _GOES_ON,
    TouchStatus.SKIPPED: _GOES_ON,
    TouchStatus.CANCELLED: frozenset({EnrollmentStatus.REPLIED, EnrollmentStatus.STOPPED}),
}


def owe_due(db: Database, now: datetime) -> int:
    """Owe a reminder for each manual stage that is due; tell how many."""
    with db.transaction() as tx:
        due = agenda.due_by_hand(tx, now, limit=MOST_AT_ONCE)
        for touch in due:
            _owe(tx, touch, now)
        return len(due)


def _owe(tx: Transaction, touch: Touch, now: datetime) -> None:
    worded = _worded(tx, touch, now)
    if isinstance(worded, Incomplete):
        why = f"it lacks {', '.join(worded.tokens)}"
        holding.for_a_person(tx, touch, "missing_token", why=why, now=now)
        return
    touch.reminded_at = now
    owing.reminder(tx, touch, advancing.reminder_key(touch), now)
    log.info("reminder owed", touch=touch.id)


def _worded(tx: Transaction, touch: Touch, now: datetime) -> Worded | Incomplete:
    return wording.of_touch(touch, coining.vocabulary(tx, touch.enrollment.team_id).values, now)


def card(db: Database, touch_id: int, now: datetime) -> ReminderCard:
    """Draw a manual stage as it stands; raises Gone if it is not there."""
    with db.reading() as tx:
        touch = touches.get(tx, touch_id)
        if touch is None:
            raise Gone("That stage is no longer there.")
        return _card(tx, touch, now)


def card_for(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> ReminderCard:
    """Draw it for whoever has it to do; raises NotAllowed for everybody else."""
    with db.transaction() as tx:
        return _card(tx, _mine(tx, who, touch_id, now), now)


def _card(tx: Transaction, touch: Touch, now: datetime) -> ReminderCard:
    enrollment = touch.enrollment
    worded = _worded(tx, touch, now)
    link = enrollment.candidate.links[0].url if enrollment.candidate.links else ""
    return ReminderCard(
        touch_id=touch.id,
        person=enrollment.candidate.name,
        sequence=enrollment.sequence.name,
        stage=touch.number,
        stages=len(enrollment.version.stages),
        kind=touch.kind,
        text=worded.text if isinstance(worded, Worded) else _unfilled(touch),
        link=link,
        status=touch.status,
        due_at=touch.due_at,
        settled=_settled(touch),
        can_undo=_can_undo(touch, now) and not _is_left_behind(touch),
    )


def _unfilled(touch: Touch) -> str:
    return prose.plain(variants.worded(advancing.stage_draft(touch.stage), touch.variant).body)


def _settled(touch: Touch) -> str:
    enrollment = touch.enrollment
    by = f" by <@{touch.done_by}>" if touch.done_by else ""
    if touch.status is TouchStatus.CANCELLED and _is_left_behind(touch):
        return "The sequence was edited meanwhile, and this is not the next stage any more"
    if enrollment.status is EnrollmentStatus.REPLIED and touch.status is not TouchStatus.DONE:
        return f"Marked replied{by}" if touch.done_by else "Answered meanwhile; the sequence has stopped"
    if touch.status.is_final:
        return WORDS.get(touch.status, "Done") + by
    if not enrollment.status.is_open:
        return f"The sequence has ended: {enrollment.why or enrollment.status.value}"
    return ""


def _over(tx: Transaction, touch: Touch) -> Gone:
    told = _settled(touch).partition(" by <@")[0]
    marker = recruiters.by_slack_id(tx, team=touch.enrollment.team_id, slack_id=touch.done_by)
    by = f" by {marker.name or 'a colleague'}" if marker is not None else ""
    return Gone(f"Nothing was changed: {told[:1].lower()}{told[1:]}{by} already.")


def _is_left_behind(touch: Touch) -> bool:
    """Tell whether a touch belongs to a version its enrollment has left since."""
    return touch.stage.version_id != touch.enrollment.version_id


def _can_undo(touch: Touch, now: datetime) -> bool:
    return bool(touch.done_by) and touch.done_at is not None and now - touch.done_at < UNDO


def mark_sent(db: Database, who: people.Who, touch_id: int, *, house: House, now: datetime) -> None:
    """Take down that a manual stage was done; the next one counts from now."""
    _finish(db, who, touch_id, TouchStatus.DONE, house=house, now=now)


def skip(db: Database, who: people.Who, touch_id: int, *, house: House, now: datetime) -> None:
    """Leave a manual stage out and go on with the next."""
    _finish(db, who, touch_id, TouchStatus.SKIPPED, house=house, now=now)


def _finish(
    db: Database, who: people.Who, touch_id: int, status: TouchStatus, *, house: House, now: datetime
) -> None:
    with db.transaction() as tx:
        touch = _mine(tx, who, touch_id, now)
        waiting = {TouchStatus.SCHEDULED, TouchStatus.HELD}
        if not touch.enrollment.status.is_open or not touches.turn(
            tx, touch_id, expected=waiting, status=status, now=now, by=who.slack_id
        ):
            raise _over(tx, touches.lock(tx, touch_id))
        advancing.advance(tx, touches.lock(tx, touch_id), house, now)
        log.info("touch done by hand", touch=touch_id, status=status)


def mark_replied(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Take down that the candidate answered outside the mailbox: every stage still to come stops, e-mails too."""
    with db.transaction() as tx:
        touch = _mine(tx, who, touch_id, now)
        why = "marked as replied"
        if not advancing.stop(tx, touch.enrollment_id, status=EnrollmentStatus.REPLIED, why=why, now=now):
            raise _over(tx, touch)
        touches.lock(tx, touch_id).done_by = who.slack_id
        crediting.owe(tx, touch.enrollment_id, now)
        log.info("marked replied", touch=touch_id, enrollment=touch.enrollment_id)


def snooze(db: Database, who: people.Who, touch_id: int, *, until: datetime, now: datetime) -> None:
    """Be reminded again later."""
    with db.transaction() as tx:
        touch = _mine(tx, who, touch_id, now)
        if touch.status is not TouchStatus.SCHEDULED or not touch.enrollment.status.is_open:
            raise _over(tx, touch)
        touch.due_at, touch.not_before, touch.reminded_at = until, until, None
        touch.moved = replanning.SNOOZED


def stop(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Stop the sequence for this person."""
    with db.transaction() as tx:
        touch = _mine(tx, who, touch_id, now)
        stopped = advancing.stop(
            tx, touch.enrollment_id, status=EnrollmentStatus.STOPPED, why="stopped by hand", now=now
        )
        if not stopped:
            raise _over(tx, touch)
        touches.lock(tx, touch_id).done_by = who.slack_id


def undo(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Take a mark back within ten minutes, while nothing that followed from it has happened."""
    with db.transaction() as tx:
        touch = _mine(tx, who, touch_id, now)
        if not _can_undo(touch, now):
            raise Gone("It is too late to undo this.")
        enrollment = touch.enrollment
        if _is_left_behind(touch):
            raise Gone("The sequence was edited, and they go on by its new version: this cannot be undone.")
        if _has_moved_on(tx, touch):
            raise Gone("The sequence has ended for another reason meanwhile, so this cannot be undone.")
        if enrollments.open_elsewhere(tx, enrollment):
            raise Gone("This person was enrolled in the same sequence again meanwhile.")
        if not touches.drop_after(tx, enrollment.id, touch.position):
            raise Gone("The next stage has begun already, so this cannot be undone.")
        if not enrollment.status.is_open:
            enrollment.status, enrollment.why, enrollment.ended_at = EnrollmentStatus.ACTIVE, "", None
        enrollment.position = touch.position
        touch = touches.lock(tx, touch_id)
        touch.status, touch.done_at, touch.done_by = TouchStatus.SCHEDULED, None, ""
        touches.revive(tx, enrollment.id, now)
        touch.reminded_at = now
        borrowing.wake(tx, enrollment, now)


def _has_moved_on(tx: Transaction, touch: Touch) -> bool:
    marked_at = touch.done_at
    answered = marked_at is not None and inbox.answered_since(tx, touch.enrollment_id, marked_at)
    return answered or touch.enrollment.status not in _MADE[touch.status]


def _mine(tx: Transaction, who: people.Who, touch_id: int, now: datetime) -> Touch:
    touch = touches.get(tx, touch_id)
    if touch is None:
        raise Gone("That stage is no longer there.")
    steering.of_mine(tx, people.recruiter(tx, who, now), touch.enrollment_id)
    return touches.lock(tx, touch_id)
