"""Spans of time as people type them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.rules import periods

MONDAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "first", "after"),
    [
        ("1d", date(2026, 11, 23), date(2026, 11, 24)),
        ("7d", date(2026, 11, 17), date(2026, 11, 24)),
        ("30 days", date(2026, 10, 25), date(2026, 11, 24)),
        ("today", date(2026, 11, 23), date(2026, 11, 24)),
        ("last 30 days", date(2026, 10, 25), date(2026, 11, 24)),
        ("the past 2 weeks", date(2026, 11, 10), date(2026, 11, 24)),
        ("This  Week", date(2026, 11, 23), date(2026, 11, 30)),
        ("last week", date(2026, 11, 16), date(2026, 11, 23)),
        ("this month", date(2026, 11, 1), date(2026, 12, 1)),
        ("last month", date(2026, 10, 1), date(2026, 11, 1)),
        ("this quarter", date(2026, 10, 1), date(2027, 1, 1)),
        ("last quarter", date(2026, 7, 1), date(2026, 10, 1)),
        ("this year", date(2026, 1, 1), date(2027, 1, 1)),
        ("last year", date(2025, 1, 1), date(2026, 1, 1)),
        ("all", None, None),
    ],
)
def test_a_period_has_its_first_day_and_the_day_after(
    words: str, first: date | None, after: date | None
) -> None:
    found = periods.read(words, MONDAY)

    assert found is not None
    assert (found.first, found.after) == (first, after)
    assert periods.read(found.name, MONDAY) == found


@pytest.mark.parametrize(
    "today", [date(2024, 2, 29), date(2026, 1, 31), date(2026, 12, 31), date(2026, 3, 1)]
)
def test_every_named_period_reaches_to_the_next_of_its_kind(today: date) -> None:
    for unit in ("week", "month", "quarter", "year"):
        last, this = (periods.read(f"{which} {unit}", today) for which in ("last", "this"))
        assert last is not None
        assert this is not None
        assert last.after == this.first
        assert this.first is not None
        assert this.after is not None
        assert this.first <= today < this.after


@pytest.mark.parametrize("words", ["", "0d", "3651d", "-3d", "next week", "٣d", "30d; drop"])
def test_anything_else_is_no_period(words: str) -> None:
    assert periods.read(words, MONDAY) is None


def test_days_begin_at_midnight_of_the_wall_across_a_change_of_clocks() -> None:
    found = periods.read("30d", date(2026, 11, 23))

    assert found is not None
    assert found.since(BERLIN) == datetime(2026, 10, 24, 22, tzinfo=UTC)  # still summer time
    assert found.until(BERLIN) == datetime(2026, 11, 23, 23, tzinfo=UTC)


def test_weeks_are_mondays_and_only_the_latest_of_them() -> None:
    found = periods.weeks(date(2026, 11, 1), MONDAY, 13)

    assert found == (date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16), MONDAY)
    assert periods.weeks(date.min, MONDAY, 2) == (date(2026, 11, 16), MONDAY)
