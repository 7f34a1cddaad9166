"""What is shown of somebody who moves to another sequence, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from bot.outreach.pictures import EnrollForm


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferForm:
    """Where somebody may be moved to: `form` is what enrolling them there would ask."""

    enrollment_id: int
    person: str
    sequence: str
    form: EnrollForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Who goes on where; `left_out` counts the stages they had already."""

    person: str
    sequence: str
    first_at: datetime
    zone: str
    left_out: int = 0
