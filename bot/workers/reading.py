"""Step one of a round: read what is new, as far as the quota goes, and remember where to go on."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.outreach.incoming import listening
from bot.outreach.incoming.listening import Reading, Watch
from gmail import recovery, sync
from gmail.client import Gmail
from gmail.errors import CursorExpired
from gmail.recovery import Recovery
from gmail.sync import Batch
from storage.database import Database
from storage.mailboxes import Lease

log = structlog.get_logger()

SHOWS_SOON = timedelta(seconds=3)
SHOWS_AT_ALL = timedelta(seconds=10)
READ_ON = 1_000
"""Units that make it worth going on with a reading that was cut short."""

READ_ANYWAY = 200
"""Units a reading may always use: nobody else can read the mailbox, and the bucket is well below Gmail's limit."""


@dataclass(slots=True)
class Memory:
    """What a worker remembers of a mailbox from round to round; whoever does not begins again, and misses nothing.

    `awaited` are messages Gmail has announced but does not show, and since when; `recovery` is how far a reading in
    place of a lost cursor has come.
    """

    awaited: dict[str, datetime] = field(default_factory=dict)
    recovery: Recovery | None = None


class Reader:
    """Read one mailbox; nothing may be sent while it `is_behind`."""

    def __init__(
        self,
        db: Database,
        gmail: Gmail,
        lease: Lease,
        clock: Clock,
        *,
        memory: Memory,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.db = db
        self.gmail = gmail
        self.lease = lease
        self.clock = clock
        self.memory = memory
        self.monotonic = monotonic
        self.read_at = 0.0
        self.asked_at: datetime | None = None
        self.heard_at: datetime | None = None
        self.cursor = 0
        self.is_cut_short = False
        self.our_ids: set[str] = set()

    def begin(self, asked: Reading) -> None:
        """Take up where the mailbox was read to."""
        self.cursor, self.since = asked.cursor, asked.since
        self.watch = Watch(self.db, self.lease.mailbox_id, asked.team)

    @property
    def is_behind(self) -> bool:
        """Tell whether something has come that was not read yet."""
        return self.is_cut_short or bool(self.memory.awaited)

    def fetch(self, *, units: int) -> Batch:
        """Ask for what is new since the cursor; whoever has acted on it says so by `keep`."""
        # What is read is as old as the question, however long the answer took.
        self.read_at = self.monotonic()
        now = self.asked_at = self.clock()
        late = {id for id, since in self.memory.awaited.items() if now - since >= SHOWS_AT_ALL}
        batch = self._asked(self.our_ids | late, units, now)
        if not batch.missing:
            self.memory.awaited.clear()  # what was given up lies behind the cursor now
        for id in batch.missing:
            self.memory.awaited.setdefault(id, now)
        return batch

    def keep(self, batch: Batch) -> None:
        """Go on from here next time: the batch is written down."""
        if self.is_cut_short and batch.whole:
            log.info("caught up", mailbox=self.lease.mailbox_id)
        self.cursor, self.is_cut_short = batch.cursor, not batch.whole
        if batch.reaches_now:
            self.heard_at = self.asked_at
        self.memory.recovery = self._rest

    def _asked(self, without: set[str], units: int, now: datetime) -> Batch:
        begun, self._rest = self.memory.recovery, None
        if begun is None or begun.lost != self.cursor:  # another worker may have brought it to its end
            try:
                return sync.read(self.gmail, self.cursor, self.watch, without=without, units=units)
            except CursorExpired:
                sought = listening.sought(self.db, self.lease, now)
                begun = recovery.begin(self.gmail, sought, lost=self.cursor, since=self.since)
                log.warning("history lost", mailbox=self.lease.mailbox_id, threads=len(sought.threads))
        batch, self._rest = recovery.go_on(self.gmail, begun, self.watch, without=without, units=units)
        return batch
