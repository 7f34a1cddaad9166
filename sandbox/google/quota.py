"""Quota units, counted per user and per project over the last minute of the world's time."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.google import errors

MINUTE = timedelta(minutes=1)
DAY = timedelta(hours=24)


@dataclass(slots=True)
class Meter:
    """What was used in the last minute, and what was sent in the last day."""

    spent: deque[tuple[datetime, str, int]] = field(default_factory=deque)
    totals: Counter[str] = field(default_factory=Counter)
    sends: dict[str, deque[datetime]] = field(default_factory=dict)

    def charge(self, user: str, units: int, now: datetime, *, per_user: int, per_project: int) -> None:
        """Count the units, or raise the refusal Google gives; a refused call costs nothing."""
        while self.spent and self.spent[0][0] <= now - MINUTE:
            _, name, old = self.spent.popleft()
            self.totals[name] -= old
        if self.totals[user] + units > per_user:
            raise errors.limited("Quota units per minute per user")
        if self.totals.total() + units > per_project:
            raise errors.limited("Quota units per minute")
        self.spent.append((now, user, units))
        self.totals[user] += units

    def send(self, user: str, now: datetime, *, per_day: int) -> None:
        """Count one mail, or refuse it until the limit has room again."""
        sent = self.sends.setdefault(user, deque())
        while sent and sent[0] <= now - DAY:
            sent.popleft()
        if len(sent) >= per_day:
            raise errors.too_fast(sent[0] + DAY)
        sent.append(now)
