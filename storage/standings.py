"""How sequences stand for whoever hears of them in a channel: what waits, what comes next, what is not answered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, TextClause, func, select, text

from storage.agenda import GOING
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Mailbox, Sequence, Touch
from storage.statuses import EnrollmentStatus

# Written out, so that the partial indexes of what waits are seen to do.
_UNANSWERED = text(
    "inbound.kind in ('human', 'calendar') and inbound.answered_at is null and inbound.mark is null"
)

_WAITING_MAIL = text("touches.status = 'scheduled' and touches.mailbox_id is not null")
_WAITING_HAND = text("touches.status = 'scheduled' and touches.mailbox_id is null")


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
    """Tell what of each sequence is planned before an instant, and when the first e-mail leaves.

    Mail is asked for mailbox by mailbox, as its index has it: what is due soon is looked at, not everybody enrolled.
    """
    mail = _planned(
        tx, sequence_ids, before, _WAITING_MAIL, Touch.mailbox_id.in_(select(Mailbox.id)),
        Touch.sequence_id.in_(sequence_ids),
    )  # fmt: skip
    by_hand = _planned(tx, sequence_ids, before, _WAITING_HAND)
    found: dict[int, Coming] = {}
    for sequence_id in {*mail, *by_hand}:
        emails, first = mail.get(sequence_id, (0, None))
        others, _ = by_hand.get(sequence_id, (0, None))
        found[sequence_id] = Coming(emails=emails, by_hand=others, next_at=first)
    return found


def _planned(
    tx: Transaction, sequence_ids: Collection[int], before: datetime, *which: ColumnElement[bool] | TextClause
) -> dict[int, tuple[int, datetime]]:
    due = select(Touch.enrollment_id, Touch.due_at).where(
        *which, Touch.due_at < before, Touch.answers_id.is_(None)
    )
    # What is due is found first: joined at once, PostgreSQL may begin with everybody in these sequences.
    soon = due.cte("soon").prefix_with("MATERIALIZED")
    rows = tx.execute(
        select(Enrollment.sequence_id, func.count(), func.min(soon.c.due_at))
        .join(soon, soon.c.enrollment_id == Enrollment.id)
        .join(Sequence, Sequence.id == Enrollment.sequence_id)
        .where(Enrollment.sequence_id.in_(sequence_ids), *GOING)
        .group_by(Enrollment.sequence_id)
    )
    return {sequence_id: (count, first) for sequence_id, count, first in rows}


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
