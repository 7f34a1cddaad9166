"""What a recruiter set for themselves, beside what the house has for everybody."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import lru_cache

from pydantic import TypeAdapter

from bot.refusals import Refusal
from bot.rules import business_time, sending_hours
from bot.rules.business_time import Holidays, Window
from bot.rules.drafts import Problem
from storage.statuses import Access

PLANNED_BY = ("hours", "country", "days_off")
"""What the dates of stages depend on."""

MORNING = time(8, 45)


class Told(StrEnum):
    """How somebody hears of a kind of thing."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """One recruiter's settings; what is empty is as the house, or Slack, has it.

    `zone` is IANA; `hours` is written as `rules.sending_hours` reads them; `country` is ISO 3166, perhaps with a part
    ("DE-BY"); `days_off` are ISO dates. Without `signs_follow_ups` only the mail that opens a conversation is signed,
    without `morning` nothing is said in the morning; `morning_at` is when it is ("HH:MM"), MORNING where empty. With
    `quiet` nothing is told outside their hours; `reminders`, `questions`, `trouble` with one person and `news` are told
    as `rules.telling` reads them.
    """

    zone: str = ""
    hours: str = ""
    country: str = ""
    days_off: str = ""
    signs_follow_ups: bool = True
    morning: bool = True
    morning_at: str = ""
    access: Access = Access.SHARED_USE
    quiet: bool = False
    reminders: Told = Told.AT_ONCE
    questions: Told = Told.AT_ONCE
    trouble: Told = Told.AT_ONCE
    news: Told = Told.AT_ONCE

    @property
    def morning_time(self) -> time:
        """Give the time of day at which they hear what the day brings."""
        return time.fromisoformat(self.morning_at) if self.morning_at else MORNING


_PREFERENCES = TypeAdapter(Preferences)


def known(stored: Mapping[str, object]) -> Preferences:
    """Read preferences as they are stored; nothing was set by whoever has none."""
    return _PREFERENCES.validate_python(dict(stored)) if stored else Preferences()


def stored(preferences: Preferences) -> dict[str, object]:
    """Write preferences as they are stored."""
    dumped: dict[str, object] = _PREFERENCES.dump_python(preferences, mode="json")
    return dumped


def problems(preferences: Preferences) -> tuple[Problem, ...]:
    """Say what cannot be understood."""
    return tuple(_problems(preferences))


def windows(hours: str) -> tuple[Window, ...]:
    """Give the sending hours somebody set; raises Refusal for what is none."""
    return _windows(hours)


def holidays(preferences: Preferences, house: Holidays) -> Holidays:
    """Give the days off of somebody: their own beside those of the house, and their country's instead of its."""
    if not preferences.country and not preferences.days_off:
        return house
    return _holidays(preferences.country or house.country, house.own | _own(preferences.days_off))


@lru_cache(maxsize=512)
def _windows(hours: str) -> tuple[Window, ...]:
    return sending_hours.read(hours)


@lru_cache(maxsize=512)
def _own(days_off: str) -> frozenset[date]:
    return sending_hours.days_off(days_off)


@lru_cache(maxsize=512)
def _holidays(country: str | None, own: frozenset[date]) -> Holidays:
    return business_time.holidays_of(country, own)


def _morning(at: str) -> None:
    """Raise Refusal for what is no time of day."""
    try:
        if at:
            time.fromisoformat(at)
    except ValueError as error:
        raise Refusal(f"“{at[:20]}” is no time of day.", "Write it like 8:45.") from error


def _problems(asked: Preferences) -> Iterator[Problem]:
    checks: Mapping[str, Callable[[], object]] = {
        "zone": lambda: not asked.zone or business_time.zone(asked.zone),
        "hours": lambda: not asked.hours or sending_hours.read(asked.hours),
        "country": lambda: not asked.country or business_time.holidays_of(asked.country),
        "morning_at": lambda: _morning(asked.morning_at),
        "days_off": lambda: sending_hours.days_off(asked.days_off),
    }
    for field, check in checks.items():
        try:
            check()
        except Refusal as refusal:
            yield Problem(field=field, text=str(refusal))
