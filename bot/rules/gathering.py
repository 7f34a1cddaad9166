"""How reminders come: one by one, as one list, or a little later with others; never as a hail of messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FEW = 3
"""So many may come one by one."""

AHEAD = timedelta(minutes=5)
"""What is due so soon comes along with what is due now, if that makes a list."""

BURST = timedelta(minutes=15)
"""For so long what was said counts as said just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Singly:
    """Remind of the first `count`, each in a message of its own."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Remind of all of them in one list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Say nothing for now: whoever it is has heard enough until then, and what gathers comes together."""

    until: datetime


def gather(due: Sequence[datetime], told: Sequence[datetime], now: datetime) -> Singly | Together | Later:
    """Say how somebody hears of what is due, up to AHEAD from now; `told` is when they heard what they still wait with.

    More than FEW are a list, so are more than FEW that become due within the same minutes.
    """
    if len(due) > FEW:
        return Together()
    ready = sum(at <= now for at in due)
    just_now = [at for at in told if now - BURST < at <= now]
    if ready and len(just_now) + ready > FEW:
        return Later(until=min(just_now) + BURST)
    return Singly(count=ready)
