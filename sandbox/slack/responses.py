"""response_url: five answers within thirty minutes to whoever clicked or typed a command."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(minutes=30)
MOST_USES = 5


@dataclass(slots=True, kw_only=True)
class ResponseUrl:
    """Where answers go; `until` is the world's time, `ts` the clicked message, None for a command."""

    id: str
    user: str
    channel: str
    until: datetime
    ts: str | None = None
    uses: int = 0

    def trouble(self, now: datetime) -> str | None:
        """Tell why this address is dead, by Slack's name."""
        if now >= self.until:
            return "expired_url"
        return "used_url" if self.uses >= MOST_USES else None
