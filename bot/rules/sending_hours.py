"""The hours in which mail may leave, as an operator writes them: `Mon-Fri 8:00-12:00 13:00-18:00; Sat 9:00-12:00`."""

import re
from collections.abc import Iterator
from datetime import date, time

from bot.refusals import Refusal
from bot.rules.business_time import Window

EXAMPLE = "Mon-Fri 8:00-12:00 13:00-18:00; Sat 9:00-12:00"

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"(?P<days>[a-z]{3}(?:\s*[-,]\s*[a-z]{3})*)\s+(?P<hours>\d.*)", re.I)
_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*-\s*(\d{1,2})(?::(\d{2}))?")
_DAY_ENDS = (24, 0)


def read(text: str) -> tuple[Window, ...]:
    """Read sending hours; all of them, or raise Refusal naming what cannot be understood."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        raise Refusal("No sending hours are given.", f"Write them like {EXAMPLE}.")
    windows = tuple(window for part in parts for window in _windows(part))
    _demand_apart(windows)
    return windows


def days_off(text: str) -> frozenset[date]:
    """Read own days off, ISO dates separated by commas; raises Refusal for anything else."""
    return frozenset(_day(part.strip()) for part in text.split(",") if part.strip())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"“{text[:40]}” is no date.", "Write days off like 2026-12-24, 2026-12-31.") from error


def _windows(part: str) -> Iterator[Window]:
    found = _PART.fullmatch(part)
    if found is None:
        raise Refusal(f"“{part[:60]}” are no sending hours.", f"Write them like {EXAMPLE}.")
    weekdays = frozenset(_weekdays(found["days"]))
    left_over = _SPAN.sub("", found["hours"]).replace(",", "").strip()
    if left_over:
        raise Refusal(f"“{left_over[:60]}” in “{part[:60]}” are no hours.", f"Write them like {EXAMPLE}.")
    for opens_hour, opens_minute, closes_hour, closes_minute in _SPAN.findall(found["hours"]):
        yield _window(
            weekdays, (int(opens_hour), int(opens_minute or 0)), (int(closes_hour), int(closes_minute or 0))
        )


def _weekdays(text: str) -> Iterator[int]:
    for span in text.lower().split(","):
        first, _, last = (name.strip() for name in span.partition("-"))
        day, end = _weekday(first), _weekday(last or first)
        yield day
        while day != end:
            day = (day + 1) % 7
            yield day


def _weekday(name: str) -> int:
    if name not in _DAYS:
        raise Refusal(f"“{name}” is no day of the week.", "Write Mon, Tue, Wed, Thu, Fri, Sat or Sun.")
    return _DAYS.index(name)


def _window(weekdays: frozenset[int], opens: tuple[int, int], closes: tuple[int, int]) -> Window:
    said = f"{opens[0]}:{opens[1]:02}-{closes[0]}:{closes[1]:02}"
    try:
        closing = time(0) if closes == _DAY_ENDS else time(*closes)
        if opens >= closes:
            raise ValueError(said)
        return Window(weekdays=weekdays, opens=time(*opens), closes=closing)
    except ValueError as error:
        mend = "They begin and end on one day, from 0:00 to 24:00."
        raise Refusal(f"“{said}” are no sending hours.", mend) from error


def _demand_apart(windows: tuple[Window, ...]) -> None:
    for day, name in enumerate(_DAYS):
        todays = sorted(
            (window.opens, window.closes if window.closes != time(0) else time.max)
            for window in windows
            if day in window.weekdays
        )
        if any(later[0] < earlier[1] for earlier, later in zip(todays, todays[1:], strict=False)):
            raise Refusal(f"Two of the sending hours of {name.title()} overlap.", "Write them as one.")
