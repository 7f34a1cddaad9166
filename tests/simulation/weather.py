"""What can go wrong in one world: how often a process dies or sleeps, and what Google does to a request."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from random import Random

from gmail.errors import AccessLost, GmailError, OutcomeUnknown, RateLimited, Rejected, Unavailable

WRITES = frozenset({"create_draft", "send_draft", "delete_draft"})


class Killed(BaseException):
    """End a process here and now, as `kill -9` does."""


class Fault(StrEnum):
    """What becomes of one request."""

    NONE = "none"
    REFUSED = "refused"  # nothing was done, and we are told so
    LOST = "lost"  # done, but the answer never came
    LATE = "late"  # no answer, and it is done some time later
    REVOKED = "revoked"  # the grant is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """Probabilities for each step or request, and how far things may go."""

    crash: float = 0.0
    freeze: float = 0.0
    refused: float = 0.0
    lost: float = 0.0
    late: float = 0.0
    revoked: float = 0.0
    slow: float = 0.0
    meddling: float = 0.0
    history_lag: float = 0.0
    search_lag: float = 0.0
    expiry: float = 0.0
    clock_step: float = 0.0
    restored: float = 0.0
    failover: float = 0.0
    replying: float = 0.0


CALM = Weather()


def draw(random: Random) -> Weather:
    """Draw the weather of one seed: some of everything, most of it absent most of the time."""

    def sometimes(most: float, share: float = 0.6) -> float:
        return random.random() * most if random.random() < share else 0.0

    return Weather(
        crash=sometimes(0.02),
        freeze=sometimes(0.015),
        refused=sometimes(0.10),
        lost=sometimes(0.15),
        late=sometimes(0.08),
        revoked=sometimes(0.002, 0.3),
        slow=sometimes(0.05),
        meddling=sometimes(0.05, 0.4),
        history_lag=sometimes(5.0),
        search_lag=sometimes(30.0, 0.4),
        expiry=sometimes(0.3, 0.3),
        clock_step=sometimes(0.5, 0.2),
        restored=sometimes(0.5, 0.3),
        failover=sometimes(0.3, 0.3),
    )


def fault(weather: Weather, name: str, random: Random) -> Fault:
    """Choose what becomes of a request."""
    chance = random.random()
    kinds = [(Fault.REFUSED, weather.refused), (Fault.REVOKED, weather.revoked)]
    if name in WRITES:
        kinds += [(Fault.LOST, weather.lost), (Fault.LATE, weather.late)]
    for kind, share in kinds:
        if chance < share:
            return kind
        chance -= share
    return Fault.NONE


def refusal(name: str, random: Random) -> GmailError:
    """Choose how Google says no, or why it could not be reached."""
    no: list[GmailError] = [
        RateLimited(timedelta(seconds=random.choice((1, 30, 600)))),
        Unavailable("503"),
        Unavailable("connection refused"),
    ]
    if name in WRITES:
        no.append(Rejected(403, "forbidden"))
    return random.choice(no)


def silence(name: str) -> GmailError:
    """Give what a caller sees when no answer comes."""
    return OutcomeUnknown("no answer") if name in WRITES else Unavailable("no answer")


def revocation() -> GmailError:
    """Give what a caller sees when the grant is gone."""
    return AccessLost("invalid_grant")
