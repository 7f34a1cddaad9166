"""One mailbox, one lease: read, take in, settle, send, rest. Reading comes first, so *no read, no send* is a shape."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.incoming import listening, receiving
from bot.outreach.mailboxes import connecting
from bot.outreach.outgoing import clearing, planning, resting, retrying, sending
from bot.outreach.outgoing.planning import Outgoing, Progress, Withheld
from bot.outreach.outgoing.sending import Gone
from bot.outreach.outgoing.spending import Spent
from bot.outreach.outgoing.turns import Turns
from bot.rules import retry, senders
from bot.workers.reading import READ_ANYWAY, READ_ON, SHOWS_SOON, Memory, Reader
from bot.workers.settling import Settling
from gmail import drafts, sync
from gmail.answers import Draft, Sent
from gmail.client import Gmail
from gmail.errors import (
    AccessLost,
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


class Round:
    """One turn of one mailbox; `memory` outlives it."""

    def __init__(
        self,
        db: Database,
        gmail: Gmail,
        lease: Lease,
        house: House,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        memory: Memory | None = None,
    ) -> None:
        self.db = db
        self.gmail = gmail
        self.lease = lease
        self.house = house
        self.clock = clock
        self.monotonic = monotonic
        known = Memory() if memory is None else memory
        self.reader = Reader(db, gmail, lease, clock, memory=known, monotonic=monotonic)
        self.names: dict[int, str] = {}
        self.used = Spent()
        self.turns = Turns()
        self._counted = gmail.spent()

    def run(self) -> None:
        """Read, take in, settle, send, rest."""
        asked = listening.reading(self.db, self.lease)
        self.reader.begin(asked)
        self.used = Spent(full_at=asked.full_at, served_id=asked.served_id)
        if senders.is_stale(asked.senders_at, self.clock()):
            connecting.refresh_senders(self.db, self.lease, self.gmail, self.clock())
        self.read()
        Settling(self.db, self.gmail, self.lease, self.house, self.clock).run()
        if not self.reader.is_behind:
            self.send_due()
        now = self.clock()
        used = self.spent(now)
        resting.rest(
            self.db,
            self.lease,
            self.house,
            now,
            spent=used,
            heard_at=self.reader.heard_at,
            again_at=self._again_at(used, now),
        )

    def _again_at(self, used: Spent, now: datetime) -> datetime | None:
        """Say when to go on reading, if not everything was read."""
        if not self.reader.is_behind:
            return None
        if not self.reader.is_cut_short:
            return now + SHOWS_SOON
        return self.house.quota.mailbox.has(READ_ON, used.full_at, now) or now

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
        batch, cursor = self._fetched(), self.reader.cursor
        if batch.has_news:
            receiving.take_in(self.db, self.lease, batch, self.house, cursor=cursor, now=self.clock())
        elif batch.cursor != cursor:
            listening.read_on(self.db, self.lease, old=cursor, new=batch.cursor, now=self.clock())
        self.reader.keep(batch)

    def _fetched(self) -> Batch:
        now = self.clock()
        left = self.house.quota.mailbox.left(self.spent(now).full_at, now)
        return self.reader.fetch(units=max(left, READ_ANYWAY))

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
            if self.reader.is_behind:
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
        progress = Progress(served_id=used.served_id, full_at=used.full_at, gone=gone, turns=self.turns)
        return planning.next_outgoing(self.db, self.lease, self.house, now, progress)

    def send(self, mail: Outgoing) -> Gone | None:
        """Take one mail from plan to outcome: draft, look once more, compare and set, one POST."""
        if mail.is_reply and self._is_settled(mail):
            return None
        draft_id = self._draft(mail)
        if not draft_id:
            return None
        if mail.is_answer and not self._has_seen_thread(mail):
            return None
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
            if mail.draft_message_id:  # whoever was to delete its draft may have died before
                drafts.sweep(self.gmail, token=mail.token, keep="")
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

    def _has_seen_thread(self, mail: Outgoing) -> bool:
        """Take in what came into its thread; False if Gmail refuses to show that, and nobody knows what is in it."""
        try:
            newer = drafts.newer_than_ours(self.gmail, mail.thread_id)
        except NotFound:
            return True  # deleted in the mailbox, so nobody has answered in it
        except Rejected as error:
            self._put_off(mail, error)
            return False
        if newer:
            read = sync.in_full(self.gmail, newer, self.reader.watch)
            receiving.take_in_found(self.db, self.lease, read, self.house, self.clock())
        return True

    def _clear(self, mail: Outgoing) -> bool:
        """Read to the end and set the touch to sending, no more than three seconds apart."""
        for _ in range(MOST_READINGS):
            batch, cursor = self._fetched(), self.reader.cursor
            going = clearing.clear(
                self.db, self.lease, mail.touch_id, batch, self.house, cursor=cursor, now=self.clock()
            )
            self.reader.keep(batch)
            if not going:
                return False
            if self.monotonic() - self.reader.read_at <= FRESH_SECONDS:
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
        self.reader.our_ids.add(sent.message_id)
        return self._gone(mail, sent)

    def _gone(self, mail: Outgoing, sent: Sent) -> Gone:
        return Gone(
            touch_id=mail.touch_id,
            mailbox_id=self.lease.mailbox_id,
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
            retrying.slow_down(self.db, self.lease, error, self.clock())

    def _delete(self, draft_id: str) -> None:
        try:
            self.gmail.delete_draft(draft_id)
        except Rejected as refusal:
            log.info("draft not deleted", mailbox=self.lease.mailbox_id, reason=refusal.reason)
