"""When to try again what went wrong, and when to stop trying and ask a person."""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from gmail.errors import AccessLost, GmailError, NotReady, RateLimited, Rejected, Unavailable

# By then both ends have dropped a request that got no answer.
FIRST_LOOK = timedelta(seconds=120)
SURELY_DEAD = timedelta(minutes=5)
APART = timedelta(seconds=60)

BELIEVED = 3
"""Rounds in a row that must meet the same trouble before it is no hiccup."""

_LOOKS = tuple(timedelta(minutes=minutes) for minutes in (1, 1, 5, 15, 60))
_SHORTEST, _LONGEST = timedelta(seconds=15), timedelta(minutes=30)
_MOST_DOUBLINGS = 20
_MOST_TRIES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Try again at an instant; `why` is told meanwhile."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp:
    """Ask a person; `why` is a sentence."""

    why: str


def after(error: GmailError, *, tries: int, now: datetime, jitter: float) -> Retry | GiveUp:
    """Say when a mail that surely did not leave is tried once more after `tries` tries, or that it is enough.

    Never before Gmail's own time; `jitter`, from 0 to 1, spreads those who failed together. Raises ValueError for an
    error whose outcome is unknown: that is settled by evidence, never tried again.
    """
    pause = timedelta(0)  # what ails the whole mailbox makes the mailbox rest, and the mail with it
    match error:
        case Rejected():
            return GiveUp(why=f"Gmail refused it ({error.status} {error.reason}).")
        case AccessLost():
            return Retry(at=now, why="the mailbox was lost just then")  # nothing leaves before it is back
        case NotReady():
            why, enough = "Gmail did not send for this account just then", tries >= BELIEVED
            given_up = "Gmail does not send for your account at present."
        case RateLimited(retry_after=asked):
            why, enough = "Gmail asked to slow down", tries >= _MOST_TRIES
            pause = max(pause_after(tries - 1, jitter=jitter), asked)
            given_up = "Gmail has refused to send more for many hours."
        case Unavailable():
            why, enough = "Gmail could not be reached just then", tries >= _MOST_TRIES
            given_up = "Gmail could not be reached for many hours."
        case _:
            raise ValueError(f"{type(error).__name__} is not to be tried again")
    return GiveUp(why=given_up) if enough else Retry(at=now + pause, why=why)


def rest_after(error: GmailError, *, rounds: int, jitter: float) -> timedelta:
    """Say how long a mailbox rests after so many rounds in a row were broken off, this one among them."""
    asked = error.retry_after if isinstance(error, RateLimited) else timedelta(0)
    return max(pause_after(rounds - 1, jitter=jitter), asked)


def pause_after(stumbles: int, *, jitter: float) -> timedelta:
    """Say how long to rest after so many failures in a row before this one: doubling, up to half an hour."""
    doubled = _SHORTEST * (1 << min(max(stumbles, 0), _MOST_DOUBLINGS))
    return min(doubled, _LONGEST) + _SHORTEST * min(max(jitter, 0.0), 1.0)


def jitter_of(*ids: int) -> float:
    """Make a jitter from ids: the same ones give the same, so that a replay is one."""
    return zlib.crc32(":".join(map(str, ids)).encode()) / 0xFFFFFFFF


def next_look(looks: int, now: datetime) -> datetime | None:
    """Say when to look again for a mail whose fate is unknown; None when a person must be asked.

    `looks` counts the looks already planned, the first of them at FIRST_LOOK.
    """
    return now + _LOOKS[looks] if looks < len(_LOOKS) else None
