"""What is shown of several people named at once, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum

from bot.outreach.pictures import Choice


class Standing(StrEnum):
    """What a row of the list still needs."""

    UNCHOSEN = "unchosen"
    READY = "ready"
    LOOK = "look"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One person, or a word that leads to none: `about` is the link or address, `known` what was known of them.

    `note` says what is needed, what went wrong, or when the first stage goes; `enrollment_id` is of one enrolled.
    """

    place: int
    about: str
    standing: Standing
    name: str = ""
    known: str = ""
    note: str = ""
    enrollment_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """Ten of the people named at once; the figures are of all of them. `page` counts from 0."""

    review_id: int
    page: int
    pages: int
    lines: tuple[ReviewLine, ...]
    sequences: tuple[Choice, ...]
    chosen: int | None
    people: int
    ready: int = 0
    done: int = 0
    refused: int = 0
    left_out: int = 0
