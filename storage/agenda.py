"""What is due when, and what is still waited for: the questions a round, a reminder and a morning ask."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from storage.database import Transaction
from storage.models import Enrollment, Sequence, Touch
from storage.statuses import FINAL, OPEN, EnrollmentStatus, SequenceStatus, TouchStatus
from storage.touches import ALL, IN_DOUBT

RUNNING = (SequenceStatus.ACTIVE, SequenceStatus.FINISHING)
GOING = (Enrollment.status == EnrollmentStatus.ACTIVE, Sequence.status.in_(RUNNING))


def due_by_hand(tx: Transaction, now: datetime, *, limit: int) -> list[Touch]:
    """Take the manual touches that are due and nobody was reminded of yet."""
    return list(
        tx.scalars(
            select(Touch)
            .join(Enrollment)
            .join(Sequence)
            .where(
                Touch.status == TouchStatus.SCHEDULED,
                Touch.mailbox_id.is_(None),
                Touch.due_at <= now,
                Touch.reminded_at.is_(None),
                *GOING,
            )
            .order_by(Touch.due_at, Touch.id)
            .limit(limit)
            .with_for_update(of=Touch, skip_locked=True)
        )
    )


def next_by_hand_at(tx: Transaction) -> datetime | None:
    """Tell when the next manual touch is due that nobody was reminded of yet."""
    return tx.scalar(
        select(func.min(Touch.due_at))
        .join(Enrollment)
        .join(Sequence)
        .where(
            Touch.status == TouchStatus.SCHEDULED,
            Touch.mailbox_id.is_(None),
            Touch.reminded_at.is_(None),
            *GOING,
        )
    )


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
    """List what a person still has open and due before an instant, soonest first."""
    return _ordered(
        tx,
        Enrollment.recruiter_id == recruiter_id,
        Touch.answers_id.is_(None),
        Touch.status.not_in(FINAL),
        Enrollment.status.in_(OPEN),
        or_(Touch.due_at < before, Touch.status.in_((TouchStatus.HELD, TouchStatus.UNKNOWN))),
    )


def _ordered(tx: Transaction, *where: ColumnElement[bool]) -> list[Touch]:
    found = (
        select(Touch).join(Enrollment).where(*where).options(ALL).order_by(Touch.due_at, Touch.id).limit(100)
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
