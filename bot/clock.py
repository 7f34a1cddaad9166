"""What time it is: a value that is passed in, never looked up."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Tell the instant by this machine's clock, aware and in UTC."""
    return datetime.now(UTC)
