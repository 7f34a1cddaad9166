"""Pausing, snoozing and letting go on: what has not left waits, nothing comes earlier, and hours are kept."""

from datetime import UTC, date, datetime

import pytest

from bot.outreach.candidates import steering
from bot.outreach.house import House
from bot.outreach.outgoing import prompting
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import business_time
from storage import touches
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email


def utc(day: int, hour: int, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def snoozed(db: Database, enrollment: Enrollment, until: date, house: House = HOUSE) -> steering.Snoozed:
    return steering.snooze(db, ANA, enrollment.id, until=until, house=house, now=NOW)


def due(db: Database, enrollment: Enrollment) -> datetime:
    return builders.the_touches(db, enrollment)[-1].due_at


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        pytest.param(date(2026, 12, 1), utc(1, 7), id="a working day"),
        pytest.param(date(2026, 12, 5), utc(7, 7), id="a Saturday"),
        pytest.param(date(2026, 12, 24), utc(28, 7), id="days off and a weekend after them"),
    ],
)
def test_a_snoozed_sequence_goes_on_at_the_first_opening_of_that_day(
    db: Database, until: date, expected: datetime
) -> None:
    enrollment = builders.make_enrollment(db)
    house = House(holidays=business_time.holidays_of(None, [date(2026, 12, 24), date(2026, 12, 25)]))

    done = snoozed(db, enrollment, until, house)

    assert (done.person, done.until) == ("Grace Hopper", expected)
    (touch,) = builders.the_touches(db, enrollment)
    assert (touch.due_at, touch.not_before) == (expected, expected)
    assert touch.moved.startswith("snoozed until ")


def test_a_snooze_never_brings_anything_forward(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(10))
    builders.went_out(db, enrollment)
    before = due(db, enrollment)

    snoozed(db, enrollment, date(2026, 11, 25))

    assert due(db, enrollment) == before


def test_a_snooze_comes_back_as_a_new_reminder(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand())
    prompting.owe_due(db, NOW)

    snoozed(db, enrollment, date(2026, 12, 1))

    assert prompting.owe_due(db, utc(1, 6)) == 0
    assert prompting.owe_due(db, utc(1, 8)) == 1


def test_a_held_stage_is_snoozed_with_the_rest(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    change(db, enrollment, status=TouchStatus.HELD, why="it lacks reason")

    snoozed(db, enrollment, date(2026, 12, 1))

    (touch,) = builders.the_touches(db, enrollment)
    assert (touch.status, touch.why, touch.due_at) == (TouchStatus.HELD, "it lacks reason", utc(1, 7))


def change(db: Database, enrollment: Enrollment, **changes: object) -> None:
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[-1]
        for name, value in changes.items():
            setattr(touch, name, value)


@pytest.mark.parametrize("status", [TouchStatus.CLAIMED, TouchStatus.UNKNOWN])
def test_what_may_be_leaving_is_not_snoozed_over(db: Database, status: TouchStatus) -> None:
    enrollment = builders.make_enrollment(db)
    change(db, enrollment, status=status)

    with pytest.raises(Refusal, match="leaving just now"):
        snoozed(db, enrollment, date(2026, 12, 1))


def test_a_day_gone_by_and_a_sequence_that_has_ended_are_refused(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    with pytest.raises(Refusal, match="not still to come"):
        snoozed(db, enrollment, NOW.date())
    with pytest.raises(NotAllowed, match="Only the recruiter"):
        steering.snooze(db, BEN, enrollment.id, until=date(2026, 12, 1), house=HOUSE, now=NOW)
    steering.stop(db, ANA, enrollment.id, now=NOW)
    with pytest.raises(Gone, match="ended already: stopped by hand"):
        snoozed(db, enrollment, date(2026, 12, 1))


def test_a_snooze_ends_early_when_the_recruiter_says_so(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(3))
    builders.went_out(db, enrollment)
    before = due(db, enrollment)
    snoozed(db, enrollment, date(2027, 2, 23))

    assert steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=NOW) == "Grace Hopper"

    assert due(db, enrollment) == before
    with pytest.raises(Gone, match="cannot go on: it is active"):
        steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=NOW)


def test_an_absence_ends_early_and_what_its_plan_has_passed_comes_at_once(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(3))
    builders.went_out(db, enrollment)
    with db.transaction() as tx:
        touches.postpone_open(tx, enrollment.id, utc(21, 7), "they are away")

    steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=utc(1, 20))

    assert due(db, enrollment) == utc(2, 7)


def test_a_pause_lasts_until_the_recruiter_ends_it(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    assert steering.pause(db, ANA, enrollment.id, now=NOW) == "Grace Hopper"

    found = builders.again(db, enrollment)
    assert (found.status, found.why) == (EnrollmentStatus.PAUSED, "paused by hand")
    with pytest.raises(Gone, match="cannot be paused: it is paused"):
        steering.pause(db, ANA, enrollment.id, now=NOW)
    steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=NOW)
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


def test_a_paused_sequence_that_is_snoozed_stays_paused(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    steering.pause(db, ANA, enrollment.id, now=NOW)

    snoozed(db, enrollment, date(2026, 12, 1))
    steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=NOW)

    assert due(db, enrollment) == utc(1, 7)
