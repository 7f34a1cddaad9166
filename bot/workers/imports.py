"""Tables of people -> enrollments, a small batch at a time, so that what people do in Slack never waits long."""

import time
from collections.abc import Callable

import structlog

from bot.clock import Clock
from bot.outreach.candidates import bringing_in, taking_back
from bot.outreach.candidates.bringing_in import Claimed
from bot.outreach.house import House
from storage.database import Database
from storage.errors import Clash, DatabaseBusy, LeaseLost

log = structlog.get_logger()

MOST_AT_ONCE = 60
"""Batches: other imports have their turn after them, and a process that is to stop need not wait long."""

BREATH = 0.01
"""Seconds between two batches: whoever waits for SQLite's one writer comes in then."""


class Imports:
    """Go on with one import, or with taking one back."""

    def __init__(
        self, db: Database, house: House, clock: Clock, *, rest: Callable[[float], object] = time.sleep
    ) -> None:
        self.db = db
        self.house = house
        self.clock = clock
        self.rest = rest

    def tick(self) -> int:
        """Go on; tell how many batches were done."""
        claimed = bringing_in.claim(self.db, self.clock())
        if claimed is None:
            return 0
        try:
            done = self._take_back(claimed) if claimed.is_taken_back else self._bring_in(claimed)
        except LeaseLost:
            return 1  # it was taken back meanwhile, or another worker has it
        except (DatabaseBusy, Clash) as trouble:
            # Somebody is at the same people: nothing of the batch was written, and it need not wait for the lease.
            log.warning("import waits", imported=claimed.lease.import_id, reason=type(trouble).__name__)
            bringing_in.release(self.db, claimed.lease)
            return 0
        bringing_in.release(self.db, claimed.lease)
        return done

    def _bring_in(self, claimed: Claimed) -> int:
        done = 0
        for rows in bringing_in.batches(self.db, claimed.lease):
            bringing_in.bring_in(self.db, claimed.lease, rows, house=self.house, now=self.clock())
            done += 1
            if done == MOST_AT_ONCE:
                break
            self.rest(BREATH)
        return done

    def _take_back(self, claimed: Claimed) -> int:
        done = 1
        while taking_back.take_back(self.db, claimed.lease, now=self.clock()) and done < MOST_AT_ONCE:
            done += 1
            self.rest(BREATH)
        return done
