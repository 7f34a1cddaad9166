"""Trigger ids: the right to open one modal, for three seconds of real time."""

import time
from dataclasses import dataclass, field

from sandbox.slack import ids
from sandbox.slack.wire import SlackError

_KEPT = 500


@dataclass(slots=True, kw_only=True)
class Trigger:
    """Who clicked, where, and when (seconds of the monotonic clock)."""

    user: str
    at: float
    channel: str | None = None
    view_id: str | None = None
    used: bool = False


@dataclass(slots=True)
class Triggers:
    """Remember the newest triggers; `life` is in real seconds, because people do not wait in sandbox time."""

    life: float = 3.0
    known: dict[str, Trigger] = field(default_factory=dict)

    def make(self, user: str, *, channel: str | None = None, view_id: str | None = None) -> str:
        """Hand out a trigger for something a person just did."""
        name = f"{len(self.known)}.{ids.secret()}"
        self.known[name] = Trigger(user=user, at=time.monotonic(), channel=channel, view_id=view_id)
        while len(self.known) > _KEPT:
            self.known.pop(next(iter(self.known)))
        return name

    def look(self, name: str) -> Trigger:
        """Find a trigger that may still be exchanged; raise SlackError otherwise."""
        trigger = self.known.get(name)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.at > self.life:
            raise SlackError("expired_trigger_id")
        return trigger
