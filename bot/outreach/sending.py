"""One e-mail on its way: every change of its state is one short transaction under the mailbox's lease.

scheduled -> claimed (planned, drafting, drafted, sending) -> sent
surely not sent -> scheduled again, with its draft; anything doubtful -> unknown, settled by evidence only
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.outreach import advancing, owing
from bot.outreach.house import House
from bot.rules import pacing, retry
from gmail.answers import Draft, Sent
from storage import agenda, enrollments, mailboxes, touches
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox, Touch
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class InDoubt:
    """A touch an earlier round left half-way, as far as settling needs it."""

    touch_id: int
    step: SendStep | None
    token: str
    draft_id: str
    draft_message_id: str
    thread_id: str
    cursor: int
    sending_at: datetime | None
    looks: int
    is_due: bool


def claim_mailbox(db: Database, now: datetime) -> Lease | None:
    """Take the mailbox that has been ready longest, under a lease."""
    with db.transaction() as tx:
        return mailboxes.claim_ready(tx, now)


def wake_all(db: Database, now: datetime) -> None:
    """Let every connected mailbox be looked at now."""
    with db.transaction() as tx:
        mailboxes.wake_all(tx, now)


@contextmanager
def held(db: Database, lease: Lease, now: datetime) -> Iterator[tuple[Transaction, Mailbox]]:
    """Open a transaction of a round; raises storage.errors.LeaseLost when another worker has taken over."""
    with db.transaction() as tx:
        yield tx, mailboxes.renew(tx, lease, now)


def note_drafting(db: Database, lease: Lease, touch_id: int, now: datetime) -> bool:
    """Write down that a draft may exist from here on, and what history had reached; False if it was stopped."""
    with held(db, lease, now) as (tx, mailbox):
        touch = touches.lock(tx, touch_id)
        if touch.status is not TouchStatus.CLAIMED:
            return False
        touch.step = SendStep.DRAFTING
        touch.cursor = mailbox.cursor
        return True


def note_drafted(db: Database, lease: Lease, touch_id: int, draft: Draft, now: datetime) -> None:
    """Write down the draft: from here on its id is the single-use right to send."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.step = SendStep.DRAFTED
        touch.draft_id = draft.id
        touch.draft_message_id = draft.message_id
        touch.draft_thread_id = draft.thread_id


def begin(db: Database, lease: Lease, touch_id: int, now: datetime) -> bool:
    """Compare and set, the last word before the wire: still active, still ours. False means it must not leave."""
    with held(db, lease, now) as (tx, mailbox):
        touch = touches.lock(tx, touch_id)
        enrollment = enrollments.lock(tx, touch.enrollment_id)
        if enrollment.status is not EnrollmentStatus.ACTIVE or touch.status is not TouchStatus.CLAIMED:
            return False
        touch.step = SendStep.SENDING
        touch.sending_at = now
        touch.cursor = mailbox.cursor
        touch.tries += 1
        return True


def step_back(db: Database, lease: Lease, touch_id: int, now: datetime) -> None:
    """Return from the brink without having sent: what was read is no longer fresh."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.step, touch.sending_at = SendStep.DRAFTED, None


def note_sent(db: Database, lease: Lease, touch_id: int, sent: Sent, house: House, now: datetime) -> None:
    """Write down that it went, and plan what follows, in one transaction."""
    with held(db, lease, now) as (tx, _):
        mark_sent(tx, touches.lock(tx, touch_id), sent, house, now)


def mark_sent(tx: Transaction, touch: Touch, sent: Sent, house: House, went_at: datetime) -> None:
    """Turn a touch into a sent one and its enrollment to the next stage; doing it again changes nothing."""
    if touch.status is not TouchStatus.SENT:
        touch.status = TouchStatus.SENT
        touch.step = None
        touch.look_at = None
        touch.done_at = went_at
        touch.gmail_id = sent.message_id
        touch.thread_id = sent.thread_id
        touch.draft_id = ""
        touch.mime = None
        log.info("touch sent", touch=touch.id, mailbox=touch.mailbox_id, position=touch.position)
    enrollment = enrollments.lock(tx, touch.enrollment_id)
    if enrollment.thread_id and enrollment.thread_id != sent.thread_id:
        log.warning("thread changed", touch=touch.id, enrollment=enrollment.id)
    enrollment.thread_id = sent.thread_id
    if not enrollment.subject or touch.stage.new_thread:
        enrollment.subject = touch.subject
    tx.flush()
    advancing.advance(tx, touch, house, went_at)


def note_message_id(db: Database, lease: Lease, touch_id: int, rfc_id: str, now: datetime) -> None:
    """Keep the real Message-ID, by which answers and later stages refer to this mail."""
    with held(db, lease, now) as (tx, _):
        touches.lock(tx, touch_id).rfc_id = rfc_id


def note_not_sent(
    db: Database, lease: Lease, touch_id: int, *, again_at: datetime, why: str, now: datetime
) -> None:
    """Write down that it surely did not go; its draft waits with it until `again_at`."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        if touch.status not in {TouchStatus.CLAIMED, TouchStatus.UNKNOWN}:
            return
        _take_back(touch, now)
        touch.step = SendStep.DRAFTED if touch.draft_id else None
        touch.look_at = touch.sending_at = None
        touch.looks = 0
        touch.due_at = max(again_at, touch.due_at)
        touch.why = why
        log.info("touch not sent", touch=touch.id, tries=touch.tries)


def _take_back(touch: Touch, now: datetime) -> None:
    """Let what did not leave wait anew, or end with its enrollment; a draft of it is then deleted."""
    is_open = touch.enrollment.status.is_open
    touch.status = TouchStatus.SCHEDULED if is_open else TouchStatus.CANCELLED
    touch.done_at = None if is_open else now


def doubt(db: Database, lease: Lease, touch_id: int, *, look_at: datetime, now: datetime) -> None:
    """Write down that nobody knows whether it went; only evidence may settle it."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.status = TouchStatus.UNKNOWN
        touch.look_at = look_at
        touch.looks += 1
        log.warning("touch in doubt", touch=touch.id, looks=touch.looks)


def ask(db: Database, lease: Lease, touch_id: int, *, why: str, now: datetime) -> None:
    """Hold a touch whose fate only the recruiter can tell, and ask."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.why = why
        if not touch.enrollment.status.is_open:
            touch.status, touch.done_at = TouchStatus.CANCELLED, now
            return
        touch.status = TouchStatus.HELD
        enrollments.turn(
            tx, touch.enrollment_id, expected={EnrollmentStatus.ACTIVE}, status=EnrollmentStatus.HELD, why=why
        )
        owing.trouble(
            tx,
            touch.enrollment,
            "unknown_outcome",
            key=f"{touch.id}:{touch.tries}",
            about={"touch": touch.id, "why": why},
            now=now,
        )
        log.warning("touch asked about", touch=touch.id)


def abandon(db: Database, lease: Lease, touch_id: int, *, why: str, now: datetime) -> None:
    """Take a claimed touch back without sending: it is scheduled anew, or stays cancelled if it was stopped."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.step = None
        touch.draft_id = ""
        if touch.status is TouchStatus.CLAIMED:
            _take_back(touch, now)
            touch.why = why


def restart(db: Database, lease: Lease, touch_id: int, now: datetime) -> None:
    """Plan a touch anew that an earlier round left before any draft of it was known."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.step = None
        if touch.status is TouchStatus.CLAIMED:
            _take_back(touch, now)


def note_draft_deleted(db: Database, lease: Lease, touch_id: int, now: datetime) -> None:
    """Write down that a stopped touch has no draft at Gmail any more."""
    with held(db, lease, now) as (tx, _):
        touches.lock(tx, touch_id).draft_id = ""


def left_over(db: Database, lease: Lease, now: datetime) -> list[tuple[int, str]]:
    """List cancelled touches with the drafts that still lie in the mailbox."""
    with held(db, lease, now) as (tx, mailbox):
        return [(touch.id, touch.draft_id) for touch in touches.left_over(tx, mailbox.id)]


def in_doubt(db: Database, lease: Lease, now: datetime) -> list[InDoubt]:
    """List what an earlier round left half-way."""
    with held(db, lease, now) as (tx, mailbox):
        return [_in_doubt(touch, now) for touch in touches.doubtful(tx, mailbox.id)]


def _in_doubt(touch: Touch, now: datetime) -> InDoubt:
    look_at = touch.look_at
    if look_at is None and touch.sending_at is not None and touch.step is SendStep.SENDING:
        look_at = touch.sending_at + retry.FIRST_LOOK  # until then the first request may still be alive
    return InDoubt(
        touch_id=touch.id,
        step=touch.step,
        token=touch.token,
        draft_id=touch.draft_id,
        draft_message_id=touch.draft_message_id,
        thread_id=touch.draft_thread_id,
        cursor=touch.cursor or 0,
        sending_at=touch.sending_at,
        looks=touch.looks,
        is_due=look_at is None or look_at <= now,
    )


def rest(db: Database, lease: Lease, house: House, now: datetime, *, until: datetime | None = None) -> None:
    """Give the mailbox back until the next touch or the next reading; `until` keeps everybody away before."""
    with held(db, lease, now) as (tx, mailbox):
        ready_at = now + house.poll
        due_at = agenda.next_mail_at(tx, mailbox.id)
        if due_at is not None:
            ready_at = min(ready_at, max(due_at, free_from(tx, mailbox, house, now) or due_at))
        mailbox.stumbles = 0 if until is None else mailbox.stumbles + 1
        rests = [moment for moment in (until, mailbox.resting_until) if moment is not None and moment > now]
        mailboxes.release(
            tx,
            lease,
            ready_at=max(ready_at, now + timedelta(seconds=1)),
            resting_until=max(rests, default=None),
        )


def free_from(tx: Transaction, mailbox: Mailbox, house: House, now: datetime) -> datetime | None:
    """Tell when the mailbox may send its next mail by spacing and rolling cap; None means at once."""
    cap = house.pace.cap(own=mailbox.daily_cap, began_at=mailbox.began_at, now=now)
    last, nth = agenda.sent_since(tx, mailbox.id, nth=cap)
    jitter = 0.0 if last is None else (int(last.timestamp() * 1000) % 997) / 996
    return pacing.next_allowed(house.pace, last_sent_at=last, nth_latest_sent_at=nth, jitter=jitter)
