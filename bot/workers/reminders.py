"""Manual stages that are due -> reminders owed."""

from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.outgoing import prompting
from storage.database import Database


class Reminders:
    """Owe what is due."""

    def __init__(self, db: Database, house: House, clock: Clock) -> None:
        self.db = db
        self.house = house
        self.clock = clock

    def tick(self) -> int:
        """Owe reminders; tell how many."""
        return prompting.owe_due(self.db, self.clock(), house=self.house)
