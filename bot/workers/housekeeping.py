"""Chores: forget what nobody will ask for again."""

from bot.clock import Clock
from bot.outreach import tidying
from bot.outreach.mailboxes import disconnecting
from gmail.oauth import Google
from storage.database import Database


class Housekeeping:
    """Tidy up."""

    def __init__(self, db: Database, google: Google, clock: Clock) -> None:
        self.db = db
        self.google = google
        self.clock = clock

    def tick(self) -> int:
        """Tidy once, and give back to Google what it did not take when asked; tell how many grants."""
        now = self.clock()
        tidying.purge(self.db, now)
        return disconnecting.revoke_waiting(self.db, self.google, now)
