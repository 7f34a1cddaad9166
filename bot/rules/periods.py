"""Spans of time as people name them: "30d", "this month"; days, weeks and months are those of the asker's wall."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules import business_time

LONGEST = 3_650
EVER = "all"
OFFERED = ("7d", "30d", "90d", "this month", "last month", "this quarter", "this year", EVER)

_ABOUT = {"week": 7, "month": 40, "quarter": 100, "year": 370}
"""Days after the beginning of a unit that are surely in the next one, and not in the one after it."""

_DAYS = re.compile(r"(?:(?:the )?(?:last|past) )?([0-9]{1,5}) ?(d(?:ays?)?|w(?:eeks?)?)")
_NAMED = re.compile(r"(this|last)\s+(week|month|quarter|year)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of time: its name as it may be typed again, the first day and the day after the last; None without end."""

    name: str
    first: date | None = None
    after: date | None = None

    def since(self, where: ZoneInfo) -> datetime | None:
        """Say at which instant it begins."""
        return None if self.first is None else business_time.instant(self.first, time(0), where)

    def until(self, where: ZoneInfo) -> datetime | None:
        """Say at which instant it is over."""
        return None if self.after is None else business_time.instant(self.after, time(0), where)


def read(words: str, today: date) -> Period | None:
    """Understand a period; None for what is none."""
    folded = " ".join(words.casefold().split())
    if folded in {EVER, "ever", "all time"}:
        return Period(name=EVER)
    if folded == "today":
        return _days(1, today)
    if days := _DAYS.fullmatch(folded):
        return _days(int(days[1]) * (7 if days[2].startswith("w") else 1), today)
    if named := _NAMED.fullmatch(folded):
        return _named(named[1] == "last", named[2], today)
    return None


def say(period: Period) -> str:
    """Say a period as one speaks of it: "last 30 days", "this month"."""
    days = period.name.removesuffix("d")
    if days.isdigit():
        return f"last {days} days" if days != "1" else "today"
    return "all time" if period.name == EVER else period.name


def _days(count: int, today: date) -> Period | None:
    if not 0 < count <= LONGEST:
        return None
    return Period(name=f"{count}d", first=today - timedelta(days=count - 1), after=today + timedelta(days=1))


def _named(is_last: bool, unit: str, today: date) -> Period:
    begins = _beginning(unit, today)
    before = _beginning(unit, begins - timedelta(days=1))
    after = _beginning(unit, begins + timedelta(days=_ABOUT[unit]))
    name = f"{'last' if is_last else 'this'} {unit}"
    return (
        Period(name=name, first=before, after=begins)
        if is_last
        else Period(name=name, first=begins, after=after)
    )


def _beginning(unit: str, day: date) -> date:
    if unit == "week":
        return monday(day)
    if unit == "year":
        return day.replace(month=1, day=1)
    month = day.month if unit == "month" else 3 * ((day.month - 1) // 3) + 1
    return day.replace(month=month, day=1)


def monday(day: date) -> date:
    """Give the first day of a week."""
    return day - timedelta(days=day.weekday())


def weeks(first: date, last: date, most: int) -> tuple[date, ...]:
    """List the Mondays of the weeks from one day to another, at most so many, the latest of them."""
    found: list[date] = []
    week = monday(last)
    while week >= monday(first) and len(found) < most:
        found.append(week)
        week -= timedelta(days=7)
    return tuple(reversed(found))
