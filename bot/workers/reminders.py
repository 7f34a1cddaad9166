"""Manual stages that are due -> reminders owed."""

from bot.clock import Clock
from bot.outreach.outgoing import reminding
from storage.database import Database


class Reminders:
    """Owe what is due."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def tick(self) -> int:
        """Owe reminders; tell how many."""
        return reminding.owe_due(self.db, self.clock())
