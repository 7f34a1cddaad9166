"""Where the clock may jump."""

from datetime import UTC, datetime

import pytest

from sandbox.page import moments


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        pytest.param("2026-03-02T06:00", "2026-03-02T08:30", id="early on a monday: the same day"),
        pytest.param("2026-03-02T08:30", "2026-03-02T08:30", id="at half past nine: now"),
        pytest.param("2026-03-02T08:31", "2026-03-03T08:30", id="a minute late: the next day"),
        pytest.param("2026-03-06T15:00", "2026-03-09T08:30", id="friday afternoon: monday"),
        pytest.param(
            "2026-12-24T12:00", "2026-12-28T08:30", id="christmas eve: after the holiday and the weekend"
        ),
        pytest.param("2026-03-28T12:00", "2026-03-30T07:30", id="the weekend summer time begins"),
    ],
)
def test_a_world_begins_on_a_working_morning_in_berlin(now: str, morning: str) -> None:
    assert moments.first_morning(at(now)) == at(morning)


@pytest.mark.parametrize(
    ("now", "days", "later"),
    [
        pytest.param("2026-03-02T09:00", 3, "2026-03-05T09:00", id="inside a week"),
        pytest.param("2026-03-05T09:00", 3, "2026-03-10T09:00", id="across a weekend"),
        pytest.param("2026-03-27T09:00", 1, "2026-03-30T08:00", id="across summer time the wall clock stays"),
        pytest.param("2026-04-02T08:00", 1, "2026-04-07T08:00", id="across easter"),
    ],
)
def test_business_days_keep_the_wall_clock_and_skip_days_off(now: str, days: int, later: str) -> None:
    assert moments.after_business_days(at(now), days) == at(later)


def at(text: str) -> datetime:
    """Read an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
