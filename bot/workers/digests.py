"""Channels whose hour has come -> digests owed."""

from bot.clock import Clock
from bot.outreach.overview import subscribing
from storage.database import Database


class Digests:
    """Owe what is due."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def tick(self) -> int:
        """Owe digests; tell how many."""
        return subscribing.owe_due(self.db, self.clock())
