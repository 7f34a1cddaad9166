"""The database is not the one we knew: after a failover or from a copy, old claims are void and sending waits."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

import structlog

from storage import epochs, facts, mailboxes
from storage.database import Database
from storage.epochs import Epoch

log = structlog.get_logger()

HOLD = timedelta(seconds=120)
LOOK_SECONDS = 10.0
NAME, BEAT = "database", "beat"


class Guard:
    """Remember the database, and look every ten seconds, and at each new connection, whether it is still the same.

    A database that fell back has lost what was written last; its number of claims would come back, and a request of
    before may still be on its way to Gmail. So every claim is taken back, and nothing is sent for two minutes.
    """

    def __init__(self, db: Database, *, steady: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._steady = steady
        self._lock = Lock()
        self._looked_at = float("-inf")
        self._connections = -1
        self._beat = self._log = 0

    def look(self, now: datetime) -> bool:
        """Look if it is time to; True if the database has fallen back."""
        with self._lock:
            fresh = self._steady() - self._looked_at < LOOK_SECONDS
            if fresh and self._connections == self._db.connections:
                return False
            fell_back = self._look(now)
            self._looked_at, self._connections = self._steady(), self._db.connections
            return fell_back

    def _look(self, now: datetime) -> bool:
        with self._db.transaction() as tx:
            epoch = epochs.of(self._db, tx)
            beat = int(facts.held(tx, BEAT) or facts.take(tx, BEAT, "0", now))
            known = facts.get(tx, NAME)
            fell_back = self._has_fallen_back(known, epoch, beat)
            if fell_back:
                mailboxes.void_all_claims(tx, now + HOLD)
            if known != epoch.name:
                facts.put(tx, NAME, epoch.name, now)
            facts.put(tx, BEAT, str(beat + 1), now)
        if fell_back:
            self._db.forget_plans()
            log.warning("database fell back", beat=beat, known=self._beat)
        self._beat, self._log = beat + 1, epoch.log
        epochs.bear_witness(self._db, self._beat)
        return fell_back

    def _has_fallen_back(self, known: str | None, epoch: Epoch, beat: int) -> bool:
        is_another = known is not None and known != epoch.name
        return is_another or beat < max(self._beat, epochs.witness(self._db)) or epoch.log < self._log
