"""The round, the heart of Overture: read a mailbox, take in, settle doubts, send what is due; under one lease."""

import time
from collections.abc import Callable

import structlog

from bot.clock import Clock
from bot.outreach import losing, planning, receiving, retrying, sending, stumbling
from bot.outreach.connecting import Sessions
from bot.outreach.house import House
from bot.outreach.planning import Outgoing
from bot.rules import retry
from bot.workers.settling import Settling
from gmail import drafts, sync
from gmail.answers import Draft
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
)
from storage.database import Database
from storage.errors import LeaseLost
from storage.mailboxes import Lease
from storage.vault import UnreadableSecret

log = structlog.get_logger()

MOST_ROUNDS = 100
MOST_SENDS = 10
FRESH_SECONDS = 3.0
MOST_READINGS = 3
SURELY_NOT = (Rejected, RateLimited, Unavailable, AccessLost)


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

    def tick(self) -> int:
        """Work every ready mailbox once; tell how many there were."""
        self._look_up()
        done = 0
        while done < MOST_ROUNDS and (lease := sending.claim_mailbox(self.db, self.clock())) is not None:
            self._work(lease)
            done += 1
        return done

    def _look_up(self) -> None:
        # By this machine's own time: a clock that stands still, or was set back, must not keep answers from us.
        if self.monotonic() - self.looked_up_at >= self.house.poll.total_seconds():
            self.looked_up_at = self.monotonic()
            sending.wake_all(self.db, self.clock())

    def _work(self, lease: Lease) -> None:
        try:
            self._serve(lease)
        except LeaseLost:
            log.info("lease lost", mailbox=lease.mailbox_id, fence=lease.fence)

    def _serve(self, lease: Lease) -> None:
        try:
            gmail = self.sessions.open(lease.mailbox_id)
            Round(self.db, gmail, lease, self.house, self.clock).run()
        except AccessLost as error:
            losing.lose(self.db, lease, error.reason, self.clock())
        except UnreadableSecret:
            losing.lose(self.db, lease, "key", self.clock())
        except GmailError as error:
            stumbling.broken_off(self.db, lease, error, self.clock())


class Round:
    """One mailbox, one lease: reading comes before sending, so that *no read, no send* is a shape."""

    def __init__(
        self,
        db: Database,
        gmail: Gmail,
        lease: Lease,
        house: House,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.db = db
        self.gmail = gmail
        self.lease = lease
        self.house = house
        self.clock = clock
        self.monotonic = monotonic
        self.read_at = 0.0

    def run(self) -> None:
        """Read, take in, settle, send, rest."""
        self.read()
        Settling(self.db, self.gmail, self.lease, self.house, self.clock).run()
        for _ in range(MOST_SENDS):
            next_one = planning.next_outgoing(self.db, self.lease, self.house, self.clock())
            if next_one is None:
                break
            if isinstance(next_one, Outgoing):
                self.send(next_one)
            elif next_one.draft_id:
                self._delete(next_one.draft_id)
        sending.rest(self.db, self.lease, self.house, self.clock())

    def read(self) -> None:
        """Read what is new since the cursor and act on it; only then may anything leave."""
        asked = receiving.reading(self.db, self.lease, self.clock())
        try:
            batch = sync.read(self.gmail, asked.cursor, watching=asked.watching, known=asked.known)
        except CursorExpired:
            batch = sync.resync(self.gmail, asked.watching, since=asked.since)
        receiving.take_in(self.db, self.lease, batch, self.house, cursor=asked.cursor, now=self.clock())
        self.read_at = self.monotonic()

    def send(self, mail: Outgoing) -> None:
        """Take one mail from plan to outcome: draft, look once more, compare and set, one POST."""
        draft_id = self._draft(mail)
        if not draft_id:
            return
        if mail.is_answer:
            self._look_at_thread(mail.thread_id)
        if not self._clear(mail):
            self._delete(draft_id)
            sending.abandon(
                self.db, self.lease, mail.touch_id, why="stopped before it left", now=self.clock()
            )
            return
        self._post(mail, draft_id)

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
        if not sending.note_drafting(self.db, self.lease, mail.touch_id, self.clock()):
            return ""
        try:
            draft = self._created(mail)
        except SURELY_NOT as error:
            self._put_off(mail, error)
            return ""
        sending.note_drafted(self.db, self.lease, mail.touch_id, draft, self.clock())
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
            self.read()
            if not sending.begin(self.db, self.lease, mail.touch_id, self.clock()):
                return False
            if self.monotonic() - self.read_at <= FRESH_SECONDS:
                return True
            sending.step_back(self.db, self.lease, mail.touch_id, self.clock())
        raise Unavailable("reading takes too long to send safely")

    def _post(self, mail: Outgoing, draft_id: str) -> None:
        now = self.clock()
        try:
            sent = self.gmail.send_draft(draft_id)
        except (OutcomeUnknown, NotFound):
            look_at = now + retry.FIRST_LOOK
            sending.doubt(self.db, self.lease, mail.touch_id, look_at=look_at, now=now)
        except SURELY_NOT as error:
            self._put_off(mail, error)
        else:
            sending.note_sent(self.db, self.lease, mail.touch_id, sent, self.house, self.clock())
            self._read_back(mail.touch_id, sent.message_id)

    def _put_off(self, mail: Outgoing, error: GmailError) -> None:
        """Let a mail wait that surely did not leave; what ails the whole mailbox ends the round."""
        draft_id = retrying.not_sent(self.db, self.lease, mail.touch_id, error, self.clock())
        if draft_id:
            self._delete(draft_id)
        if isinstance(error, (Unavailable, AccessLost)):
            raise error

    def _read_back(self, touch_id: int, gmail_id: str) -> None:
        try:
            rfc_id = self.gmail.message(gmail_id).rfc_id
        except (RateLimited, Unavailable, Rejected) as error:
            log.info("message id not read yet", touch=touch_id, reason=type(error).__name__)
            return
        sending.note_message_id(self.db, self.lease, touch_id, rfc_id, self.clock())

    def _delete(self, draft_id: str) -> None:
        try:
            self.gmail.delete_draft(draft_id)
        except NotFound:
            log.info("draft was gone already", mailbox=self.lease.mailbox_id)
