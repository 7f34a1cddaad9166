"""Planning anew: what is still to come moves with the rules, nothing else does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.outreach.house import House
from bot.outreach.outgoing import reminding
from bot.rules import business_time, sending_hours
from storage import touches
from storage.database import Database
from storage.statuses import TouchStatus
from tests import builders
from tests.bot.outreach.december import CHRISTMAS, EVE_OFF, due, started, told, utc, waiting
from tests.builders import ANA, HOUSE, by_hand, email


def test_a_new_holiday_moves_what_is_due_on_it_and_its_recruiter_hears_whom(db: Database) -> None:
    started(db, HOUSE)
    enrollment = waiting(db)

    started(db, EVE_OFF)

    assert due(db, enrollment) == utc(28, 9, 12)
    assert told(db) == [
        "Moved because the holidays changed:\n• Grace Hopper, stage 2: Thu 24 Dec, 10:12 → Mon 28 Dec, 10:12"
    ]
    assert builders.the_touches(db, enrollment)[-1].moved == "moved because the holidays changed"


def test_a_holiday_taken_back_brings_it_back(db: Database) -> None:
    started(db, EVE_OFF)
    enrollment = builders.make_enrollment(db, email(), email(3), now=CHRISTMAS, house=EVE_OFF)
    builders.went_out(db, enrollment, at=CHRISTMAS, house=EVE_OFF)
    assert due(db, enrollment) == utc(28, 9, 12)

    started(db, HOUSE)

    assert due(db, enrollment) == utc(24, 9, 12)


def test_planning_anew_counts_from_when_the_mail_before_really_went(db: Database) -> None:
    started(db, HOUSE)
    enrollment = builders.make_enrollment(db, email(), email(3), now=CHRISTMAS)
    builders.went_out(db, enrollment, at=CHRISTMAS + timedelta(days=1))
    assert due(db, enrollment) == utc(25, 9, 12)

    started(db, EVE_OFF)

    assert due(db, enrollment) == utc(29, 9, 12)


def test_nothing_moves_and_nobody_hears_when_nothing_has_changed(db: Database) -> None:
    started(db, HOUSE)
    enrollment = waiting(db)
    before = due(db, enrollment)

    assert started(db, HOUSE, times=3) == 0

    assert due(db, enrollment) == before
    assert told(db) == []


def test_planning_anew_twice_moves_nothing_the_second_time(db: Database) -> None:
    started(db, HOUSE)
    enrollment = waiting(db)
    started(db, EVE_OFF)
    before = due(db, enrollment)

    started(db, replace(EVE_OFF, clocks="2027a"))

    assert due(db, enrollment) == before
    assert len(told(db)) == 1


@pytest.mark.parametrize(
    ("house", "expected", "why"),
    [
        pytest.param(EVE_OFF, utc(28, 9, 12), "the holidays changed", id="holidays"),
        pytest.param(
            House(windows=sending_hours.read("Mon-Fri 13:00-18:00")),
            utc(24, 12),
            "the sending hours changed",
            id="hours",
        ),
        pytest.param(House(zone="America/New_York"), utc(24, 13), "the sending zone changed", id="zone"),
        pytest.param(
            House(zone="UTC", holidays=EVE_OFF.holidays),
            utc(28, 9, 12),
            "the holidays and the sending zone changed",
            id="two at once",
        ),
    ],
)
def test_whatever_rule_changes_what_is_planned_follows(
    db: Database, house: House, expected: datetime, why: str
) -> None:
    started(db, HOUSE)
    enrollment = waiting(db)

    started(db, house)

    assert due(db, enrollment) == expected
    assert told(db)[0].startswith(f"Moved because {why}:")


def test_new_rules_of_time_zones_are_looked_at_and_move_only_what_they_change(db: Database) -> None:
    started(db, House(clocks="2026f"))
    enrollment = waiting(db)
    with db.transaction() as tx:  # as if it had been planned when Berlin was an hour further east
        touches.of_enrollment(tx, enrollment.id)[-1].due_at = utc(24, 8, 12)

    assert started(db, House(clocks="2027a")) == 1

    assert due(db, enrollment) == utc(24, 9, 12)
    assert told(db)[0].startswith("Moved because the rules of time zones changed:")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"due_at": CHRISTMAS - timedelta(minutes=1)}, id="due already"),
        pytest.param({"draft_id": "d1"}, id="its draft waits at Gmail"),
        pytest.param({"status": TouchStatus.CLAIMED}, id="in flight"),
        pytest.param({"status": TouchStatus.UNKNOWN}, id="in doubt"),
        pytest.param({"status": TouchStatus.HELD}, id="waiting for a person"),
    ],
)
def test_what_is_due_or_on_its_way_stays(db: Database, changes: dict[str, object]) -> None:
    started(db, HOUSE)
    enrollment = waiting(db)
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[-1]
        for name, value in changes.items():
            setattr(touch, name, value)
    before = due(db, enrollment)

    started(db, EVE_OFF)

    assert due(db, enrollment) == before
    assert told(db) == []


def test_whoever_is_away_is_not_written_to_earlier_by_planning_anew(db: Database) -> None:
    started(db, EVE_OFF)
    enrollment = builders.make_enrollment(db, email(), email(3), now=CHRISTMAS, house=EVE_OFF)
    builders.went_out(db, enrollment, at=CHRISTMAS, house=EVE_OFF)
    with db.transaction() as tx:
        assert touches.postpone_open(tx, enrollment.id, utc(28, 8), "they are away") is False
        touches.postpone_open(tx, enrollment.id, utc(25, 8), "they are away")

    started(db, HOUSE)

    assert due(db, enrollment) == utc(28, 8)


def test_a_reminder_comes_back_at_the_very_moment_that_was_picked(db: Database) -> None:
    started(db, HOUSE)
    enrollment = builders.make_enrollment(db, by_hand(0), now=CHRISTMAS)
    picked = utc(24, 20, 30)
    reminding.snooze(db, ANA, builders.the_touches(db, enrollment)[0].id, until=picked, now=CHRISTMAS)

    started(db, EVE_OFF)

    assert due(db, enrollment) == picked


def test_what_was_put_off_past_its_plan_keeps_its_time_unless_that_is_closed_now(db: Database) -> None:
    started(db, HOUSE)
    kept, moved = waiting(db), waiting(db, address="alan.turing@example.com")
    with db.transaction() as tx:
        touches.of_enrollment(tx, kept.id)[-1].due_at = utc(29, 11)
        touches.of_enrollment(tx, moved.id)[-1].due_at = utc(31, 11)
    new_year = House(holidays=business_time.holidays_of(None, [date(2026, 12, 31), date(2027, 1, 1)]))

    started(db, new_year, now=utc(28, 12))

    assert due(db, kept) == utc(29, 11)
    assert due(db, moved) == datetime(2027, 1, 4, 7, tzinfo=UTC)
