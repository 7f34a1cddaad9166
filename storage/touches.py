"""Touches: one stage for one candidate, at most once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, literal, or_, select, update
from sqlalchemy.orm import joinedload

from storage.columns import UtcDateTime
from storage.database import Transaction
from storage.mailboxes import changed
from storage.models import Enrollment, Sequence, Touch
from storage.statuses import FINAL, OPEN, EnrollmentStatus, SendStep, SequenceStatus, TouchStatus

R = TypeVar("R")

WAITING = (TouchStatus.SCHEDULED, TouchStatus.HELD)
IN_DOUBT = (TouchStatus.CLAIMED, TouchStatus.UNKNOWN)
GOING = (Enrollment.status == EnrollmentStatus.ACTIVE, Sequence.status == SequenceStatus.ACTIVE)
ALL = joinedload(Touch.enrollment).options(
    joinedload(Enrollment.candidate), joinedload(Enrollment.sequence), joinedload(Enrollment.recruiter)
)


def add(tx: Transaction, touch: Touch) -> Touch:
    """Plan a touch; the database refuses a second one of the same enrollment and stage."""
    tx.add(touch)
    tx.flush()
    return touch


def get(tx: Transaction, touch_id: int) -> Touch | None:
    """Find a touch with its enrollment, person, sequence and recruiter."""
    return tx.get(Touch, touch_id, options=(ALL, joinedload(Touch.stage)))


def lock(tx: Transaction, touch_id: int) -> Touch:
    """Take a touch for changing, its enrollment before it as everybody does; both are read afresh."""
    owner = select(Touch.enrollment_id).where(Touch.id == touch_id).scalar_subquery()
    _take(tx, select(Enrollment).where(Enrollment.id == owner))
    return _take(tx, select(Touch).where(Touch.id == touch_id))


def _take(tx: Transaction, row: Select[R]) -> R:
    return tx.scalars(row.with_for_update().execution_options(populate_existing=True)).one()


def may_have_left(touch: Touch) -> bool:
    """Tell whether a touch is over, or its mail on the wire: nobody can call it back."""
    on_the_wire = touch.status is TouchStatus.CLAIMED and touch.step is SendStep.SENDING
    return on_the_wire or touch.status.is_final or touch.status is TouchStatus.UNKNOWN


def next_due_mail(tx: Transaction, mailbox_id: int, now: datetime) -> Touch | None:
    """Give the e-mail of this mailbox that has been due longest; held and ended enrollments wait."""
    return tx.scalar(
        select(Touch)
        .join(Enrollment)
        .join(Sequence)
        .where(
            Touch.mailbox_id == mailbox_id,
            Touch.status == TouchStatus.SCHEDULED,
            Touch.due_at <= now,
            *GOING,
        )
        .order_by(Touch.due_at, Touch.id)
        .limit(1)
    )


def next_mail_at(tx: Transaction, mailbox_id: int) -> datetime | None:
    """Tell when the next e-mail of this mailbox is due, or doubt is looked into again."""
    due = tx.scalar(
        select(func.min(Touch.due_at))
        .join(Enrollment)
        .join(Sequence)
        .where(Touch.mailbox_id == mailbox_id, Touch.status == TouchStatus.SCHEDULED, *GOING)
    )
    look = tx.scalar(
        select(func.min(Touch.look_at)).where(
            Touch.mailbox_id == mailbox_id, Touch.status == TouchStatus.UNKNOWN
        )
    )
    known = [moment for moment in (due, look) if moment is not None]
    return min(known) if known else None


def doubtful(tx: Transaction, mailbox_id: int) -> list[Touch]:
    """List the touches of a mailbox that an earlier round left half-way."""
    return list(
        tx.scalars(
            select(Touch).where(Touch.mailbox_id == mailbox_id, Touch.status.in_(IN_DOUBT)).order_by(Touch.id)
        )
    )


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


def turn(
    tx: Transaction,
    touch_id: int,
    *,
    expected: Collection[TouchStatus],
    status: TouchStatus,
    now: datetime | None = None,
    by: str = "",
) -> bool:
    """Change a status if it is what we think it is; False means someone was faster."""
    values: dict[str, object] = {"status": status}
    if now is not None:
        values |= {"done_at": now, "done_by": by}
    turned = update(Touch).where(Touch.id == touch_id, Touch.status.in_(expected))
    return changed(tx.execute(turned.values(values))) == 1


def cancel_open(tx: Transaction, enrollment_id: int, now: datetime) -> None:
    """Cancel what has not left; one whose draft or mail may be on the wire is left to its outcome."""
    tx.execute(
        update(Touch)
        .where(
            Touch.enrollment_id == enrollment_id,
            or_(
                Touch.status.in_(WAITING),
                and_(
                    Touch.status == TouchStatus.CLAIMED, Touch.step.in_((SendStep.PLANNED, SendStep.DRAFTED))
                ),
            ),
        )
        .values(status=TouchStatus.CANCELLED, done_at=now)
    )


def left_over(tx: Transaction, mailbox_id: int) -> list[Touch]:
    """List cancelled touches whose draft still lies in the mailbox; deleting it disarms a frozen worker."""
    return list(
        tx.scalars(
            select(Touch).where(
                Touch.mailbox_id == mailbox_id, Touch.status == TouchStatus.CANCELLED, Touch.draft_id != ""
            )
        )
    )


def of_enrollment(tx: Transaction, enrollment_id: int) -> list[Touch]:
    """List the touches of one enrollment in order."""
    return list(
        tx.scalars(select(Touch).where(Touch.enrollment_id == enrollment_id).order_by(Touch.position))
    )


def last_mail(tx: Transaction, enrollment_id: int) -> Touch | None:
    """Give the last e-mail that went to this person in this enrollment."""
    return tx.scalar(
        select(Touch)
        .where(Touch.enrollment_id == enrollment_id, Touch.status == TouchStatus.SENT)
        .order_by(Touch.position.desc())
        .limit(1)
    )


def by_token(tx: Transaction, token: str) -> Touch | None:
    """Find the touch our header on a mail names."""
    return tx.scalar(select(Touch).where(Touch.token == token))


def recent_gmail_ids(tx: Transaction, mailbox_id: int, *, limit: int) -> set[str]:
    """List Gmail's ids of what we sent lately from a mailbox, so that history need not fetch them."""
    recent = (
        select(Touch.gmail_id)
        .where(Touch.mailbox_id == mailbox_id, Touch.gmail_id != "")
        .order_by(Touch.done_at.desc())
        .limit(limit)
    )
    return set(tx.scalars(recent))


def sent_since(tx: Transaction, mailbox_id: int, *, nth: int) -> tuple[datetime | None, datetime | None]:
    """Give when a mailbox last sent, and when it sent its nth-latest mail."""
    sent = (
        select(Touch.done_at)
        .where(Touch.mailbox_id == mailbox_id, Touch.status == TouchStatus.SENT)
        .order_by(Touch.done_at.desc())
    )
    return tx.scalar(sent.limit(1)), tx.scalar(sent.offset(nth - 1).limit(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """One mail we still wait on an answer for."""

    thread_id: str
    rfc_id: str
    candidate_id: int


def threads_watched(tx: Transaction, mailbox_id: int, since: datetime) -> list[Watched]:
    """List every mail of a mailbox that left since an instant, or may have left, and may be answered."""
    thread = case((Touch.thread_id != "", Touch.thread_id), else_=Touch.draft_thread_id)
    left = and_(Touch.gmail_id != "", Touch.done_at > since)
    rows = tx.execute(
        select(thread, Touch.rfc_id, Enrollment.candidate_id)
        .join(Enrollment)
        .where(Touch.mailbox_id == mailbox_id, or_(left, and_(Touch.status.in_(IN_DOUBT), thread != "")))
    )
    return [Watched(thread_id=thread, rfc_id=rfc, candidate_id=candidate) for thread, rfc, candidate in rows]


def postpone_open(tx: Transaction, enrollment_id: int, until: datetime, why: str) -> bool:
    """Move what has not left to a later instant; False if nothing was due before it."""
    moved = update(Touch).where(
        Touch.enrollment_id == enrollment_id, Touch.status == TouchStatus.SCHEDULED, Touch.due_at < until
    )
    return changed(tx.execute(moved.values(due_at=until, moved=why, reminded_at=None))) > 0


def open_of_recruiter(tx: Transaction, recruiter_id: int, before: datetime) -> list[Touch]:
    """List what a person still has open and due before an instant, soonest first."""
    return _ordered(
        tx,
        Enrollment.recruiter_id == recruiter_id,
        Touch.status.not_in(FINAL),
        Enrollment.status.in_(OPEN),
        or_(Touch.due_at < before, Touch.status.in_((TouchStatus.HELD, TouchStatus.UNKNOWN))),
    )


def _ordered(tx: Transaction, *where: ColumnElement[bool]) -> list[Touch]:
    found = (
        select(Touch).join(Enrollment).where(*where).options(ALL).order_by(Touch.due_at, Touch.id).limit(100)
    )
    return list(tx.scalars(found))


def without_message_id(tx: Transaction, mailbox_id: int) -> list[tuple[int, str]]:
    """List sent mails whose real Message-ID was not read back yet: touch and Gmail's id."""
    rows = tx.execute(
        select(Touch.id, Touch.gmail_id).where(
            Touch.mailbox_id == mailbox_id,
            Touch.status == TouchStatus.SENT,
            Touch.gmail_id != "",
            Touch.rfc_id == "",
        )
    )
    return [(touch_id, gmail_id) for touch_id, gmail_id in rows]


def revive(tx: Transaction, enrollment_id: int, now: datetime) -> None:
    """Schedule again what a stop had cancelled or held, never before now, and nothing that may have left."""
    back = update(Touch).where(
        Touch.enrollment_id == enrollment_id,
        Touch.status.in_((TouchStatus.CANCELLED, TouchStatus.HELD)),
        Touch.sending_at.is_(None),
    )
    late = case((Touch.due_at < now, literal(now, UtcDateTime)), else_=Touch.due_at)
    values = {
        "status": TouchStatus.SCHEDULED,
        "due_at": late,
        "done_at": None,
        "step": None,
        "reminded_at": None,
    }
    tx.execute(back.values(values), execution_options={"synchronize_session": False})


def drop_after(tx: Transaction, enrollment_id: int, position: int) -> bool:
    """Forget touches planned after a position; False, changing nothing, if one of them has begun."""
    later = (Touch.enrollment_id == enrollment_id, Touch.position > position)
    begun = tx.scalar(select(Touch.id).where(*later, Touch.status != TouchStatus.SCHEDULED).limit(1))
    if begun is not None:
        return False
    tx.execute(delete(Touch).where(*later))
    return True


def next_of_all_mail_at(tx: Transaction) -> datetime | None:
    """Tell when the next e-mail of any mailbox is due."""
    return tx.scalar(
        select(func.min(Touch.due_at))
        .join(Enrollment)
        .join(Sequence)
        .where(Touch.mailbox_id.is_not(None), Touch.status == TouchStatus.SCHEDULED, *GOING)
    )
