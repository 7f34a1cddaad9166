"""Mailboxes that are ready -> rounds, one after the other; what goes wrong in one is no matter of the others."""

import time
from collections.abc import Callable
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.outreach import connecting, resting, sending
from bot.outreach.connecting import Sessions
from bot.outreach.guarding import Guard
from bot.outreach.house import House
from bot.rules import retry
from bot.workers.one_round import Awaited, Round
from gmail.errors import AccessLost, GmailError, RateLimited
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
        self.db = db
        self.sessions = sessions
        self.house = house
        self.clock = clock
        self.guard = Guard(db, steady=monotonic)
        self.awaited: Awaited = {}

    def tick(self) -> int:
        """Work every ready mailbox once; tell how many there were."""
        self.guard.look(self.clock())
        self._look_up()
        done = 0
        while done < MOST_ROUNDS and (lease := self._claim()) is not None:
            self._work(lease)
            done += 1
        return done

    def _claim(self) -> Lease | None:
        now = self.clock()
        if resting.project_waits(self.db, self.house, now):
            return None
        return sending.claim_mailbox(self.db, now)

    def _look_up(self) -> None:
        # By this machine's own time: a clock that stands still, or was set back, must not keep answers from us.
        if self.monotonic() - self.looked_up_at >= self.house.poll.total_seconds():
            self.looked_up_at = self.monotonic()
            sending.wake_all(self.db, self.clock())

    def _work(self, lease: Lease) -> None:
        try:
            self._serve(lease)
        except UnreadableSecret:
            connecting.lose(self.db, lease, "key", self.clock())
        except LeaseLost:
            log.info("lease lost", mailbox=lease.mailbox_id, fence=lease.fence)

    def _serve(self, lease: Lease) -> None:
        gmail = self.sessions.open(lease.mailbox_id)
        desk = (self.db, gmail, lease, self.house, self.clock)
        turn = Round(*desk, monotonic=self.monotonic, awaited=self.awaited)
        try:
            turn.run()
        except AccessLost as error:
            connecting.lose(self.db, lease, error.reason, self.clock())
        except RateLimited as error:
            self._rest(turn, error.retry_after)
        except GmailError as error:
            log.warning("round broken off", mailbox=lease.mailbox_id, reason=type(error).__name__)
            self._rest(turn, retry.pause_after(connecting.stumbles(self.db, lease.mailbox_id)))

    def _rest(self, turn: Round, pause: timedelta) -> None:
        now = self.clock()
        used = turn.spent(now)
        resting.rest(self.db, turn.lease, self.house, now, spent=used, until=now + pause)
