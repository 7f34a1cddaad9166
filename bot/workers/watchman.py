"""Mailboxes in trouble -> the news of it owed."""

from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.mailboxes import alarming
from storage.database import Database


class Watchman:
    """Tell of trouble that lasts."""

    def __init__(self, db: Database, house: House, clock: Clock) -> None:
        self.db = db
        self.house = house
        self.clock = clock

    def tick(self) -> int:
        """Owe what is to be told now; tell how much."""
        return alarming.owe_due(self.db, self.house, self.clock())
