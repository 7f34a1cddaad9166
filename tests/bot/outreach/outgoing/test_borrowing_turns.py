"""Two rounds and a click that meet over one person in two mailboxes: nobody waits in a circle (PostgreSQL)."""

from typing import Any

import pytest

from bot.outreach.candidates import steering
from bot.outreach.outgoing import sending
from gmail.answers import Sent
from storage import enrollments, mailboxes, touches
from storage.database import Database
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.bot.outreach.outgoing.test_waiting_for_each_other import in_the_background, until_somebody_waits
from tests.bot.outreach.pair import PARKED, Pair
from tests.builders import ANA, AT_ONCE, BEN, NOW, email

ANEW: dict[str, Any] = {"new_thread": True, "subject": "One more thing"}


@pytest.fixture
def pair(db: Database) -> Pair:
    if db.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    return Pair(db)


def test_a_round_that_plans_into_a_busy_mailbox_does_not_wait_for_it(pair: Pair) -> None:
    enrollment = pair.enroll(email(), pair.first(delay=1, **ANEW))
    touch = builders.the_touches(pair.db, enrollment)[0]
    builders.make_mailbox(pair.db, BEN, ready_at=PARKED)

    with pair.db.transaction() as busy:
        mailboxes.lock(busy, pair.ben.id)
        with pair.db.transaction() as tx:
            sent = Sent(message_id="m1", thread_id="t1")
            sending.mark_sent(tx, touches.lock(tx, touch.id), sent, AT_ONCE, NOW)
        enrollments.lock(busy, enrollment.id)

    assert builders.statuses(pair.db, enrollment) == ["sent", "scheduled"]


def test_a_click_takes_every_mailbox_before_the_person(pair: Pair) -> None:
    enrollment = pair.enroll(pair.first(), email(1, **ANEW))
    pair.send(BEN)
    lease = pair.lease(BEN, NOW)

    def stop() -> None:
        steering.stop(pair.db, ANA, enrollment.id, now=NOW)

    with in_the_background(stop) as clicking, sending.held(pair.db, lease, NOW) as (tx, _):
        clicking.start()
        until_somebody_waits(pair.db, clicking)
        enrollments.lock(tx, enrollment.id)

    assert builders.again(pair.db, enrollment).status is EnrollmentStatus.STOPPED
