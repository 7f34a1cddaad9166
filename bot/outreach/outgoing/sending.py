"""One e-mail on its way: every change of its state is one short transaction under the mailbox's lease.

scheduled -> claimed (drafting, drafted, sending) -> sent
surely not sent -> scheduled again, with its draft; anything doubtful -> unknown, settled by evidence only
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.outreach.house import House
from bot.outreach.outgoing import advancing, handwriting, holding, splitting
from gmail.answers import Draft, Sent
from storage import enrollments, mailboxes, postings, touches
from storage.database import Database, Transaction
from storage.errors import Overtaken
from storage.letters import Owner
from storage.mailboxes import Lease
from storage.models import Mailbox, Touch
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus

log = structlog.get_logger()

NOBODY: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A mail that has just left, before that is written down: `owner` is its enrollment as it was when it was planned.

    `mailbox_id` is the one it left; `asked_thread_id` the thread it was to go into, empty for one of its own;
    `is_reply` tells one written by hand.
    """

    touch_id: int
    mailbox_id: int
    owner: Owner
    subject: str
    opens_subject: bool
    asked_thread_id: str
    sent: Sent
    at: datetime
    is_reply: bool = False


@contextmanager
def held(db: Database, lease: Lease, now: datetime) -> Iterator[tuple[Transaction, Mailbox]]:
    """Open a transaction of a round; raises storage.errors.LeaseLost when another worker has taken over."""
    with db.transaction() as tx:
        yield tx, mailboxes.renew(tx, lease, now)


def note_drafted(
    db: Database,
    lease: Lease,
    touch_id: int,
    draft: Draft,
    now: datetime,
    *,
    names: Mapping[int, str] = NOBODY,
) -> None:
    """Write down the draft, unless it was stopped: from here on its id is the single-use right to send.

    `names` are real Message-IDs of mails that went before, by touch.
    """
    with db.transaction() as tx:
        mailboxes.keep(tx, lease, now)
        postings.name(tx, names)
        postings.drafted(
            tx, touch_id, draft_id=draft.id, message_id=draft.message_id, thread_id=draft.thread_id
        )


def step_back(db: Database, lease: Lease, touch_id: int, now: datetime) -> None:
    """Return from the brink without having sent: what was read is no longer fresh."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.step, touch.sending_at = SendStep.DRAFTED, None


def note_gone(db: Database, lease: Lease, gone: Gone, house: House, now: datetime) -> None:
    """Write down that it went, and plan what follows, in one transaction."""
    try:
        with db.transaction() as tx:
            mailboxes.keep(tx, lease, now)
            settle(tx, gone, house)
    except Overtaken:  # adopted meanwhile, settled by whoever took over, or its enrollment has ended
        with held(db, lease, now) as (tx, _):
            mark_sent(tx, touches.lock(tx, gone.touch_id), gone.sent, house, gone.at)


def settle(tx: Transaction, gone: Gone, house: House) -> None:
    """Turn a touch that was being sent into a sent one, and its enrollment to the next stage.

    Raises storage.errors.Overtaken, at the latest when the transaction ends, if either is not as it was: `note_gone`
    then looks anew.
    """
    sent = gone.sent
    postings.sent(tx, gone.touch_id, gmail_id=sent.message_id, thread_id=sent.thread_id, now=gone.at)
    log.info("touch sent", touch=gone.touch_id, mailbox=gone.mailbox_id, position=gone.owner.position)
    if gone.is_reply:
        handwriting.went(tx, touches.lock(tx, gone.touch_id), thread_id=sent.thread_id, at=gone.at)
        return
    if gone.asked_thread_id and gone.asked_thread_id != sent.thread_id:
        splitting.warn(tx, touches.lock(tx, gone.touch_id), gone.at)
    subject = gone.subject if gone.opens_subject else gone.owner.subject
    advancing.go_on(tx, replace(gone.owner, thread_id=sent.thread_id, subject=subject), house, gone.at)


def note_sent(db: Database, lease: Lease, touch_id: int, sent: Sent, house: House, now: datetime) -> None:
    """Write down that a mail whose fate was unknown went, and plan what follows, in one transaction."""
    with held(db, lease, now) as (tx, _):
        mark_sent(tx, touches.lock(tx, touch_id), sent, house, now)


def mark_sent(tx: Transaction, touch: Touch, sent: Sent, house: House, went_at: datetime) -> None:
    """Turn a touch into a sent one and its enrollment to the next stage; doing it again changes nothing."""
    is_reply = touch.answers_id is not None
    if touch.status is TouchStatus.HELD and not is_reply:
        # The recruiter was asked what became of it, and here is the answer.
        held = {EnrollmentStatus.HELD}
        enrollments.turn(tx, touch.enrollment_id, expected=held, status=EnrollmentStatus.ACTIVE, why="")
    if touch.status is not TouchStatus.SENT:
        touch.status = TouchStatus.SENT
        touch.step = None
        touch.look_at, touch.looks = None, 0
        touch.done_at = went_at
        touch.gmail_id = sent.message_id
        touch.thread_id = sent.thread_id
        touch.draft_id = ""
        touch.mime = None
        log.info("touch sent", touch=touch.id, mailbox=touch.mailbox_id, position=touch.position)
    if is_reply:
        handwriting.went(tx, touch, thread_id=sent.thread_id, at=went_at)
        return
    enrollment = enrollments.lock(tx, touch.enrollment_id)
    if enrollment.thread_id and enrollment.thread_id != sent.thread_id and not touch.stage.new_thread:
        splitting.warn(tx, touch, went_at)
    enrollment.thread_id = sent.thread_id
    if not enrollment.subject or touch.stage.new_thread:
        enrollment.subject = touch.subject
    advancing.advance(tx, touch, house, went_at)


def note_not_sent(
    db: Database, lease: Lease, touch_id: int, *, again_at: datetime, why: str, now: datetime
) -> None:
    """Write down that it surely did not go; its draft waits with it until `again_at`."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        if touch.status not in touches.IN_DOUBT:
            return
        wait(touch, again_at, why, now)
        log.info("touch not sent", touch=touch.id, tries=touch.tries)


def wait(touch: Touch, again_at: datetime, why: str, now: datetime) -> None:
    """Let a touch that surely did not go wait until `again_at`, with its draft."""
    _take_back(touch, now)
    touch.step = SendStep.DRAFTED if touch.draft_id else None
    touch.look_at = touch.sending_at = None
    touch.looks = 0
    touch.due_at = max(again_at, touch.due_at)
    touch.not_before = touch.due_at
    touch.why = why


def _take_back(touch: Touch, now: datetime) -> None:
    """Let what did not leave wait anew, or end with its enrollment; a draft of it is then deleted."""
    is_open = touch.enrollment.status.is_open or touch.answers_id is not None
    touch.status = TouchStatus.SCHEDULED if is_open else TouchStatus.CANCELLED
    touch.done_at = None if is_open else now


def doubt(db: Database, lease: Lease, touch_id: int, *, look_at: datetime, now: datetime) -> None:
    """Write down that nobody knows whether it went; only evidence may settle it."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        if touch.status not in touches.IN_DOUBT:
            return
        touch.status = TouchStatus.UNKNOWN
        touch.look_at = look_at
        touch.looks += 1
        log.warning("touch in doubt", touch=touch.id, looks=touch.looks)


def ask(
    db: Database, lease: Lease, touch_id: int, *, why: str, now: datetime, kind: str = "unknown_outcome"
) -> None:
    """Hold a touch whose fate only the recruiter can tell, and ask."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        if touch.status not in touches.IN_DOUBT:
            return
        touch.why = why
        if not touch.enrollment.status.is_open and touch.answers_id is None:
            touch.status, touch.done_at = TouchStatus.CANCELLED, now
            return
        holding.for_a_person(tx, touch, kind, why=why, now=now)
        log.warning("touch asked about", touch=touch.id)


def abandon(db: Database, lease: Lease, touch_id: int, *, why: str, now: datetime) -> None:
    """Take a claimed touch back without sending: it is scheduled anew, or stays cancelled if it was stopped."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.step = None
        touch.draft_id = touch.draft_message_id = ""
        if touch.status in touches.IN_DOUBT:
            _take_back(touch, now)
            touch.why, touch.look_at = why if touch.answers_id is None else "", None


def restart(db: Database, lease: Lease, touch_id: int, now: datetime) -> None:
    """Plan a touch anew that an earlier round left before any draft of it was known."""
    with held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        touch.step = None
        if touch.status in touches.IN_DOUBT:
            _take_back(touch, now)
            touch.look_at = None


def note_draft_deleted(db: Database, lease: Lease, touch_id: int, now: datetime) -> None:
    """Write down that a stopped touch has no draft at Gmail any more."""
    with held(db, lease, now) as (tx, _):
        touches.lock(tx, touch_id).draft_id = ""


def note_message_id(db: Database, lease: Lease, touch_id: int, rfc_id: str, now: datetime) -> None:
    """Keep the real Message-ID, by which answers and later stages refer to this mail."""
    with db.transaction() as tx:
        mailboxes.keep(tx, lease, now)
        postings.name(tx, {touch_id: rfc_id})
