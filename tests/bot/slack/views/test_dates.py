"""Moments in words."""

from datetime import UTC, datetime, time

import pytest

from bot.slack.views import dates

MORNING = datetime(2026, 3, 3, 8, 12, tzinfo=UTC)


def test_slack_shows_a_moment_in_the_readers_zone() -> None:
    assert dates.moment(MORNING) == ("<!date^1772525520^{date_short_pretty} at {time}|Tue 3 Mar, 8:12 UTC>")


@pytest.mark.parametrize(
    ("zone", "reader", "said"),
    [
        pytest.param(
            "Europe/Berlin", "America/New_York", "Tue 3 Mar, 9:12 in Berlin · 3:12 for you", id="two clocks"
        ),
        pytest.param("Europe/Berlin", "Europe/Paris", "Tue 3 Mar, 9:12 in Berlin", id="the same clock"),
        pytest.param(
            "America/New_York",
            "Pacific/Auckland",
            "Tue 3 Mar, 3:12 in New York · 21:12 for you",
            id="far away",
        ),
        pytest.param(
            "Pacific/Auckland",
            "Pacific/Honolulu",
            "Tue 3 Mar, 21:12 in Auckland · Mon 22:12 for you",
            id="another day",
        ),
        pytest.param("Mars/Base", "UTC", "Tue 3 Mar, 8:12 in Base", id="an unknown zone reads as UTC"),
    ],
)
def test_a_moment_by_both_clocks(zone: str, reader: str, said: str) -> None:
    assert dates.both(MORNING, zone, reader) == said


def test_another_year_is_named() -> None:
    later = MORNING.replace(year=2027)

    assert dates.plain(later, "UTC", near=MORNING) == "Wed 3 Mar 2027, 8:12"
    assert dates.plain(later, "UTC", near=later) == "Wed 3 Mar, 8:12"


def test_a_time_of_day() -> None:
    assert dates.clock(time(9, 5)) == "9:05"
