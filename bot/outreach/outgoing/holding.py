"""Hold one mail back, and let it go again."""

from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.candidates import steering
from bot.outreach.notices import owing, redrawing
from bot.refusals import Gone
from storage import enrollments, mailboxes, touches
from storage.database import Database, Transaction
from storage.models import Mailbox, Touch
from storage.statuses import EnrollmentStatus, TouchStatus

log = structlog.get_logger()

HELD_BY_HAND = "you hold it back"


def for_a_person(tx: Transaction, touch: Touch, kind: str, *, why: str, now: datetime) -> None:
    """Hold a touch that only a person can set going again, and ask; `kind` is one of cards.TroubleCard's.

    Its enrollment waits with it, unless it is a reply by hand, which concerns nothing else.
    """
    if touch.answers_id is None:
        keep(tx, touch, why)
    else:
        touch.status = TouchStatus.HELD
        redrawing.of_reply(tx, touch, now)
    about = {"touch": touch.id, "why": why}
    owing.trouble(tx, touch.enrollment, kind, key=f"{touch.id}:{now.isoformat()}", about=about, now=now)


def keep(tx: Transaction, touch: Touch, why: str) -> None:
    """Hold a stage, and its enrollment with it; whoever does so asks a person."""
    touch.status = TouchStatus.HELD
    active = {EnrollmentStatus.ACTIVE}
    enrollments.turn(tx, touch.enrollment_id, expected=active, status=EnrollmentStatus.HELD, why=why)


def hold_mailbox(tx: Transaction, mailbox: Mailbox, *, why: str, mend: str, now: datetime) -> None:
    """Hold everybody a mailbox writes to, and tell its owner once what mends it."""
    held = enrollments.hold_all_of_mailbox(tx, mailbox.id, why)
    held += sum(enrollments.hold_borrowers(tx, mailbox.id, why).values())
    owing.mailbox_news(tx, mailbox, "mailbox_held", key=now.isoformat(), now=now, why=why, mend=mend)
    log.warning("mailbox held", mailbox=mailbox.id, held=held)


def release_mailbox(tx: Transaction, mailbox: Mailbox, why: str, now: datetime) -> None:
    """Let everybody go on whom a mailbox was held for by this reason, each from where they stood."""
    for enrollment_id in enrollments.held_for(tx, mailbox.id, why):
        touches.revive(tx, enrollment_id, now)
    enrollments.resume_all_of_mailbox(tx, mailbox.id, why)
    mailboxes.wake(tx, mailbox.id, now)


def hold(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Hold what would go out; it truly does not leave until it is released."""
    with db.transaction() as tx:
        touch = touches.get(tx, touch_id)
        if touch is None:
            raise Gone("That stage is no longer there.")
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), touch.enrollment_id)
        active = {EnrollmentStatus.ACTIVE}
        if touches.may_have_left(touches.lock(tx, touch_id)) or not enrollments.turn(
            tx, enrollment.id, expected=active, status=EnrollmentStatus.PAUSED, why=HELD_BY_HAND
        ):
            raise Gone("That has gone out or ended already; nothing was changed.")


def release(db: Database, who: people.Who, touch_id: int, *, now: datetime) -> None:
    """Let go what was held back by hand."""
    with db.transaction() as tx:
        touch = touches.get(tx, touch_id)
        if touch is None:
            raise Gone("That stage is no longer there.")
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), touch.enrollment_id)
        paused = {EnrollmentStatus.PAUSED}
        if not enrollments.turn(tx, enrollment.id, expected=paused, status=EnrollmentStatus.ACTIVE, why=""):
            raise Gone("That is not held back any more.")
        if touch.mailbox_id is not None:
            mailboxes.wake(tx, touch.mailbox_id, max(now, touch.due_at))
