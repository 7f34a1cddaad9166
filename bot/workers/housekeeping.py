"""Chores: forget what nobody will ask for again."""

from bot.clock import Clock
from bot.outreach import tidying
from storage.database import Database


class Housekeeping:
    """Tidy up."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def tick(self) -> int:
        """Tidy once; it changes nothing anybody sees."""
        tidying.purge(self.db, self.clock())
        return 0
