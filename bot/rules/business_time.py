"""When mail may leave: days, hours and holidays at the candidate's or the recruiter's wall clock.

Everything that goes in and comes out is an aware UTC instant; local time lives inside single expressions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays as calendars

from bot.refusals import Refusal

CANDIDATE = "candidate"
RECRUITER = "recruiter"

_MIDNIGHT = time(0)
_LOOK_AHEAD = 400
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Hours in which mail may leave; Monday is 0. `closes` is exclusive, and midnight there ends the day."""

    weekdays: frozenset[int]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        """Raise ValueError for hours that end before they begin."""
        if self.opens >= self.closes != _MIDNIGHT:
            raise ValueError("a window closes after it opens, on the same day")


DEFAULT_WINDOWS = (Window(weekdays=frozenset(range(5)), opens=time(8), closes=time(18)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Days on which nothing leaves: those of a country ("DE", or "DE-BY" for a part of it) and one's own."""

    country: str | None = None
    own: frozenset[date] = field(default_factory=frozenset)
    weekend: frozenset[int] = frozenset({5, 6})

    def __contains__(self, day: date) -> bool:
        return day in self.own or (self.country is not None and day in _public(self.country, day.year))

    def of_year(self, year: int) -> frozenset[date]:
        """List the days of a year on which nothing leaves, weekends aside."""
        public = frozenset() if self.country is None else _public(self.country, year)
        return public | {day for day in self.own if day.year == year}


NO_HOLIDAYS = Holidays()


def holidays_of(country: str | None, own: Iterable[date] = ()) -> Holidays:
    """Give the holidays and the weekend of a country, none for None; raises Refusal for an unknown one."""
    if not country:
        return Holidays(own=frozenset(own))
    weekend = frozenset(_calendar(country, year=None).weekend)
    return Holidays(country=country, own=frozenset(own), weekend=weekend)


@lru_cache(maxsize=512)
def _public(country: str, year: int) -> frozenset[date]:
    return frozenset(_calendar(country, year))


def _calendar(country: str, year: int | None) -> calendars.HolidayBase:
    code, _, part = country.upper().partition("-")
    try:
        return calendars.country_holidays(code, subdiv=part or None, years=year, expand=False)
    except NotImplementedError as error:
        raise Refusal(
            f"We know no holidays of {country}.", "Give a country code such as DE or US."
        ) from error


def zone(name: str) -> ZoneInfo:
    """Find a time zone by its IANA name; raises Refusal for an unknown one."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise Refusal(f"“{name[:60]}” is not a time zone.", "Write one such as Europe/Berlin.") from error


def zone_rule(text: str) -> str:
    """Read whose clock the hours follow: `candidate`, `recruiter`, or a zone; raises Refusal for anything else."""
    if text not in {CANDIDATE, RECRUITER}:
        zone(text)
    return text


def sending_zone(rule: str, *, candidate: str, recruiter: str) -> str:
    """Say in whose zone the hours count: `candidate` (theirs if known), `recruiter`, or the zone the rule names."""
    if rule == CANDIDATE:
        return candidate or recruiter
    return recruiter if rule == RECRUITER else rule


def instant(day: date, wall: time, where: ZoneInfo) -> datetime:
    """Say when a clock on the wall there shows this.

    A time the clocks skip is the first instant after the gap; one they show twice is the first of the two.
    """
    shown = datetime.combine(day, wall.replace(tzinfo=None, fold=0))
    first = shown.replace(tzinfo=where).astimezone(UTC)
    if first.astimezone(where).replace(tzinfo=None) == shown:
        return first
    before = shown.replace(tzinfo=where, fold=1).astimezone(UTC)
    return _change_between(before, first, where)


def shown(moment: datetime, where: ZoneInfo) -> datetime:
    """Say what the clock on the wall shows there, without its zone.

    All of an hour that is shown a second time counts as its end: what comes later never counts as earlier.
    """
    local = moment.astimezone(where)
    if not local.fold:
        return local.replace(tzinfo=None)
    first = local.replace(fold=0)
    change = _change_between(first.astimezone(UTC), moment, where)
    return (change + (first.utcoffset() or timedelta(0))).replace(tzinfo=None)


def _change_between(before: datetime, after: datetime, where: ZoneInfo) -> datetime:
    offset = after.astimezone(where).utcoffset()
    low, high = int(before.timestamp()), int(after.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, where).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)


def is_business_day(day: date, holidays: Holidays) -> bool:
    """Tell whether people work on that day."""
    return day.weekday() not in holidays.weekend and day not in holidays


def add_business_days(day: date, n: int, holidays: Holidays) -> date:
    """Count `n` working days onward from a day, which need not be one itself; none leaves it as it is."""
    while n > 0:
        day += timedelta(days=1)
        n -= is_business_day(day, holidays)
    return day


def add_months(day: date, n: int) -> date:
    """Find the same day some months on, or the last of its month where there is none such."""
    years, month = divmod(day.month - 1 + n, 12)
    first = date(day.year + years, month + 1, 1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    return first.replace(day=min(day.day, length))


def is_open_day(day: date, windows: tuple[Window, ...], holidays: Holidays) -> bool:
    """Tell whether mail may leave at some hour of that day."""
    return day not in holidays and any(day.weekday() in window.weekdays for window in windows)


def next_opening(
    moment: datetime, windows: tuple[Window, ...], where: ZoneInfo, holidays: Holidays
) -> datetime:
    """Find the first instant from `moment` on at which mail may leave: itself inside a window.

    Raises Refusal when the windows never open.
    """
    today = moment.astimezone(where).date()
    for ahead in range(_LOOK_AHEAD):
        day = today + timedelta(days=ahead)
        if day in holidays:
            continue
        todays = (window for window in windows if day.weekday() in window.weekdays)
        openings = [opening for window in todays if (opening := _opening(moment, day, window, where))]
        if openings:
            return min(openings)
    raise Refusal("The sending hours never open.", "Choose at least one working day and some hours.")


def _opening(moment: datetime, day: date, window: Window, where: ZoneInfo) -> datetime | None:
    last_day = day if window.closes != _MIDNIGHT else day + timedelta(days=1)
    closing = _edge(last_day, window.closes, where)
    found = max(moment.astimezone(UTC), _edge(day, window.opens, where))
    local = found.astimezone(where)
    if local.date() == day and local.time() < window.opens:
        # The clocks were set back across the opening: it opens a second time.
        found = datetime.combine(day, window.opens.replace(fold=1), where).astimezone(UTC)
    return found if found < closing else None


@lru_cache(maxsize=2048)
def _edge(day: date, wall: time, where: ZoneInfo) -> datetime:
    """Say when a window opens or closes; many look at the same one."""
    return instant(day, wall, where)


def say(moment: datetime, zone_name: str) -> str:
    """Write an instant as a clock there shows it: "Tue 3 Mar, 9:12"."""
    local = moment.astimezone(zone(zone_name))
    return f"{say_day(local.date())}, {local.hour}:{local.minute:02}"


def say_day(day: date) -> str:
    """Write a day: "Sun 8 Mar"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def say_date(moment: datetime, zone_name: str, now: datetime) -> str:
    """Write the day of an instant at somebody's clock, "3 Mar", with the year where it is another than today's."""
    local, today = moment.astimezone(zone(zone_name)), now.astimezone(zone(zone_name))
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {_MONTHS[local.month - 1]}{year}"
