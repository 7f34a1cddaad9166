"""How sequences stand for whoever hears of them in a channel: what waits, what comes next, what is not answered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, StageKind, TouchStatus

# Written out, so that the partial index of what waits for an answer is seen to do.
_UNANSWERED = text(
    "inbound.kind in ('human', 'calendar') and inbound.answered_at is null and inbound.mark is null"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What is planned of one sequence up to some instant; `next_at` is the first e-mail of it."""

    emails: int = 0
    by_hand: int = 0
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Answers of one sequence nobody has dealt with, and since when the oldest waits."""

    count: int
    since: datetime


def held(tx: Transaction, sequence_ids: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    """Count what is held, by sequence and by reason as it was written down."""
    rows = tx.execute(
        select(Enrollment.sequence_id, Enrollment.why, func.count())
        .where(Enrollment.sequence_id.in_(sequence_ids), Enrollment.status == EnrollmentStatus.HELD)
        .group_by(Enrollment.sequence_id, Enrollment.why)
    )
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for sequence_id, why, count in rows:
        found[sequence_id].append((why, count))
    return found


def coming(tx: Transaction, sequence_ids: Collection[int], before: datetime) -> dict[int, Coming]:
    """Tell what of each sequence is planned before an instant, and when the first e-mail leaves."""
    is_email = Touch.kind == StageKind.EMAIL
    rows = tx.execute(
        select(Enrollment.sequence_id, is_email, func.count(), func.min(Touch.due_at))
        .join(Enrollment)
        .where(
            Enrollment.sequence_id.in_(sequence_ids),
            Enrollment.status == EnrollmentStatus.ACTIVE,
            Touch.status == TouchStatus.SCHEDULED,
            Touch.answers_id.is_(None),
            Touch.due_at < before,
        )
        .group_by(Enrollment.sequence_id, is_email)
    )
    kinds: dict[int, dict[bool, tuple[int, datetime]]] = defaultdict(dict)
    for sequence_id, by_mail, count, first in rows:
        kinds[sequence_id][bool(by_mail)] = (count, first)
    return {sequence_id: _coming(of) for sequence_id, of in kinds.items()}


def _coming(kinds: dict[bool, tuple[int, datetime]]) -> Coming:
    emails, first = kinds.get(True, (0, None))
    return Coming(emails=emails, by_hand=kinds[False][0] if False in kinds else 0, next_at=first)


def unanswered(tx: Transaction, sequence_ids: Collection[int]) -> dict[int, Waiting]:
    """Count the answers of each sequence that nobody has labelled or answered, and tell since when the oldest waits."""
    rows = tx.execute(
        select(Enrollment.sequence_id, func.count(), func.min(InboundMail.received_at))
        .join(InboundMail, InboundMail.enrollment_id == Enrollment.id)
        .where(
            Enrollment.sequence_id.in_(sequence_ids),
            Enrollment.status == EnrollmentStatus.REPLIED,
            _UNANSWERED,
        )
        .group_by(Enrollment.sequence_id)
    )
    return {sequence_id: Waiting(count=count, since=since) for sequence_id, count, since in rows}
