"""Mailboxes that are ready -> rounds, one after the other; what goes wrong in one is no matter of the others."""

import time
from collections.abc import Callable
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.mailboxes import losing, stumbling
from bot.outreach.mailboxes.connecting import Sessions
from bot.outreach.mailboxes.guarding import Guard
from bot.outreach.outgoing import resting
from bot.workers.one_round import Round
from bot.workers.reading import Memory
from gmail.errors import AccessLost, GmailError
from storage.database import Database
from storage.errors import LeaseLost
from storage.mailboxes import Lease
from storage.vault import UnreadableSecret

log = structlog.get_logger()

MOST_ROUNDS = 100


class Rounds:
    """Serve the mailboxes that are ready, one after the other; safe to tick from several threads."""

    def __init__(
        self,
        db: Database,
        sessions: Sessions,
        house: House,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.monotonic = monotonic
        self.looked_up_at = monotonic()
        self.shown: datetime | None = None
        self.db = db
        self.sessions = sessions
        self.house = house
        self.clock = clock
        self.guard = Guard(db, steady=monotonic)
        self.memories: dict[int, Memory] = {}

    def tick(self) -> int:
        """Work every ready mailbox once; tell how many there were."""
        self.guard.look(self.clock())
        self._look_up()
        done = 0
        with self.db.at_hand():
            while (
                done < MOST_ROUNDS and (lease := resting.claim(self.db, self.house, self.clock())) is not None
            ):
                self._work(lease)
                done += 1
        return done

    def _look_up(self) -> None:
        passed = self.monotonic() - self.looked_up_at
        if passed < self.house.poll.total_seconds():
            return
        self.looked_up_at += passed
        shown_before, self.shown = self.shown, self.clock()
        # By this machine's own time: a clock that stands still, or was set back, must not keep answers from us.
        if shown_before is None or (self.shown - shown_before).total_seconds() < passed / 2:
            resting.wake_all(self.db, self.shown)
        else:
            resting.rouse(self.db, self.shown)

    def _work(self, lease: Lease) -> None:
        try:
            self._admitted(lease)
        except LeaseLost:
            log.info("lease lost", mailbox=lease.mailbox_id, fence=lease.fence)

    def _admitted(self, lease: Lease) -> None:
        try:
            self._serve(lease)
        except AccessLost as error:
            losing.lose(self.db, lease, error.reason, self.clock())
        except UnreadableSecret:
            losing.lose(self.db, lease, "key", self.clock())

    def _serve(self, lease: Lease) -> None:
        memory = self.memories.setdefault(lease.mailbox_id, Memory())
        desk = (self.db, self.sessions.open(lease.mailbox_id), lease, self.house, self.clock)
        turn = Round(*desk, monotonic=self.monotonic, memory=memory)
        try:
            turn.run()
        except AccessLost:
            raise
        except GmailError as error:
            now = self.clock()
            stumbling.broken_off(self.db, lease, error, self.house, now, spent=turn.spent(now))
