"""When somebody is told a thing in Slack: at once, in their hours, once a day, or not at all; as they have set it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.rules import business_time
from bot.rules.business_time import Holidays, Window
from bot.rules.preferences import Preferences, Told

ONCE_A_DAY = time(8, 45)
NOT_OF_PERSONS = frozenset({"digest", "operator", "redraw"})
"""What is posted to a channel, or is no message of its own."""

OF_A_CLICK = frozenset({"import"})
AT_ANY_HOUR = frozenset({"mailbox_connected", "mailbox_disconnected"})
"""What answers a click of their own, just now."""

IN_ITS_TIME = frozenset({"comeback"})
"""Trouble that was put on a day by hand: it is no news to be gathered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When somebody works: their windows and days off, at the wall clock of `zone`."""

    windows: tuple[Window, ...]
    holidays: Holidays
    zone: str


def muted(kind: str, wishes: Preferences) -> bool:
    """Tell whether somebody does not want to hear of this; what is done by hand stands in `/sequence today` anyway."""
    return kind.startswith("reminder") and wishes.reminders is Told.NEVER


def at(
    kind: str,
    about: Mapping[str, Any],
    wishes: Preferences,
    hours: Hours,
    *,
    owed_at: datetime,
    now: datetime,
) -> datetime:
    """Say when somebody may be told this: `now`, or later.

    Answers and what the day brings are told at once; with quiet hours nothing is told outside the hours of whoever
    hears it, but what answers a click of theirs.
    """
    if kind in NOT_OF_PERSONS | OF_A_CLICK or about.get("kind") in AT_ANY_HOUR:
        return now
    due = now
    if wanted(kind, about, wishes) is Told.DAILY:
        due = max(now, _next_morning(owed_at, hours))
    if wishes.quiet and kind != "morning":
        due = business_time.next_opening(due, hours.windows, business_time.zone(hours.zone), hours.holidays)
    return due


def wanted(kind: str, about: Mapping[str, Any], wishes: Preferences) -> Told:
    """Say how somebody wants to hear of a kind of notice."""
    if kind.startswith("reminder"):
        return wishes.reminders
    if kind in {"question", "permission", "approval"}:
        return wishes.questions
    if kind == "news" or "moves" in about:
        return wishes.news
    concerns_one = kind == "trouble" and "enrollment" in about
    return wishes.trouble if concerns_one and about.get("kind") not in IN_ITS_TIME else Told.AT_ONCE


def _next_morning(after: datetime, hours: Hours) -> datetime:
    where = business_time.zone(hours.zone)
    day = after.astimezone(where).date()
    while (found := business_time.instant(day, ONCE_A_DAY, where)) <= after or not _works(day, hours):
        day += timedelta(days=1)
    return found


def _works(day: date, hours: Hours) -> bool:
    return business_time.is_business_day(day, hours.holidays)
