"""The numbers: computed by the database, never by loading rows."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, select, text

from storage.columns import UtcDateTime
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Touch
from storage.prepared import Prepared
from storage.statuses import OPEN, EnrollmentStatus, TouchStatus

# Written out, so that the partial index of what waits for an answer is seen to do.
_UNANSWERED = text(
    "inbound.kind in ('human', 'calendar') and inbound.answered_at is null and inbound.mark is null"
)


def statuses(tx: Transaction, sequence_ids: Collection[int]) -> dict[int, Counter[EnrollmentStatus]]:
    """Count enrollments by sequence and status."""
    rows = tx.execute(
        select(Enrollment.sequence_id, Enrollment.status, func.count())
        .where(Enrollment.sequence_id.in_(sequence_ids))
        .group_by(Enrollment.sequence_id, Enrollment.status)
    )
    found: dict[int, Counter[EnrollmentStatus]] = {sequence_id: Counter() for sequence_id in sequence_ids}
    for sequence_id, status, count in rows:
        found[sequence_id][status] = count
    return found


def mailed(tx: Transaction, sequence_id: int, since: datetime) -> int:
    """Count the people of a sequence whom a mail has gone to since an instant."""
    tx.flush()
    return int(_MAILED.scalar(tx, {"sequence": sequence_id, "since": since}))


def bounced(tx: Transaction, sequence_id: int, since: datetime) -> int:
    """Count the people of a sequence whose mail has come back for good since an instant."""
    tx.flush()
    return int(_BOUNCED.scalar(tx, {"sequence": sequence_id, "since": since}))


def funnel(tx: Transaction, sequence_id: int) -> list[tuple[int, int]]:
    """Count, stage by stage, how many touches of a sequence went out or were done."""
    rows = tx.execute(
        select(Touch.number, func.count())
        .join(Enrollment)
        .where(Enrollment.sequence_id == sequence_id, Touch.status.in_((TouchStatus.SENT, TouchStatus.DONE)))
        .where(Touch.answers_id.is_(None))
        .group_by(Touch.number)
        .order_by(Touch.number)
    )
    return [(number, count) for number, count in rows]


def unanswered(tx: Transaction, recruiter_id: int) -> list[InboundMail]:
    """List answers this person has neither labelled nor answered yet, the oldest first."""
    return list(
        tx.scalars(
            select(InboundMail)
            .join(Enrollment)
            .where(
                Enrollment.recruiter_id == recruiter_id,
                Enrollment.status == EnrollmentStatus.REPLIED,
                _UNANSWERED,
            )
            .order_by(InboundMail.received_at)
            .limit(20)
        )
    )


def open_count(tx: Transaction, sequence_id: int) -> int:
    """Count the people something may still go out to."""
    return (
        tx.scalar(
            select(func.count()).where(Enrollment.sequence_id == sequence_id, Enrollment.status.in_(OPEN))
        )
        or 0
    )


def next_due_at(tx: Transaction, sequence_id: int) -> datetime | None:
    """Tell when the next thing of a sequence is due, by mail or by hand, were it not paused; None if nothing is."""
    return tx.scalar(
        select(func.min(Touch.due_at))
        .join(Enrollment)
        .where(
            Enrollment.sequence_id == sequence_id,
            Enrollment.status == EnrollmentStatus.ACTIVE,
            Touch.status == TouchStatus.SCHEDULED,
        )
    )


_IN = Enrollment.sequence_id == bindparam("sequence")
_MAILED = Prepared(
    select(func.count(Enrollment.id.distinct()))
    .join(Touch, Touch.enrollment_id == Enrollment.id)
    .where(_IN, Touch.status == literal_column("'sent'"))
    .where(Touch.done_at >= bindparam("since", type_=UtcDateTime))
)
_BOUNCED = Prepared(
    select(func.count()).where(
        _IN,
        Enrollment.status == literal_column("'bounced'"),
        Enrollment.ended_at >= bindparam("since", type_=UtcDateTime),
    )
)
