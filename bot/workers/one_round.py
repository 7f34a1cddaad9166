"""One mailbox, one lease: read, take in, settle, send, rest. Reading comes first, so *no read, no send* is a shape."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.outreach import clearing, connecting, listening, planning, receiving, resting, retrying, sending
from bot.outreach.house import House
from bot.outreach.listening import Watch
from bot.outreach.planning import Outgoing, Progress, Withheld
from bot.outreach.sending import Gone
from bot.outreach.spending import Spent
from bot.rules import retry, senders
from bot.workers.settling import Settling
from gmail import drafts, sync
from gmail.answers import Draft, Sent
from gmail.client import Gmail
from gmail.errors import (
    AccessLost,
    CursorExpired,
    GmailError,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
    Unreadable,
)
from gmail.sync import Batch
from storage.database import Database
from storage.mailboxes import Lease

log = structlog.get_logger()

MOST_SENDS = 10
FRESH_SECONDS = 3.0
MOST_READINGS = 3
SURELY_NOT = (Rejected, RateLimited, Unavailable, AccessLost)
SHOWS_SOON = timedelta(seconds=3)
SHOWS_AT_ALL = timedelta(seconds=10)

Awaited = dict[str, datetime]
"""Messages of a mailbox that Gmail has announced but does not show, and since when."""


class Round:
    """One turn of one mailbox; `awaited` outlives it."""

    def __init__(
        self,
        db: Database,
        gmail: Gmail,
        lease: Lease,
        house: House,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        awaited: Awaited | None = None,
    ) -> None:
        self.db = db
        self.gmail = gmail
        self.lease = lease
        self.house = house
        self.clock = clock
        self.monotonic = monotonic
        self.awaited = {} if awaited is None else awaited
        self.read_at = 0.0
        self.cursor = 0
        self.our_ids: set[str] = set()
        self.names: dict[int, str] = {}
        self.used = Spent()
        self._counted = gmail.spent()

    def run(self) -> None:
        """Read, take in, settle, send, rest."""
        asked = listening.reading(self.db, self.lease)
        self.cursor, self.since = asked.cursor, asked.since
        self.used = Spent(full_at=asked.full_at, served_id=asked.served_id)
        self.watch = Watch(self.db, self.lease.mailbox_id, asked.team)
        if senders.is_stale(asked.senders_at, self.clock()):
            connecting.refresh_senders(self.db, self.lease, self.gmail, self.clock())
        self.read()
        Settling(self.db, self.gmail, self.lease, self.house, self.clock).run()
        if not self.awaited:
            self.send_due()
        now = self.clock()
        again_at = now + SHOWS_SOON if self.awaited else None
        used = self.spent(now)
        resting.rest(self.db, self.lease, self.house, now, spent=used, again_at=again_at)

    def spent(self, now: datetime) -> Spent:
        """Tell what the round has used so far."""
        units = self.gmail.spent() - self._counted
        if units:
            self._counted += units
            full_at = self.house.quota.mailbox.drained(self.used.full_at, units, now)
            self.used = replace(self.used, units=self.used.units + units, full_at=full_at)
        return replace(self.used, names=self.names)

    def read(self) -> None:
        """Read what is new since the cursor and act on it; only then may anything leave."""
        batch = self._fetch()
        if batch.has_news or batch.cursor != self.cursor:
            receiving.take_in(self.db, self.lease, batch, self.house, cursor=self.cursor, now=self.clock())
            self.cursor = batch.cursor

    def _fetch(self) -> Batch:
        # What is read is as old as the question, however long the answer took.
        self.read_at = self.monotonic()
        now = self.clock()
        late = {id for id, since in self.awaited.items() if now - since >= SHOWS_AT_ALL}
        without = self.our_ids | late
        try:
            batch = sync.read(self.gmail, self.cursor, self.watch, without=without)
        except CursorExpired:
            everything = listening.everything_watched(self.db, self.lease, now)
            batch = sync.resync(self.gmail, everything, since=self.since, without=without)
        if not batch.missing:
            self.awaited.clear()  # what was given up lies behind the cursor now
        for id in batch.missing:
            self.awaited.setdefault(id, now)
        return batch

    def send_due(self) -> None:
        """Send what is due, one by one, until something must wait; what has gone is written down before the next."""
        gone: Gone | None = None
        for _ in range(MOST_SENDS):
            found = self._next(gone)
            if gone is not None:
                self._read_back(gone)
            if found is None:
                return
            gone = self._serve(found)
            if self.awaited:
                break
        if gone is not None:
            sending.note_gone(self.db, self.lease, gone, self.house, self.clock())
            self._read_back(gone)

    def _serve(self, found: Outgoing | Withheld) -> Gone | None:
        if isinstance(found, Outgoing):
            self.used = replace(self.used, served_id=found.owner.sequence_id)
            return self.send(found)
        self.used = replace(self.used, served_id=found.sequence_id)
        if found.draft_id:
            self._delete(found.draft_id)
        return None

    def _next(self, gone: Gone | None) -> Outgoing | Withheld | None:
        now = self.clock()
        used = self.spent(now)
        progress = Progress(served_id=used.served_id, full_at=used.full_at, gone=gone)
        return planning.next_outgoing(self.db, self.lease, self.house, now, progress)

    def send(self, mail: Outgoing) -> Gone | None:
        """Take one mail from plan to outcome: draft, look once more, compare and set, one POST."""
        if mail.is_reply and self._is_settled(mail):
            return None
        draft_id = self._draft(mail)
        if not draft_id:
            return None
        if mail.is_answer:
            self._look_at_thread(mail.thread_id)
        if not self._clear(mail):
            self._delete(draft_id)
            why = "stopped before it left"
            sending.abandon(self.db, self.lease, mail.touch_id, why=why, now=self.clock())
            return None
        return self._post(mail, draft_id)

    def _is_settled(self, mail: Outgoing) -> bool:
        """Look for a reply in its thread: to a database that was put back it may have been pressed a second time."""
        try:
            found = drafts.sent_in(self.gmail, mail.thread_id, token=mail.token)
        except SURELY_NOT as error:
            self._put_off(mail, error)
            return True
        if found is None:
            return False
        if mail.draft_id:
            self._delete(mail.draft_id)
        sent = Sent(message_id=found.message_id, thread_id=found.thread_id)
        sending.note_sent(self.db, self.lease, mail.touch_id, sent, self.house, self.clock())
        return True

    def _draft(self, mail: Outgoing) -> str:
        """Make sure the mail waits at Gmail unchanged; empty if it must be settled first."""
        if mail.draft_id:
            found = drafts.evidence(
                self.gmail,
                draft_id=mail.draft_id,
                draft_message_id=mail.draft_message_id,
                thread_id=mail.thread_id,
                token=mail.token,
                cursor=mail.cursor,
            )
            if isinstance(found, drafts.Waiting):
                return mail.draft_id
            sending.doubt(self.db, self.lease, mail.touch_id, look_at=self.clock(), now=self.clock())
            return ""
        try:
            draft = self._created(mail)
        except SURELY_NOT as error:
            self._put_off(mail, error)
            return ""
        # Whatever became of the touch meanwhile, the compare-and-set will see it, and the draft is deleted.
        sending.note_drafted(self.db, self.lease, mail.touch_id, draft, self.clock(), names=self.names)
        self.names = {}
        return draft.id

    def _created(self, mail: Outgoing) -> Draft:
        try:
            return self.gmail.create_draft(mail.mime, mail.thread_id)
        except NotFound:
            # The thread was deleted in the mailbox: the mail opens a new one rather than never going.
            return self.gmail.create_draft(mail.mime)

    def _look_at_thread(self, thread_id: str) -> None:
        try:
            newer = drafts.newer_than_ours(self.gmail, thread_id)
        except NotFound:
            return  # deleted in the mailbox, so nobody has answered in it
        if newer:
            receiving.take_in_found(self.db, self.lease, newer, self.house, self.clock())

    def _clear(self, mail: Outgoing) -> bool:
        """Read to the end and set the touch to sending, no more than three seconds apart."""
        for _ in range(MOST_READINGS):
            batch = self._fetch()
            going = clearing.clear(
                self.db, self.lease, mail.touch_id, batch, self.house, cursor=self.cursor, now=self.clock()
            )
            self.cursor = batch.cursor
            if not going:
                return False
            if self.monotonic() - self.read_at <= FRESH_SECONDS:
                return True
            sending.step_back(self.db, self.lease, mail.touch_id, self.clock())
        raise Unavailable("reading takes too long to send safely")

    def _post(self, mail: Outgoing, draft_id: str) -> Gone | None:
        now = self.clock()
        try:
            sent = self.gmail.send_draft(draft_id)
        except (OutcomeUnknown, NotFound):
            look_at = now + retry.FIRST_LOOK
            sending.doubt(self.db, self.lease, mail.touch_id, look_at=look_at, now=now)
            return None
        except SURELY_NOT as error:
            self._put_off(mail, error)
            return None
        self.our_ids.add(sent.message_id)
        return self._gone(mail, sent)

    def _gone(self, mail: Outgoing, sent: Sent) -> Gone:
        return Gone(
            touch_id=mail.touch_id,
            owner=mail.owner,
            subject=mail.subject,
            opens_subject=mail.opens_subject,
            asked_thread_id=mail.thread_id,
            sent=sent,
            at=self.clock(),
            is_reply=mail.is_reply,
        )

    def _put_off(self, mail: Outgoing, error: GmailError) -> None:
        """Let a mail wait that surely did not leave; what ails the whole mailbox ends the round."""
        draft_id = retrying.not_sent(self.db, self.lease, mail.touch_id, error, self.clock())
        if draft_id:
            self._delete(draft_id)
        if isinstance(error, (Unavailable, AccessLost)):
            raise error

    def _read_back(self, gone: Gone) -> None:
        try:
            self.names[gone.touch_id] = self.gmail.message_id(gone.sent.message_id)
        except (RateLimited, Unavailable, Rejected, Unreadable) as error:
            log.info("message id not read yet", touch=gone.touch_id, reason=type(error).__name__)

    def _delete(self, draft_id: str) -> None:
        try:
            self.gmail.delete_draft(draft_id)
        except NotFound:
            log.info("draft was gone already", mailbox=self.lease.mailbox_id)
