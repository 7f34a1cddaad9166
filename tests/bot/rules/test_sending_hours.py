"""Sending hours as an operator writes them: understood whole, or refused whole with what is wrong."""

from datetime import date, time

import pytest

from bot.refusals import Refusal
from bot.rules import sending_hours
from bot.rules.business_time import DEFAULT_WINDOWS, Window

WEEK = frozenset(range(5))


def hours(days: set[int] | frozenset[int], opens: int, closes: int) -> Window:
    """Give hours on the hour; 24 is the end of the day."""
    return Window(weekdays=frozenset(days), opens=time(opens), closes=time(closes % 24))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mon-Fri 8:00-18:00", DEFAULT_WINDOWS, id="the usual ones"),
        pytest.param("  mon - FRI   8-18 ; ", DEFAULT_WINDOWS, id="however it is typed"),
        pytest.param(
            sending_hours.EXAMPLE, (hours(WEEK, 8, 12), hours(WEEK, 13, 18), hours({5}, 9, 12)), id="a lunch break"
        ),
        pytest.param("Mon,Wed,Fri 9:00-10:00, 11:00-12:00", (hours({0, 2, 4}, 9, 10), hours({0, 2, 4}, 11, 12)),
                     id="days one by one"),
        pytest.param("Sun-Thu 8:00-17:00", (hours({6, 0, 1, 2, 3}, 8, 17),), id="a week that begins on Sunday"),
        pytest.param("Sat 20:00-24:00; Sun 0:00-6:00", (hours({5}, 20, 24), hours({6}, 0, 6)), id="a night"),
    ],
)  # fmt: skip
def test_hours_are_read_as_they_are_written(text: str, expected: tuple[Window, ...]) -> None:
    assert sending_hours.read(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "No sending hours", id="nothing"),
        pytest.param(" ; ", "No sending hours", id="nothing but a semicolon"),
        pytest.param("Mon-Fri", "“Mon-Fri”", id="days without hours"),
        pytest.param("8:00-18:00", "“8:00-18:00”", id="hours without days"),
        pytest.param("Moo 8:00-18:00", "“moo” is no day", id="a day there is not"),
        pytest.param("Mon 18:00-8:00", "“18:00-8:00”", id="the end first"),
        pytest.param("Mon 8:00-8:00", "“8:00-8:00”", id="no time at all"),
        pytest.param("Mon 8:00-25:00", "“8:00-25:00”", id="an hour there is not"),
        pytest.param("Mon 8:61-9:00", "“8:61-9:00”", id="a minute there is not"),
        pytest.param("Mon 8:00-24:30", "“8:00-24:30”", id="after the end of the day"),
        pytest.param("Mon 8:00-18:00 or so", "“or so”", id="words behind it"),
        pytest.param("Mon-Fri 8:00-18:00; Tue 17:00-20:00", "Tue overlap", id="hours that overlap"),
        pytest.param("Mon-Fri 8:00-18:00; Sat", "“Sat”", id="one good part of two"),
    ],
)
def test_what_cannot_be_understood_is_named(text: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        sending_hours.read(text)


def test_days_off_are_dates_with_commas_between() -> None:
    assert sending_hours.days_off(" 2026-12-24, 2026-12-31,") == {date(2026, 12, 24), date(2026, 12, 31)}
    assert sending_hours.days_off("") == frozenset()
    with pytest.raises(Refusal, match=r"“24\.12\.2026” is no date"):
        sending_hours.days_off("2026-12-24,24.12.2026")
