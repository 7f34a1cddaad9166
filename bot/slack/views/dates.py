"""Moments in words: in the reader's own zone where Slack can do it, in a named zone where it cannot."""

from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def moment(at: datetime) -> str:
    """Write a moment in mrkdwn: Slack shows it in the zone of whoever reads it."""
    fallback = f"{plain(at, 'UTC')} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def day(on: date) -> str:
    """Write "Tue 3 Mar 2027"."""
    return f"{DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def plain(at: datetime, zone: str, *, near: datetime | None = None) -> str:
    """Write "Tue 3 Mar, 9:12" as the wall shows it in a zone; the year where it is not that of `near`."""
    local = at.astimezone(_zone(zone))
    day = f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}"
    if near is not None and near.astimezone(_zone(zone)).year != local.year:
        day += f" {local.year}"
    return f"{day}, {clock(local.time())}"


def both(at: datetime, zone: str, reader: str, *, near: datetime | None = None) -> str:
    """Write "Tue 3 Mar, 9:12 in Berlin · 0:12 for you"; one clock where both show the same."""
    there = at.astimezone(_zone(zone))
    here = at.astimezone(_zone(reader))
    shown = f"{plain(at, zone, near=near)} in {city(zone)}"
    if there.utcoffset() == here.utcoffset():
        return shown
    day = "" if there.date() == here.date() else f"{DAYS[here.weekday()]} "
    return f"{shown} · {day}{clock(here.time())} for you"


def age(since: datetime, now: datetime) -> str:
    """Say how long something waits: "3 days", "2 hours", "a moment"."""
    hours = int((now - since).total_seconds() // 3600)
    if hours < 1:
        return "a moment"
    number, unit = (hours // 24, "day") if hours >= 24 else (hours, "hour")
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def clock(at: time) -> str:
    """Write a time of day as "9:05"."""
    return f"{at.hour}:{at.minute:02}"


def city(zone: str) -> str:
    """Name a zone by its city: "Europe/Berlin" is "Berlin"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ") or "UTC"


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return UTC  # a screen with a clock of UTC is better than no screen
