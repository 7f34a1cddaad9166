"""Step three of a round: settle what an earlier one left half-way, by evidence and never by guessing."""

from datetime import datetime

import structlog

from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.outgoing import doubting, naming, redrafting, retrying, sending
from bot.outreach.outgoing.doubting import InDoubt
from bot.rules import retry
from gmail import drafts
from gmail.answers import Sent
from gmail.client import Gmail
from gmail.drafts import Edited, Nothing, SentAs, Waiting
from gmail.errors import NotFound, RateLimited, Rejected, Unavailable
from storage.database import Database
from storage.mailboxes import Lease
from storage.statuses import SendStep

log = structlog.get_logger()

GONE = "Gmail's answer was lost, and neither the draft nor the sent mail can be found."
DELETED = "The draft Overture had written is gone from your drafts, and no sent mail can be found."
HIDDEN = "Gmail refuses to show what became of it ({refused})."


class Settling:
    """Look at each doubtful touch of one mailbox once."""

    def __init__(self, db: Database, gmail: Gmail, lease: Lease, house: House, clock: Clock) -> None:
        self.db = db
        self.gmail = gmail
        self.lease = lease
        self.house = house
        self.clock = clock

    def run(self) -> None:
        """Delete drafts of stopped touches, settle doubts, read back Message-IDs that are missing."""
        left = doubting.unsettled(self.db, self.lease, self.clock())
        for touch_id, draft_id in left.left_over:
            self._delete(touch_id, draft_id)
        for touch in left.in_doubt:
            if not self._recalled(touch) and touch.is_due:
                self._settle(touch)
        for touch_id, gmail_id in left.unnamed:
            self._read_back(touch_id, gmail_id)

    def _delete(self, touch_id: int, draft_id: str) -> None:
        try:
            self.gmail.delete_draft(draft_id)
        except NotFound:
            log.info("draft was gone already", touch=touch_id)
        except Rejected as refusal:
            log.warning("draft not deleted", touch=touch_id, reason=refusal.reason)
            return  # the next round tries again, and the others go meanwhile
        sending.note_draft_deleted(self.db, self.lease, touch_id, self.clock())

    def _recalled(self, touch: InDoubt) -> bool:
        """Delete the draft of a mail that was stopped while it was being sent: whoever sleeps cannot send it then.

        False if it is gone, so that it may have left, or was not stopped.
        """
        if not touch.is_over or not touch.draft_id:
            return False
        try:
            self.gmail.delete_draft(touch.draft_id)
        except Rejected:
            return False
        why = "stopped before it left"
        sending.abandon(self.db, self.lease, touch.touch_id, why=why, now=self.clock())
        return True

    def _settle(self, touch: InDoubt) -> None:
        if touch.step in {None, SendStep.DRAFTING} and not touch.draft_id:
            if touch.step is SendStep.DRAFTING:
                drafts.sweep(self.gmail, token=touch.token, keep="")
            sending.restart(self.db, self.lease, touch.touch_id, self.clock())
            return
        if touch.draft_id and not touch.draft_message_id and self._discard(touch):
            return
        found = drafts.evidence(
            self.gmail,
            draft_id=touch.draft_id,
            draft_message_id=touch.draft_message_id,
            thread_id=touch.thread_id,
            token=touch.token,
            cursor=touch.cursor,
        )
        match found:
            case SentAs(message_id=message_id, thread_id=thread_id):
                sent = Sent(message_id=message_id, thread_id=thread_id)
                sending.note_sent(self.db, self.lease, touch.touch_id, sent, self.house, self.clock())
            case _ if touch.is_by_hand:
                redrafting.leave_out(self.db, self.lease, touch.touch_id, self.house, self.clock())
            case Waiting():
                self._waits(touch)
            case Edited():
                self._edited(touch)
            case Nothing(refused=refused):
                self._look_again(touch, refused)

    def _ask(self, touch: InDoubt, why: str, kind: str) -> None:
        sending.ask(self.db, self.lease, touch.touch_id, why=why, kind=kind, now=self.clock())

    def _discard(self, touch: InDoubt) -> bool:
        """Throw away a draft its owner changed; False if it is gone, so that it may have been sent by hand."""
        try:
            self.gmail.delete_draft(touch.draft_id)
        except Rejected:
            return False
        redrafting.discarded(self.db, self.lease, touch.touch_id, self.clock())
        return True

    def _waits(self, touch: InDoubt) -> None:
        """Let the same draft be sent again once the first request is surely dead at both ends."""
        now, dead_at = self.clock(), _dead_at(touch)
        if dead_at is None or (touch.looks >= 2 and now >= dead_at):
            why = "an earlier try did not leave"
            sending.note_not_sent(self.db, self.lease, touch.touch_id, again_at=now, why=why, now=now)
            return
        look_at = max(now + retry.APART, dead_at)
        sending.doubt(self.db, self.lease, touch.touch_id, look_at=look_at, now=now)

    def _edited(self, touch: InDoubt) -> None:
        """Ask what is to become of a draft its owner changed, once the first request can no longer send it."""
        now, dead_at = self.clock(), _dead_at(touch)
        if dead_at is None or now >= dead_at:
            self._ask(touch, redrafting.EDITED, "edited_draft")
            return
        sending.doubt(self.db, self.lease, touch.touch_id, look_at=dead_at, now=now)

    def _look_again(self, touch: InDoubt, refused: str = "") -> None:
        now = self.clock()
        next_look = retry.next_look(touch.looks, now)
        if next_look is None:
            gone = GONE if touch.step is SendStep.SENDING else DELETED
            self._ask(touch, HIDDEN.format(refused=refused) if refused else gone, "unknown_outcome")
            return
        sending.doubt(self.db, self.lease, touch.touch_id, look_at=next_look, now=now)

    def _read_back(self, touch_id: int, gmail_id: str) -> None:
        try:
            rfc_id = self.gmail.message_id(gmail_id)
        except NotFound:
            naming.missed(self.db, self.lease, touch_id, self.clock())
            return
        except (RateLimited, Unavailable, Rejected) as error:
            log.info("message id not read yet", touch=touch_id, reason=type(error).__name__)
            retrying.slow_down(self.db, self.lease, error, self.clock())
            return
        sending.note_message_id(self.db, self.lease, touch_id, rfc_id, self.clock())


def _dead_at(touch: InDoubt) -> datetime | None:
    """Tell when a request to send is surely dead at both ends; None if there was none."""
    if touch.step is not SendStep.SENDING or not touch.sending_at:
        return None
    return touch.sending_at + retry.SURELY_DEAD
