"""When trouble that lasts is told, and from when on an operator hears of it too."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules import business_time
from bot.rules.business_time import Holidays

LONG = timedelta(hours=1)
"""Gmail may stay away this long before its mailbox's owner hears of it."""

OPERATOR_FROM = 3
"""The telling of a lost mailbox from which on the admin channel hears of it too."""

_OPENS, _CLOSES = 9, 18


def is_long(since: datetime, now: datetime) -> bool:
    """Tell whether trouble has lasted long enough to be told."""
    return now - since >= LONG


def is_time_again(told_at: datetime, now: datetime, *, zone: ZoneInfo, holidays: Holidays) -> bool:
    """Tell whether a lost mailbox is told again: once on each later working day, from nine in its owner's zone."""
    local = now.astimezone(zone)
    is_later = local.date() > told_at.astimezone(zone).date()
    return (
        is_later and business_time.is_business_day(local.date(), holidays) and _OPENS <= local.hour < _CLOSES
    )
