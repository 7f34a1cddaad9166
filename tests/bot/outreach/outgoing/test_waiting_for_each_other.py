"""A click and a round that meet follow each other; neither is thrown out by a deadlock (PostgreSQL)."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.outreach.candidates import mending, steering
from bot.outreach.outgoing import answering, holding, reminding, sending
from bot.outreach.outgoing.answering import Answer
from storage import enrollments, touches
from storage.database import Database
from storage.models import Enrollment, Mailbox, Touch
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus
from tests import builders
from tests.builders import ANA, HOUSE, NOW, by_hand, email

LATER = NOW + timedelta(days=1)
Click = Callable[[Database, Touch], None]


def answer(db: Database, touch: Touch) -> None:
    answering.answer(db, ANA, touch.id, Answer.SENT, house=HOUSE, now=NOW)


def release(db: Database, touch: Touch) -> None:
    holding.release(db, ANA, touch.id, now=NOW)


def resume(db: Database, touch: Touch) -> None:
    steering.resume(db, ANA, touch.enrollment_id, now=NOW)


def stop(db: Database, touch: Touch) -> None:
    steering.stop(db, ANA, touch.enrollment_id, now=NOW)


def fill_in(db: Database, touch: Touch) -> None:
    mending.fill_in(db, ANA, touch.enrollment_id, {"reason": "compilers"}, now=NOW)


HELD: dict[str, Any] = {"status": EnrollmentStatus.HELD}
PAUSED: dict[str, Any] = {"status": EnrollmentStatus.PAUSED}
DRAFTED: dict[str, Any] = {"status": TouchStatus.CLAIMED, "step": SendStep.DRAFTED, "draft_id": "d1"}


@pytest.mark.parametrize(
    ("click", "enrolled", "touched"),
    [
        pytest.param(answer, HELD, {"status": TouchStatus.HELD}, id="an answer about a held mail"),
        pytest.param(release, PAUSED, {}, id="letting go what was held back"),
        pytest.param(resume, HELD, {}, id="resuming"),
        pytest.param(stop, {}, DRAFTED, id="stopping what has a draft"),
        pytest.param(fill_in, HELD, {"status": TouchStatus.HELD}, id="filling in"),
    ],
)
def test_a_click_waits_for_the_round(
    db: Database, click: Click, enrolled: dict[str, Any], touched: dict[str, Any]
) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1), **enrolled)
    touch = changed(db, enrollment, **touched)

    meet(db, enrollment, lambda: click(db, touch))


def test_a_mark_on_a_reminder_waits_for_the_round(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(), email(1))
    touch = changed(db, enrollment)

    meet(db, enrollment, lambda: reminding.mark_sent(db, ANA, touch.id, house=HOUSE, now=NOW))


def changed(db: Database, enrollment: Enrollment, **changes: Any) -> Touch:
    builders.make_mailbox(db, ready_at=LATER)
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[0]
        for name, value in changes.items():
            setattr(touch, name, value)
        return touch


def meet(db: Database, enrollment: Enrollment, click: Callable[[], None]) -> None:
    """Let a click come while a round holds the mailbox, and the round then want the enrollment."""
    if db.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    lease = leased(db)
    with in_the_background(click) as clicking, sending.held(db, lease, NOW) as (tx, _):
        clicking.start()
        until_somebody_waits(db, clicking)
        enrollments.lock(tx, enrollment.id)
        for touch in touches.of_enrollment(tx, enrollment.id):
            touches.lock(tx, touch.id)


def leased(db: Database) -> Any:
    builders.make_mailbox(db, ready_at=NOW)
    lease = builders.claim(db, NOW)
    with db.transaction() as tx:
        assert lease is not None
        tx.get_one(Mailbox, lease.mailbox_id).ready_at = LATER
    return lease


@contextmanager
def in_the_background(act: Callable[[], None]) -> Iterator[threading.Thread]:
    broke: list[BaseException] = []

    def acting() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001  handed to the test below
            broke.append(error)

    thread = threading.Thread(target=acting)
    yield thread
    thread.join()
    assert broke == []


def until_somebody_waits(db: Database, clicking: threading.Thread) -> None:
    here = "wait_event_type = 'Lock' AND datname = current_database()"
    waiting = text(f"SELECT count(*) FROM pg_stat_activity WHERE {here}")
    until = time.monotonic() + 5
    while clicking.is_alive() and time.monotonic() < until:
        with db.reading() as tx:
            if tx.scalar(waiting):
                return
        time.sleep(0.01)
