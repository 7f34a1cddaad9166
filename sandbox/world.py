"""The world both stand-ins live in: one clock that can be moved, and a bell that rings at each change."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class World:
    """Share time and news between the stand-ins; lives in the event loop of the sandbox's server.

    `offset` is what the clock has been moved by. `frozen_at` stops the clock (tests); None lets it run.
    `next_event` is given by whoever starts the application; it tells the next instant something is due.
    """

    offset: timedelta = timedelta(0)
    frozen_at: datetime | None = None
    next_event: Callable[[], datetime | None] = lambda: None
    version: int = 0
    ended: bool = False
    _waiting: set[asyncio.Event] = field(default_factory=set)

    def now(self) -> datetime:
        """Tell the world's time, aware, UTC; safe from any thread."""
        return (self.frozen_at or datetime.now(UTC)) + self.offset

    def move(self, by: timedelta) -> None:
        """Move the clock forward."""
        if by < timedelta(0):
            raise ValueError("the clock only moves forward")
        self.offset += by
        self.changed()

    def changed(self) -> None:
        """Ring the bell: something a person can see is different. Call it inside the event loop."""
        self.version += 1
        for event in tuple(self._waiting):
            event.set()

    def end(self) -> None:
        """Let everybody who waits for news go home."""
        self.ended = True
        self.changed()

    async def wait_for_change(self, seen: int, patience: float = 15.0) -> int:
        """Wait until the version is past `seen`, or patience (seconds) runs out; tell the version."""
        if self.version > seen:
            return self.version
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            await asyncio.wait_for(event.wait(), patience)
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(event)
        return self.version
