"""What is shown of one person, as frozen values: whether it is somebody known, who they are, what happened to them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.identity import Likeness
from storage.statuses import EnrollmentStatus


class About(StrEnum):
    """By what somebody is named on a button."""

    CANDIDATE = "c"
    ENROLLMENT = "e"
    TOUCH = "t"


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """Somebody who may be meant, and what speaks for it."""

    id: int
    name: str
    company: str
    like: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class SameQuestion:
    """*Same person?*, with its answer; in a `conflict` the link is the first's, the address the second's.

    A conflict with nobody in it is one about people who may not be named.
    """

    likely: tuple[Likely, ...]
    conflict: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressLine:
    """One address of a person; `in_use` tells that an open enrollment writes to it."""

    id: int
    address: str
    is_preferred: bool = False
    has_bounced: bool = False
    suppressed: str = ""
    in_use: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One sequence a person is or was in, as far as the person who looks may know; `by` is who enrolled them."""

    enrollment_id: int
    sequence: str
    by: str
    status: EnrollmentStatus
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened to a person, in words; `by` is the Slack id of who did it, empty where nobody did."""

    at: datetime
    what: str
    sequence: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One person on their card.

    `page` of the timeline counts from 0; `zone` is where they live, `own_zone` where whoever looks does. `elsewhere`
    counts open enrollments that write to another address than the preferred one; `unseen` tells that they are in
    sequences which whoever looks may not see.
    """

    id: int
    name: str
    company: str
    title: str
    school: str
    location: str
    zone: str
    own_zone: str
    now: datetime
    addresses: tuple[AddressLine, ...]
    links: tuple[str, ...]
    places: tuple[PlaceLine, ...]
    moments: tuple[Moment, ...]
    page: int = 0
    pages: int = 1
    elsewhere: int = 0
    unseen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What may be typed about a person."""

    candidate_id: int
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    title: str = ""
    school: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeAsked:
    """Two people who are to become one: what is kept, what comes with it, and what ends by it, in words."""

    candidate_id: int
    other_id: int
    person: str
    company: str
    other: str
    other_company: str
    enrollments: int
    addresses: int
    links: int
    ending: tuple[str, ...] = ()
