"""What happened to somebody, asked for by a person who opens their card: never more than the newest of it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only

from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Touch
from storage.statuses import TouchStatus

_OVER = (TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED)
_SEQUENCE = joinedload(Enrollment.sequence)


def gone(tx: Transaction, enrollment_ids: Collection[int], *, limit: int) -> list[Touch]:
    """List what went out, was done or left out in these enrollments, replies by hand among it, the newest first."""
    over = select(Touch).where(
        Touch.enrollment_id.in_(enrollment_ids), Touch.status.in_(_OVER), Touch.done_at.is_not(None)
    )
    shown = load_only(
        Touch.enrollment_id, Touch.number, Touch.kind, Touch.status, Touch.done_at, Touch.done_by, Touch.note,
        Touch.answers_id,
    )  # fmt: skip
    known = joinedload(Touch.enrollment).options(_SEQUENCE)
    return list(
        tx.scalars(over.options(shown, known).order_by(Touch.done_at.desc(), Touch.id.desc()).limit(limit))
    )


def came(tx: Transaction, enrollment_ids: Collection[int], *, limit: int) -> list[InboundMail]:
    """List the mail that came in for these enrollments, the newest first; what it says is not read."""
    mails = select(InboundMail).where(InboundMail.enrollment_id.in_(enrollment_ids))
    shown = load_only(
        InboundMail.enrollment_id, InboundMail.kind, InboundMail.received_at, InboundMail.mark,
        InboundMail.marked_by, InboundMail.why,
    )  # fmt: skip
    known = joinedload(InboundMail.enrollment).options(_SEQUENCE)
    newest = mails.options(shown, known).order_by(InboundMail.received_at.desc(), InboundMail.id.desc())
    return list(tx.scalars(newest.limit(limit)))
