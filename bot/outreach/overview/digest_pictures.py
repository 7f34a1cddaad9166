"""What a channel hears of its sequences, as frozen values: numbers only, never a candidate's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.outreach.pictures import SequenceLine
from storage.statuses import Cadence


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How many came since the last digest."""

    enrolled: int = 0
    replied: int = 0
    interested: int = 0
    bounced: int = 0

    @property
    def total(self) -> int:
        return self.enrolled + self.replied + self.interested + self.bounced


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """One sequence in a digest; `held` are reasons fit for a channel, `unanswered` answers wait since `waits_since`.

    `emails` and `by_hand` are planned before the next digest, the first e-mail at `next_at`.
    """

    line: SequenceLine
    growth: Growth = Growth()
    held: tuple[tuple[str, int], ...] = ()
    emails: int = 0
    by_hand: int = 0
    next_at: datetime | None = None
    unanswered: int = 0
    waits_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """How sequences stand at `at`, the most active first, for a channel whose clock is that of `zone`.

    `since` is the day of the digest the growth is counted from, None for a first one; `until` is when the next comes.
    `kept` is what to keep of it once it stands in the channel; `is_chosen` tells that only some were asked for.
    """

    at: datetime
    zone: str
    cadence: Cadence
    until: datetime
    rows: tuple[DigestRow, ...] = ()
    held: tuple[tuple[str, int], ...] = ()
    since: date | None = None
    switched_on_by: str = ""
    is_changed: bool = False
    is_chosen: bool = False
    kept: Mapping[str, Any] = field(default_factory=dict)


class Stripe(StrEnum):
    """How somebody in a sequence stands, as a chart says it: everybody is in exactly one."""

    IN_PROGRESS = "In progress"
    WAITING = "Waiting"
    REPLIED = "Replied"
    ENDED = "Ended"
    BOUNCED = "Bounced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One sequence in a chart: its name, its people by how they stand, and what is said beside it."""

    label: str
    stripes: Mapping[Stripe, int]
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The chart of a digest, to be painted."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]


class NotDrawn(Exception):
    """A chart could not be painted; its text says why in a word."""
