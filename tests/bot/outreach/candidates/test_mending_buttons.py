"""`/why` offers the one button that mends what somebody waits for, to whoever may press it."""

from typing import Any

import pytest

from bot.outreach.candidates import explaining, steering
from bot.outreach.outgoing import advancing, holding
from bot.outreach.people import Who
from bot.rules.steers import Mending
from storage import touches
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus, MailboxStatus, SendStep
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, email


def offered(db: Database, who: Who = ANA) -> Mending | None:
    return explaining.why(db, who, "Grace HOPPER", house=HOUSE, now=NOW)[0].mending


def held(db: Database, enrollment: Enrollment, kind: str, **changes: Any) -> None:
    with db.transaction() as tx:
        [touch] = touches.of_enrollment(tx, enrollment.id)
        for name, value in changes.items():
            setattr(touch, name, value)
        holding.for_a_person(tx, touch, kind, why="It waits.", now=NOW)


def test_nothing_is_to_be_mended_of_what_goes_on(db: Database) -> None:
    builders.make_enrollment(db)

    assert offered(db) is None


def test_a_missing_value_is_filled_in(db: Database) -> None:
    held(db, builders.make_enrollment(db, email(0, body="Because of {{reason}}")), "missing_token")

    assert offered(db) is Mending.FILL_IN


def test_a_bounce_wants_another_address_until_there_is_one(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        advancing.stop(tx, enrollment.id, status=EnrollmentStatus.BOUNCED, why="no such address", now=NOW)
    assert offered(db) is Mending.FIX_ADDRESS

    builders.make_enrollment(db)

    found = explaining.why(db, ANA, "grace hopper", house=HOUSE, now=NOW)
    assert [one.mending for one in found] == [None, None]


@pytest.mark.parametrize("status", [MailboxStatus.LOST, MailboxStatus.DISCONNECTED])
def test_ones_own_mailbox_is_reconnected(db: Database, status: MailboxStatus) -> None:
    builders.make_enrollment(db)
    builders.make_mailbox(db, ANA, status=status)
    builders.make_recruiter(db, BEN, is_admin=True)

    assert offered(db) is Mending.RECONNECT
    assert offered(db, BEN) is None


def test_a_pause_is_ended(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    steering.pause(db, ANA, enrollment.id, now=NOW)
    builders.make_recruiter(db, BEN)

    assert offered(db) is Mending.GO_ON
    assert offered(db, BEN) is None


def test_what_may_have_gone_is_not_let_go_on_by_a_button_here(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    held(db, enrollment, "unknown_outcome", step=SendStep.SENDING, sending_at=NOW, draft_id="d1")

    assert offered(db) is None
