"""Identifiers of the workspace: counted, so that a story told twice has the same ones."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_TICK = timedelta(microseconds=100)


@dataclass(slots=True)
class Ids:
    """Count what was made, per kind, and keep message timestamps unique."""

    counted: dict[str, int] = field(default_factory=dict)
    last: datetime | None = None

    def next(self, kind: str) -> str:
        """Make the next identifier that begins with these letters."""
        self.counted[kind] = self.counted.get(kind, 0) + 1
        return f"{kind}{self.counted[kind]:09d}"

    def ts(self, now: datetime) -> str:
        """Make a message timestamp at this instant, later than every earlier one."""
        moment = now if self.last is None or now > self.last else self.last + _TICK
        self.last = moment
        return stamp(moment)


def stamp(moment: datetime) -> str:
    """Write an instant as Slack does: seconds, a dot, microseconds."""
    return f"{int(moment.timestamp())}.{moment.microsecond:06d}"


def secret() -> str:
    """Make a string nobody guesses, for tickets, triggers and response URLs."""
    return secrets.token_hex(16)


def short() -> str:
    """Make a block or action id where the app gave none."""
    return secrets.token_urlsafe(4)
