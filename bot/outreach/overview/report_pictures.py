"""A report as it is shown in Slack, as CSV and as a page: the same sections of the same figures everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.rules.figures import Figure
from bot.rules.measures import Value
from bot.rules.periods import Period

BEFORE = "Before"
"""What older weeks are called that stand together."""


class Tab(StrEnum):
    """What one looks at, one at a time in Slack."""

    FUNNEL = "funnel"
    SEQUENCES = "sequences"
    RECRUITERS = "recruiters"
    WEEKS = "weeks"
    VARIANTS = "variants"
    SOURCES = "sources"
    ANSWERS = "answers"


class Whose(StrEnum):
    """Whose work is counted: what oneself enrolled, or everything in the sequences one sees."""

    MINE = "mine"
    TEAM = "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to know."""

    whose: Whose
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One group of people, and its figures in the order of its section's."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One table: what its lines are, its figures with their formulas, and what else must be known to read it.

    With `over_time` the lines are weeks.
    """

    key: str
    title: str
    about: str
    figures: tuple[Figure[Any], ...]
    lines: tuple[Line, ...]
    note: str = ""
    over_time: bool = False

    def column(self, figure: Figure[Any]) -> Sequence[Value]:
        """List one figure down all lines."""
        place = self.figures.index(figure)
        return [line.values[place] for line in self.lines]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was asked, and the sections that answer it; weeks and days are those of `zone`."""

    asked: Asked
    zone: str
    sections: tuple[Section, ...]
