"""What a figure comes to: a count, a share or a spell of time; and how each is said."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many; without a whole there is no rate."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """The part as a fraction of the whole."""
        return self.part / self.whole if self.whole > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """How long something took in the middle: half of so many `cases` took no longer."""

    median: timedelta | None = None
    cases: int = 0


Value = int | Share | Spell


def is_nothing(value: Value) -> bool:
    """Tell whether there is nothing to a figure: none, or a share or a spell of none."""
    match value:
        case Share(whole=whole):
            return whole <= 0
        case Spell(cases=cases):
            return cases == 0
        case _:
            return value == 0


def percent(value: Share) -> str:
    """Say "35 %"; without a whole there is no figure yet."""
    return "–" if value.rate is None else f"{round(100 * value.rate)} %"


def say(value: Value) -> str:
    """Say a value in a few characters."""
    match value:
        case Share():
            return percent(value)
        case Spell():
            return lasting(value.median)
        case _:
            return f"{value:,}"


def in_full(value: Value) -> str:
    """Say a value with what it is made of: "35 % (14 of 40)"."""
    match value:
        case Share(whole=whole) if whole <= 0:
            return "no figure yet"
        case Share():
            return f"{percent(value)} ({value.part:,} of {value.whole:,})"
        case Spell(cases=0):
            return "no figure yet"
        case Spell():
            return f"{lasting(value.median)} ({value.cases:,} answers)"
        case _:
            return f"{value:,}"


def lasting(time: timedelta | None) -> str:
    """Say a spell of time in its largest unit or two: "3 h 20 min", "2 days 4 h"."""
    if time is None:
        return "–"
    minutes = round(time.total_seconds() / 60)
    days, hours, left = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days} {'day' if days == 1 else 'days'}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {left} min" if left else "")
    return f"{left} min"


def plain(value: Value) -> str:
    """Write a value for a spreadsheet: rates as fractions, spells of time in hours, what has no figure as nothing."""
    match value:
        case Share():
            return "" if value.rate is None else f"{value.rate:.4f}"
        case Spell():
            return "" if value.median is None else f"{value.median.total_seconds() / 3600:.2f}"
        case _:
            return str(value)
