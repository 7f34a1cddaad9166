"""From where a person comes into a sequence."""

from dataclasses import dataclass
from datetime import datetime

from storage.statuses import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """From where a person comes into a sequence, and the colleague who named them: Slack id, name, and when.

    `place` is their row in the list `review`, where they stand in one.
    """

    source: Source = Source.COMMAND
    referrer: str = ""
    referrer_name: str = ""
    referred_at: datetime | None = None
    review: int | None = None
    place: int = 0

    @property
    def values(self) -> dict[str, str]:
        """Give the tokens it fills."""
        return {"referrer": self.referrer_name} if self.referrer_name else {}
