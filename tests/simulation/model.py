"""A second opinion on time, in a few lines of its own: on which local day a stage goes, and what ends a sequence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.drafts import StageDraft
from storage.statuses import DelayUnit

OPENS, CLOSES = time(8), time(18)
SLACK = timedelta(minutes=45)
"""How long mails may queue at an opening, a little apart as they are."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where somebody lives, and the days nothing leaves."""

    zone: ZoneInfo
    is_closed: Callable[[date], bool]

    def is_open(self, day: date) -> bool:
        """Tell whether mail may leave on a day."""
        return day.weekday() < 5 and not self.is_closed(day)

    def local(self, moment: datetime) -> datetime:
        """Show what the clock on the wall shows."""
        return moment.astimezone(self.zone)


def days(stage: StageDraft, after: datetime, calendar: Calendar) -> set[date]:
    """Give the local days on which a stage may go: one, or two where it comes to the end of a day."""
    went = calendar.local(after)
    meant = went.date() + timedelta(days=0)
    left = stage.delay
    while left > 0:
        meant += timedelta(days=1)
        left -= 1 if stage.delay_unit is DelayUnit.DAYS or calendar.is_open(meant) else 0
    wall = stage.at or went.time()
    return _openings(meant, wall, calendar)


def openings(moment: datetime, calendar: Calendar) -> set[date]:
    """Give the local days on which what may go from a moment on will go."""
    local = calendar.local(moment)
    return _openings(local.date(), local.time(), calendar)


def _openings(day: date, wall: time, calendar: Calendar) -> set[date]:
    today = calendar.is_open(day) and wall < CLOSES
    first = day if today else _next_open(day, calendar)
    late = today and wall > (datetime.combine(day, CLOSES) - SLACK).time()
    return {first, _next_open(first, calendar)} if late else {first}


def _next_open(day: date, calendar: Calendar) -> date:
    day += timedelta(days=1)
    while not calendar.is_open(day):
        day += timedelta(days=1)
    return day
