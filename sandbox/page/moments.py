"""Where the clock may jump: mornings and business days as Berlin counts them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

HOME = "Europe/Berlin"
MORNING = time(9, 30)


def first_morning(now: datetime) -> datetime:
    """Tell the first 9:30 in Berlin on a working day at or after now, in UTC."""
    zone = ZoneInfo(HOME)
    day = now.astimezone(zone).date()
    while not is_working(day) or datetime.combine(day, MORNING, zone) < now:
        day += timedelta(days=1)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def after_business_days(now: datetime, count: int) -> datetime:
    """Tell the same wall time in Berlin, `count` working days later, in UTC."""
    zone = ZoneInfo(HOME)
    local = now.astimezone(zone)
    day = local.date()
    for _ in range(count):
        day = _next_working(day)
    return datetime.combine(day, local.time(), zone).astimezone(UTC)


def is_working(day: date) -> bool:
    """Tell whether Berlin works on that day."""
    return day.weekday() < 5 and day not in holidays.country_holidays("DE", subdiv="BE", years=day.year)


def _next_working(day: date) -> date:
    day += timedelta(days=1)
    while not is_working(day):
        day += timedelta(days=1)
    return day
