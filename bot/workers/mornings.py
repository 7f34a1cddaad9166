"""Recruiters whose morning has come -> what the day brings, owed."""

from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.overview import mornings
from storage.database import Database


class Mornings:
    """Owe what is due."""

    def __init__(self, db: Database, house: House, clock: Clock) -> None:
        self.db = db
        self.house = house
        self.clock = clock

    def tick(self) -> int:
        """Owe mornings; tell how many."""
        return mornings.owe_due(self.db, self.house, self.clock())
