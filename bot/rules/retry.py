"""When to try again what went wrong, and when to stop trying and ask a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from gmail.errors import AccessLost, GmailError, RateLimited, Rejected, Unavailable

# By then both ends have dropped a request that got no answer.
FIRST_LOOK = timedelta(seconds=120)
SURELY_DEAD = timedelta(minutes=5)
APART = timedelta(seconds=60)

_LOOKS = tuple(timedelta(minutes=minutes) for minutes in (1, 1, 5, 15, 60))
_SHORTEST, _LONGEST = timedelta(seconds=15), timedelta(minutes=30)
_MOST_DOUBLINGS = 20


class Failure(StrEnum):
    """What went wrong when surely nothing was sent; an unknown outcome is settled, never retried."""

    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    HICCUP = "hiccup"
    REJECTED = "rejected"
    ACCESS_LOST = "access_lost"


_MOST_TRIES = {Failure.RATE_LIMITED: 40, Failure.UNAVAILABLE: 40, Failure.HICCUP: 3}
_GIVEN_UP = {
    Failure.RATE_LIMITED: "Gmail has refused to send more for many hours.",
    Failure.UNAVAILABLE: "Gmail could not be reached for many hours.",
    Failure.HICCUP: "Gmail does not send for this account at present.",
    Failure.REJECTED: "Gmail refused this email.",
    Failure.ACCESS_LOST: "Overture may no longer use this mailbox.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    why: str


def failure_of(error: GmailError) -> Failure:
    """Sort an error by what is done about it; raises ValueError for one whose outcome is unknown."""
    match error:
        case RateLimited():
            return Failure.RATE_LIMITED
        case Unavailable():
            return Failure.UNAVAILABLE
        case AccessLost():
            return Failure.ACCESS_LOST
        case Rejected(reason="failedPrecondition"):
            return Failure.HICCUP
        case Rejected():
            return Failure.REJECTED
        case _:
            raise ValueError(f"{type(error).__name__} is not to be tried again")


def after(
    failure: Failure,
    *,
    tries: int,
    now: datetime,
    jitter: float,
    retry_after: timedelta = timedelta(0),
) -> Retry | GiveUp:
    """Say when to try once more after `tries` tries, never before Gmail's own `retry_after`, or that it is enough.

    `jitter`, from 0 to 1, spreads those who failed together.
    """
    if tries >= _MOST_TRIES.get(failure, 0):
        return GiveUp(why=_GIVEN_UP[failure])
    return Retry(at=now + max(pause_after(tries - 1, jitter=jitter), retry_after))


def pause_after(stumbles: int, *, jitter: float = 0.0) -> timedelta:
    """Say how long to rest after so many failures in a row before this one: doubling, up to half an hour."""
    doubled = _SHORTEST * (1 << min(max(stumbles, 0), _MOST_DOUBLINGS))
    share = min(max(jitter, 0.0), 1.0)
    return min(doubled, _LONGEST) + _SHORTEST * share


def next_look(looks: int, now: datetime) -> datetime | None:
    """Say when to look again for a mail whose fate is unknown; None when a person must be asked.

    `looks` counts the looks already planned, the first of them at FIRST_LOOK.
    """
    return now + _LOOKS[looks] if looks < len(_LOOKS) else None


def proves_unsent(*, sending_at: datetime, first_seen_at: datetime, now: datetime) -> bool:
    """Tell whether a draft seen twice, unchanged, proves that the request to send it is dead."""
    return now - first_seen_at >= APART and now - sending_at >= SURELY_DEAD
