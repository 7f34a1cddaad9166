"""Long works in small batches: planning anew when the rules have changed, going through many people of a sequence."""

from datetime import datetime

from bot.clock import Clock
from bot.outreach.candidates import steering_many
from bot.outreach.house import House
from bot.outreach.outgoing import replanning
from bot.outreach.plans import bringing_along, going_through, putting_away
from storage.database import Database

MOST_AT_ONCE = 25
WAYS = {bringing_along.NAME: bringing_along.WAY, putting_away.NAME: putting_away.WAY}


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
        while done < MOST_AT_ONCE and (batches := self._go_on(ours, now)):
            done += batches
        return done

    def _go_on(self, ours: replanning.Circumstances, now: datetime) -> int:
        replanned = replanning.go_on(self.db, self.house, ours, now)
        replanned += steering_many.go_on_alone(self.db, self.house, now)
        return replanned + going_through.go_on(self.db, WAYS, self.house, now)
