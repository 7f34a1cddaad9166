"""What is planned for whom, many enrollments at a time: what planning anew needs, in the order everybody locks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from storage import borrowings
from storage.database import Transaction
from storage.models import Enrollment, Touch
from storage.statuses import OPEN, TouchStatus

WENT = (TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A touch that is still to come, and when the one before it went."""

    touch: Touch
    enrollment: Enrollment
    before: datetime | None


def open_after(tx: Transaction, enrollment_id: int, *, recruiter_id: int | None, limit: int) -> list[int]:
    """List open enrollments, of one recruiter or of all, that come after one in order of their ids."""
    following = select(Enrollment.id).where(Enrollment.id > enrollment_id, Enrollment.status.in_(OPEN))
    if recruiter_id is not None:
        following = following.where(Enrollment.recruiter_id == recruiter_id)
    return list(tx.scalars(following.order_by(Enrollment.id).limit(limit)))


def hold(tx: Transaction, enrollment_ids: Sequence[int]) -> list[Enrollment]:
    """Take enrollments for changing, their mailboxes before them as everybody does; rows are read afresh."""
    borrowings.lock_mailboxes(tx, enrollment_ids)
    among = (Enrollment.id.in_(enrollment_ids), Enrollment.status.in_(OPEN))
    taken = select(Enrollment).where(*among).order_by(Enrollment.id)
    beside = (selectinload(Enrollment.candidate), selectinload(Enrollment.recruiter))
    return list(
        tx.scalars(taken.options(*beside).with_for_update().execution_options(populate_existing=True))
    )


def waiting(tx: Transaction, held: Sequence[Enrollment], now: datetime) -> list[Waiting]:
    """List what is still to come for these enrollments: not due yet, and nothing of it on its way to Gmail."""
    by_id = {enrollment.id: enrollment for enrollment in held}
    rows = select(Touch).where(
        Touch.enrollment_id.in_(by_id),
        Touch.status == TouchStatus.SCHEDULED,
        Touch.due_at > now,
        Touch.step.is_(None),
        Touch.draft_id == "",
        Touch.answers_id.is_(None),
    )
    ordered = rows.order_by(Touch.enrollment_id, Touch.position).options(selectinload(Touch.stage))
    found = list(tx.scalars(ordered.execution_options(populate_existing=True)))
    went = _went(tx, [touch.enrollment_id for touch in found])
    return [
        Waiting(
            touch=touch,
            enrollment=by_id[touch.enrollment_id],
            before=_before(went.get(touch.enrollment_id, {}), touch.position),
        )
        for touch in found
    ]


def _went(tx: Transaction, enrollment_ids: Sequence[int]) -> dict[int, dict[int, datetime]]:
    rows = tx.execute(
        select(Touch.enrollment_id, Touch.position, Touch.done_at).where(
            Touch.enrollment_id.in_(enrollment_ids), Touch.status.in_(WENT), Touch.done_at.is_not(None)
        )
    )
    went: dict[int, dict[int, datetime]] = {}
    for enrollment_id, position, done_at in rows:
        if done_at is not None:
            went.setdefault(enrollment_id, {})[position] = done_at
    return went


def _before(went: dict[int, datetime], position: int) -> datetime | None:
    earlier = [place for place in went if place < position]
    return went[max(earlier)] if earlier else None
