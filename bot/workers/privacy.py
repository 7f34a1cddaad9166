"""What privacy asks for in the background: who was to be forgotten, and who is kept no longer."""

from bot.clock import Clock
from bot.outreach.candidates import forgetting, retaining
from storage.database import Database


class Privacy:
    """Erase what is due to be erased."""

    def __init__(self, db: Database, months: int | None, clock: Clock) -> None:
        self.db = db
        self.months = months
        self.clock = clock

    def tick(self) -> int:
        """Forget whoever could not be forgotten at once, and look at some who are long quiet; tell how many."""
        now = self.clock()
        return forgetting.finish(self.db, now) + retaining.anonymise(self.db, self.months, now)
