"""The roll of administrators -> who may see and change every sequence."""

from collections.abc import Callable

from bot.clock import Clock
from bot.outreach import appointing
from storage.database import Database


class Appointments:
    """Keep the administrators as they are named; while that cannot be told, they stay."""

    def __init__(self, db: Database, roll: Callable[[], frozenset[str] | None], clock: Clock) -> None:
        self.db = db
        self.roll = roll
        self.clock = clock

    def tick(self) -> int:
        """Call the roll; tell for how many something changed."""
        named = self.roll()
        return 0 if named is None else appointing.appoint(self.db, named, self.clock())
