"""What time it is: a value that is passed in, never looked up."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

Clock = Callable[[], datetime]

RESYNC_SECONDS = 10.0


def system_clock() -> datetime:
    """Tell the instant by this machine's clock, aware and in UTC."""
    return datetime.now(UTC)


class SharedClock:
    """Tell the instant by one clock that several machines share, their database's; their own may be minutes off.

    `ask` tells that clock's time and may fail; between two answers this machine's steady clock counts on.
    """

    def __init__(
        self, ask: Callable[[], datetime | None], *, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask = ask
        self._steady = steady
        self._lock = Lock()
        self._asked_at = float("-inf")
        self._known: tuple[datetime, float] | None = None

    def __call__(self) -> datetime:
        """Tell the instant, aware and in UTC."""
        with self._lock:
            # Until it is known once it is asked each time: this machine's own clock is not to be gone by for long.
            if self._known is None or self._steady() - self._asked_at >= RESYNC_SECONDS:
                self._resync()
            if self._known is None:
                return system_clock()
            told, at = self._known
            return told + timedelta(seconds=self._steady() - at)

    def _resync(self) -> None:
        before = self._asked_at = self._steady()
        told = self._ask()
        if told is not None:
            self._known = (told, (before + self._steady()) / 2)
