"""What is due when, and what is still waited for: the questions a round, a reminder and a morning ask."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select, text
from sqlalchemy.orm import joinedload, selectinload

from storage.columns import UtcDateTime
from storage.database import Transaction
from storage.lent import Borrowing
from storage.models import Candidate, Enrollment, Sequence, Touch
from storage.statuses import FINAL, OPEN, EnrollmentStatus, SequenceStatus, TouchStatus
from storage.touches import ALL, IN_DOUBT

MOST_OPEN = 500
"""What somebody sees of what they have open; no mailbox sends so much in two days."""

RUNNING = (SequenceStatus.ACTIVE, SequenceStatus.FINISHING)
GOING = (Enrollment.status == EnrollmentStatus.ACTIVE, Sequence.status.in_(RUNNING))

# Written out, not bound: so that the databases can tell that their partial indexes will do.
_UNTOLD = text("touches.status = 'scheduled' and touches.mailbox_id is null and touches.reminded_at is null")
_WAITING_MAIL = text("touches.status = 'scheduled' and touches.mailbox_id is not null")
_TOLD = text("touches.status = 'scheduled' and touches.reminded_at is not null")
_ASKED_LATER = text("touches.status = 'scheduled' and touches.ask_at is not null")


def due_by_hand(tx: Transaction, now: datetime, *, limit: int) -> list[Touch]:
    """Take the manual touches that are due and nobody was reminded of yet."""
    return list(tx.scalars(_DUE, {"now": now, "most": limit}))


def overdue(tx: Transaction, now: datetime, *, limit: int) -> list[Touch]:
    """Take the manual touches somebody was reminded of so long ago that they are asked about once more."""
    return list(tx.scalars(_OVERDUE, {"now": now, "most": limit}))


def told_by_hand(tx: Transaction, doer_id: int, since: datetime) -> list[tuple[str, datetime]]:
    """List what somebody was reminded of since an instant and has not marked: in which notice, and when."""
    told = select(Touch.card_key, Touch.reminded_at).join(Enrollment)
    rows = tx.execute(told.where(_TOLD, Touch.reminded_at > since, _doer() == doer_id))
    return [(key, at) for key, at in rows if at is not None]


def _doer() -> ColumnElement[int]:
    """Name whose hand a manual stage waits for."""
    return func.coalesce(Touch.doer_id, Enrollment.recruiter_id)


def next_by_hand_at(tx: Transaction) -> datetime | None:
    """Tell when the next manual touch is due that nobody was reminded of yet."""
    return tx.scalar(select(func.min(Touch.due_at)).join(Enrollment).join(Sequence).where(_UNTOLD, *GOING))


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One mail we still wait on an answer for."""

    thread_id: str
    candidate_id: int


def threads_watched(tx: Transaction, mailbox_id: int, since: datetime) -> list[Watched]:
    """List every mail of a mailbox that left since an instant, or may have left, and may be answered."""
    thread = case((Touch.thread_id != "", Touch.thread_id), else_=Touch.draft_thread_id)
    left = and_(Touch.gmail_id != "", Touch.done_at > since)
    rows = tx.execute(
        select(thread, Enrollment.candidate_id)
        .join(Enrollment)
        .where(Touch.mailbox_id == mailbox_id, or_(left, and_(Touch.status.in_(IN_DOUBT), thread != "")))
    )
    return [Watched(thread_id=thread, candidate_id=candidate) for thread, candidate in rows]


def open_of_recruiter(tx: Transaction, recruiter_id: int, before: datetime) -> list[Touch]:
    """List what a person still has open and due before an instant, soonest first, handed to them or their own."""
    own = (Enrollment.recruiter_id == recruiter_id, Touch.doer_id.is_(None))
    found = [*_open(tx, before, *own), *_open(tx, before, Touch.doer_id == recruiter_id)]
    return sorted(found, key=lambda touch: (touch.due_at, touch.id))


def open_in_name(tx: Transaction, mailbox_id: int, before: datetime) -> list[Touch]:
    """List the emails that leave a mailbox before an instant to people whom others than its owner enrolled."""
    lent = select(Borrowing.enrollment_id).where(Borrowing.mailbox_id == mailbox_id)
    # Few are written to from a mailbox that is lent, and many wait in one's own: they are found by who they are.
    found = select(Touch).join(Enrollment).where(Touch.enrollment_id.in_(lent), _WAITING_MAIL)
    ours = found.where(Touch.mailbox_id == mailbox_id, Touch.due_at < before, Touch.answers_id.is_(None))
    return list(tx.scalars(ours.options(ALL).order_by(Touch.due_at, Touch.id).limit(MOST_OPEN)))


def _open(tx: Transaction, before: datetime, *whose: ColumnElement[bool]) -> list[Touch]:
    return _ordered(
        tx,
        *whose,
        Touch.answers_id.is_(None),
        Touch.status.not_in(FINAL),
        Enrollment.status.in_(OPEN),
        or_(Touch.due_at < before, Touch.status.in_((TouchStatus.HELD, TouchStatus.UNKNOWN))),
    )


def _ordered(tx: Transaction, *where: ColumnElement[bool]) -> list[Touch]:
    found = (
        select(Touch)
        .join(Enrollment)
        .where(*where)
        .options(ALL)
        .order_by(Touch.due_at, Touch.id)
        .limit(MOST_OPEN)
    )
    return list(tx.scalars(found))


def next_of_all_mail_at(tx: Transaction) -> datetime | None:
    """Tell when the next e-mail of any mailbox is due."""
    return tx.scalar(
        select(func.min(Touch.due_at))
        .join(Enrollment)
        .join(Sequence)
        .where(Touch.mailbox_id.is_not(None), Touch.status == TouchStatus.SCHEDULED)
        .where(or_(and_(*GOING), Touch.answers_id.is_not(None)))
    )


_NOW = bindparam("now", type_=UtcDateTime)
_ASKED = joinedload(Touch.enrollment)
_ADDRESSES = _ASKED.joinedload(Enrollment.candidate).selectinload(Candidate.addresses)
_TAKEN = (
    select(Touch)
    .join(Enrollment)
    .join(Sequence)
    .where(*GOING)
    .order_by(Touch.due_at, Touch.id)
    .limit(bindparam("most"))
    .options(ALL, _ADDRESSES)
    .with_for_update(of=Touch, skip_locked=True)
)
_OVERDUE = _TAKEN.where(_ASKED_LATER, Touch.ask_at <= _NOW)
_WORDS = (selectinload(Touch.stage), _ASKED.selectinload(Enrollment.own_stages))
_DUE = _TAKEN.where(_UNTOLD, Touch.due_at <= _NOW).options(*_WORDS)
