"""Plan anew when the rules have changed: noticed once by each process, then done in small batches."""

from bot.clock import Clock
from bot.outreach import replanning
from bot.outreach.house import House
from storage.database import Database

MOST_AT_ONCE = 25


class Replans:
    """Notice that this process plans by other rules than those everything was planned by, and go on with what is begun.

    Each rule is noticed once: of two processes with different settings, neither undoes the other's work for ever.
    """

    def __init__(self, db: Database, house: House, clock: Clock) -> None:
        self.db = db
        self.house = house
        self.clock = clock
        self.noticed: replanning.Circumstances = {}

    def tick(self) -> int:
        """Go on; tell how many batches were done."""
        now = self.clock()
        ours = replanning.circumstances(self.house, now.year)
        if ours != self.noticed:
            replanning.notice(self.db, ours, now)
            self.noticed = ours
        done = 0
        while done < MOST_AT_ONCE and (batches := replanning.go_on(self.db, self.house, ours, now)):
            done += batches
        return done
