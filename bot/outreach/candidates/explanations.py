"""What `/why` shows of somebody, as frozen values."""

from dataclasses import dataclass

from bot.rules.steers import Mending, Steer
from storage.statuses import EnrollmentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a candidate has or has not been written to, a sentence each.

    `may` is what the person who looks may do, `mending` what of it mends what it waits for.
    """

    person: str
    enrollment_id: int
    sequence: str
    status: EnrollmentStatus
    happened: tuple[str, ...]
    next: str
    rule: str
    mend: str = ""
    may: tuple[Steer, ...] = ()
    mending: Mending | None = None
