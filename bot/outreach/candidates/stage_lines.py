"""What one person gets of a sequence, stage by stage, as frozen values."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.alterations import Change, Standing
from storage.statuses import StageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One stage for one person: `at` is when it went or is due, None where that hangs on others.

    `subject` and `text` are what they get, `missing` the tokens without a value; `is_own` tells of words of their own.
    """

    key: str
    number: int
    kind: StageKind
    standing: Standing
    subject: str = ""
    text: str = ""
    at: datetime | None = None
    is_own: bool = False
    note: str = ""
    missing: tuple[str, ...] = ()
    may: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TheirStages:
    """Every stage for one person; `is_busy` tells that a mail to them is leaving, `zone` is who looks's."""

    enrollment_id: int
    person: str
    sequence: str
    zone: str
    lines: tuple[StageLine, ...]
    is_busy: bool = False
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnForm:
    """The form in which a stage is written for one person; `subject` is None where it answers in a thread."""

    enrollment_id: int
    key: str
    person: str
    number: int
    kind: StageKind
    subject: str | None
    body: str
