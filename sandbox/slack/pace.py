"""Rate limits: calls per method and minute by Slack's tiers, and one message a second per channel."""

import math
import time
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

from sandbox.slack.wire import SlackError

_MINUTE = 60.0
_POST_BURST = 20.0


class Tier(IntEnum):
    """Calls a minute that Slack promises; it tolerates some more."""

    TWO = 20
    THREE = 50
    FOUR = 100
    SPECIAL = 600


@dataclass(slots=True)
class Pace:
    """Count calls in real time; `generosity` is how far above its promise Slack lets a tier go."""

    generosity: float = 3.0
    calls: dict[str, deque[float]] = field(default_factory=dict)
    posts: dict[str, float] = field(default_factory=dict)

    def count(self, method: str, tier: Tier) -> None:
        """Count one call; raise `ratelimited` when its tier is exceeded."""
        now = time.monotonic()
        seen = self.calls.setdefault(method, deque())
        while seen and now - seen[0] >= _MINUTE:
            seen.popleft()
        if len(seen) >= tier * self.generosity:
            raise SlackError("ratelimited", retry_after=math.ceil(_MINUTE - (now - seen[0])))
        seen.append(now)

    def post(self, channel: str) -> None:
        """Count one message to a channel: one a second, after a burst of twenty."""
        now = time.monotonic()
        free_at = max(self.posts.get(channel, now), now)
        if free_at - now > _POST_BURST - 1:
            raise SlackError("ratelimited", retry_after=math.ceil(free_at - now - _POST_BURST + 1))
        self.posts[channel] = free_at + 1
