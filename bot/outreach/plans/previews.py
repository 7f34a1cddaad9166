"""What somebody would get, as frozen values. Instants are aware UTC."""

from dataclasses import dataclass
from datetime import datetime

from storage.statuses import StageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StageShown:
    """One stage as a person would get it, in plain text; `missing` are tokens without a value, `moved` why it moved.

    `body` is the same in CommonMark where it is sent as HTML, too; empty where it is typed by hand.
    `variant` is the letter of its text where it has several.
    """

    number: int
    kind: StageKind
    subject: str
    text: str
    at: datetime | None
    zone: str
    body: str = ""
    moved: str = ""
    missing: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A whole sequence as one person would get it; `zone` is the recruiter's (IANA).

    `person_id` is a candidate's, 0 for one who is made up.
    """

    title: str
    person: str
    stages: tuple[StageShown, ...]
    zone: str
    person_id: int = 0
