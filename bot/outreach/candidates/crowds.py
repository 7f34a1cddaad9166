"""Many people of one sequence, and what became of doing something with them, as frozen values."""

from dataclasses import dataclass, field
from datetime import date

from bot.outreach.pictures import Choice
from bot.rules.steers import Steer
from storage.statuses import OPEN, EnrollmentStatus

MANY = (Steer.PAUSE, Steer.GO_ON, Steer.WEEK, Steer.MONTH, Steer.QUARTER, Steer.STOP, Steer.MOVE)
PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person of a sequence."""

    enrollment_id: int
    name: str
    status: EnrollmentStatus
    stage: int
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """A page of the people one may steer in a sequence; `status` is None for all who are still in it."""

    sequence_id: int
    sequence: str
    status: EnrollmentStatus | None
    page: int
    total: int
    members: tuple[Member, ...]
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What shall be done with whom: those ticked, or `everybody` who stands so; `to` is where they move."""

    sequence_id: int
    deed: Steer
    ticked: tuple[int, ...] = ()
    everybody: bool = False
    status: EnrollmentStatus | None = None
    to: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far it has come; `failures` are a few names with why it could not be done, `more` counts the others."""

    errand_id: int
    sequence: str
    deed: Steer
    done: int
    left: int
    failed: int = 0
    failures: tuple[tuple[str, str], ...] = field(default_factory=tuple)


def standing_so(status: EnrollmentStatus | None) -> frozenset[EnrollmentStatus]:
    """Give the statuses a filter lets through."""
    return OPEN if status is None else frozenset({status})
