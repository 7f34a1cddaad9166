"""Stages done by hand: take down what a recruiter says became of them, and take it back for ten minutes."""

from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.candidates import steering
from bot.outreach.house import House
from bot.outreach.notices import crediting, withdrawing
from bot.outreach.outgoing import advancing, borrowing, picturing, replanning
from bot.refusals import Gone
from storage import enrollments, inbox, recruiters, touches
from storage.database import Database, Transaction
from storage.models import Touch
from storage.statuses import OPEN, EnrollmentStatus, Mark, TouchStatus

log = structlog.get_logger()

BY_HAND = "marked as replied"
LABELS = (Mark.INTERESTED, Mark.NOT_NOW, Mark.NOT_INTERESTED, Mark.WRONG_PERSON)

_GOES_ON = frozenset({*OPEN, EnrollmentStatus.FINISHED})
_MADE = {
    TouchStatus.DONE: _GOES_ON,
    TouchStatus.SKIPPED: _GOES_ON,
    TouchStatus.CANCELLED: frozenset({EnrollmentStatus.REPLIED, EnrollmentStatus.STOPPED}),
}


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
        touch = mine(tx, who, touch_id, now)
        waiting = {TouchStatus.SCHEDULED, TouchStatus.HELD}
        if not touch.enrollment.status.is_open or not touches.turn(
            tx, touch_id, expected=waiting, status=status, now=now, by=who.slack_id
        ):
            raise _over(tx, touches.take(tx, touch_id))
        advancing.advance(tx, touch, house, now)
        _redraw(tx, touch, now)
        log.info("touch done by hand", touch=touch_id, status=status)


def mark_replied(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Take down that the candidate answered outside the mailbox: every stage still to come stops, e-mails too."""
    with db.transaction() as tx:
        touch = mine(tx, who, touch_id, now)
        was_done, replied = touch.status is TouchStatus.DONE, EnrollmentStatus.REPLIED
        stopped = advancing.stop(tx, touch.enrollment_id, status=replied, why=BY_HAND, now=now)
        finished = {EnrollmentStatus.FINISHED} if was_done else set()
        if not stopped and not enrollments.turn(
            tx, touch.enrollment_id, expected=finished, status=replied, why=BY_HAND
        ):
            raise _over(tx, touch)
        touch = touches.lock(tx, touch_id)
        if was_done:
            touch.answered_at, touch.answered_by = now, who.slack_id
        else:
            touch.done_by = who.slack_id
        _redraw(tx, touch, now)
        crediting.owe(tx, touch.enrollment_id, now)
        log.info("marked replied", touch=touch_id, enrollment=touch.enrollment_id)


def label(
    db: Database, who: people.Who, touch_id: int, mark: Mark, *, now: datetime, reason: str = ""
) -> None:
    """Say what an answer meant that came of a manual stage, and why where it is a no; it may be said anew."""
    with db.transaction() as tx:
        touch = mine(tx, who, touch_id, now)
        if not picturing.was_answered(touch):
            raise Gone("That is not marked as replied any more.")
        touch.mark, touch.reason = mark, reason
        advancing.redraw_reminder(tx, touch, now)
        log.info("answer by hand labelled", touch=touch_id, mark=mark)


def snooze(db: Database, who: people.Who, touch_id: int, *, until: datetime, now: datetime) -> None:
    """Be reminded again later."""
    with db.transaction() as tx:
        touch = mine(tx, who, touch_id, now)
        if touch.status is not TouchStatus.SCHEDULED or not touch.enrollment.status.is_open:
            raise _over(tx, touch)
        _put_off(tx, touch, until, now)


def snooze_all(db: Database, who: people.Who, list_id: int, *, until: datetime, now: datetime) -> int:
    """Be reminded of all of a list that still waits later, together; tell of how many."""
    with db.transaction() as tx:
        notice = picturing.my_list(tx, who, list_id)
        every = picturing.in_order(tx, notice.about.get("touches", ()))
        looks = people.recruiter(tx, who, now)
        waiting = [one for one in every if not picturing.settled(tx, one, looks)]
        for touch in sorted(waiting, key=lambda one: (one.enrollment.mailbox_id or 0, one.enrollment_id)):
            _put_off(tx, mine(tx, who, touch.id, now), until, now)
        return len(waiting)


def _put_off(tx: Transaction, touch: Touch, until: datetime, now: datetime) -> None:
    advancing.redraw_reminder(tx, touch, now)
    touch.due_at, touch.not_before, touch.reminded_at, touch.ask_at = until, until, None, None
    touch.moved, touch.why = replanning.SNOOZED, ""


def stop(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Stop the sequence for this person; whom a stage was only handed to may not."""
    with db.transaction() as tx:
        touch = _there(tx, touch_id)
        steering.of_mine(tx, people.recruiter(tx, who, now), touch.enrollment_id)
        stopped = advancing.stop(
            tx, touch.enrollment_id, status=EnrollmentStatus.STOPPED, why="stopped by hand", now=now
        )
        if not stopped:
            raise _over(tx, touches.lock(tx, touch_id))
        touch = touches.lock(tx, touch_id)
        touch.done_by = who.slack_id
        withdrawing.of_reminder(tx, touch, now)


def _redraw(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Owe the drawing of what was marked now, and the one without Undo."""
    advancing.redraw_reminder(tx, touch, now)
    withdrawing.of_reminder(tx, touch, now)


def undo(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Take a mark back within ten minutes, while nothing that followed from it has happened."""
    with db.transaction() as tx:
        touch = mine(tx, who, touch_id, now)
        if not picturing.may_undo(touch, now):
            raise Gone("It is too late to undo this.")
        enrollment = touch.enrollment
        if picturing.is_left_behind(touch):
            raise Gone("The sequence was edited, and they go on by its new version: this cannot be undone.")
        if _has_moved_on(tx, touch):
            raise Gone("The sequence has ended for another reason meanwhile, so this cannot be undone.")
        if enrollments.open_elsewhere(tx, enrollment):
            raise Gone("This person was enrolled in the same sequence again meanwhile.")
        if touch.answered_at is not None:
            _unanswer(tx, touch, now)
        else:
            _reopen(tx, touch, now)
        advancing.redraw_reminder(tx, touch, now)


def _reopen(tx: Transaction, touch: Touch, now: datetime) -> None:
    enrollment = touch.enrollment
    if not touches.drop_after(tx, enrollment.id, touch.position):
        raise Gone("The next stage has begun already, so this cannot be undone.")
    if not enrollment.status.is_open:
        enrollment.status, enrollment.why, enrollment.ended_at = EnrollmentStatus.ACTIVE, "", None
    enrollment.position = touch.position
    touch = touches.lock(tx, touch.id)
    touch.status, touch.done_at, touch.done_by = TouchStatus.SCHEDULED, None, ""
    touch.mark, touch.reason = None, ""
    touches.revive(tx, enrollment.id, now)
    touch.reminded_at = now
    borrowing.wake(tx, enrollment, now)


def _unanswer(tx: Transaction, touch: Touch, now: datetime) -> None:
    touch.answered_at, touch.answered_by, touch.mark, touch.reason = None, "", None, ""
    steering.take_back(tx, touch.enrollment, EnrollmentStatus.ACTIVE, now)


def _has_moved_on(tx: Transaction, touch: Touch) -> bool:
    marked_at = touch.answered_at or touch.done_at
    answered = marked_at is not None and inbox.answered_since(tx, touch.enrollment_id, marked_at)
    made = {EnrollmentStatus.REPLIED} if touch.answered_at is not None else _MADE[touch.status]
    return answered or touch.enrollment.status not in made


def _over(tx: Transaction, touch: Touch) -> Gone:
    told = picturing.settled(tx, touch).partition(" by <@")[0]
    marker = recruiters.by_slack_id(tx, team=touch.enrollment.team_id, slack_id=touch.done_by)
    by = f" by {marker.name or 'a colleague'}" if marker is not None else ""
    return Gone(f"Nothing was changed: {told[:1].lower()}{told[1:]}{by} already.")


def mine(tx: Transaction, who: people.Who, touch_id: int, now: datetime) -> Touch:
    """Take a manual stage for changing by whoever has it to do; raises Gone or NotAllowed."""
    touch = _there(tx, touch_id)
    enrollment = steering.by_hand(tx, people.recruiter(tx, who, now), touch)
    touch = touches.take(tx, touch_id)
    assert touch.enrollment is enrollment  # still at hand, and so not read once more
    return touch


def _there(tx: Transaction, touch_id: int) -> Touch:
    touch = touches.get(tx, touch_id)
    if touch is None:
        raise Gone(picturing.NO_LONGER)
    return touch
