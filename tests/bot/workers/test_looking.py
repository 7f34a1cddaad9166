"""How often a mailbox is read: at once where touches are live, rarely for late answers, never for nothing."""

from datetime import datetime, timedelta

import pytest

from bot.outreach.candidates import steering
from bot.outreach.outgoing import resting
from bot.outreach.plans import authoring
from bot.workers.rounds import Rounds
from storage.database import Database
from storage.models import Mailbox
from storage.statuses import EnrollmentStatus, SequenceStatus
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import ANA, by_hand, email

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def rests(office: Office) -> timedelta:
    """Tell how long the mailbox rests from now on."""
    return ready_at(office.db) - office.now()


def ready_at(db: Database) -> datetime:
    with db.transaction() as tx:
        return tx.query(Mailbox).one().ready_at


@pytest.mark.parametrize(
    "stages",
    [
        pytest.param((email(), email(3)), id="its next mail is due in days"),
        pytest.param((email(), by_hand(2)), id="it waits for a stage done by hand"),
    ],
)
def test_a_live_touch_is_looked_after_every_minute(office: Office, stages: tuple[object, ...]) -> None:
    office.enroll(*stages)

    office.tick()

    assert (len(office.mails()), rests(office)) == (1, MINUTE)


def test_somebody_paused_is_looked_after_like_anybody_else(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))
    office.tick()
    steering.pause(office.db, ANA, enrollment.id, now=office.now())

    office.later(minutes=1)

    assert rests(office) == MINUTE


def test_only_late_answers_are_looked_for_every_ten_minutes_and_for_thirty_days(office: Office) -> None:
    office.enroll()
    office.tick()
    assert rests(office) == resting.LATE == 10 * MINUTE

    office.later(days=29)
    assert rests(office) == resting.LATE
    office.later(days=2)

    assert rests(office) == resting.NEVER


def test_a_late_answer_is_found_within_ten_minutes_and_counts(office: Office) -> None:
    enrollment = office.enroll()
    office.tick()
    office.later(days=3)
    office.answer()

    office.later(minutes=10)

    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED
    assert office.notices() == ["reply"]


def test_an_archived_sequence_has_only_late_answers(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))
    office.tick()
    archived = SequenceStatus.ARCHIVED
    authoring.turn(office.db, ANA, enrollment.sequence_id, archived, now=office.now())

    office.later(minutes=1)

    assert rests(office) == resting.LATE


def test_a_mailbox_where_nothing_waits_asks_gmail_nothing(office: Office) -> None:
    office.tick()
    before = len(office.stand_in.state.log.entries)

    office.wait(minutes=30)

    assert rests(office) > 300 * DAY
    assert len(office.stand_in.state.log.entries) == before


def test_enrolling_wakes_a_mailbox_that_sleeps_even_if_its_cursor_has_grown_old(office: Office) -> None:
    office.tick()
    office.stand_in.move(days=21)
    office.stand_in.control("expire_history", address="ana@acme.example")

    office.enroll()
    office.tick()

    assert len(office.mails()) == 1


def test_whoever_forgot_to_wake_a_mailbox_is_helped_out(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))
    office.tick()
    builders.make_mailbox(office.db, ready_at=office.now() + 100 * DAY)

    resting.rouse(office.db, office.now())

    assert ready_at(office.db) == office.touch(enrollment, 1).due_at


@pytest.mark.parametrize("set_back", [timedelta(hours=5), timedelta(0)], ids=["set back", "stands still"])
def test_a_clock_that_is_wrong_keeps_no_answer_from_us(office: Office, set_back: timedelta) -> None:
    office.enroll(email(), email(3))
    shown, steady = [office.now()], [0.0]
    sessions = office.rounds().sessions
    rounds = Rounds(office.db, sessions, office.house, lambda: shown[0], monotonic=lambda: steady[0])
    rounds.tick()
    steady[0] += 60
    rounds.tick()
    shown[0] -= set_back
    before = office.calls("history.list")

    steady[0] += 60
    rounds.tick()

    assert office.calls("history.list") > before
