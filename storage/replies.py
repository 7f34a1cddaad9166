"""Replies by hand: touches that are no stage, in an enrollment beside its stages and far behind their positions."""

from sqlalchemy import ColumnElement, func, select

from storage.database import Transaction
from storage.models import Touch
from storage.queues import SCHEDULED

FIRST = 1_000_000_000
"""The first position of a reply; no sequence ever had that many stages."""


def next_position(tx: Transaction, enrollment_id: int) -> int:
    """Give the place of the next reply in an enrollment that is taken for changing."""
    last = tx.scalar(select(func.max(Touch.position)).where(*_of(enrollment_id)))
    return FIRST if last is None else last + 1


def of_enrollment(tx: Transaction, enrollment_id: int) -> list[Touch]:
    """List what was written by hand in one enrollment, in order."""
    return list(tx.scalars(select(Touch).where(*_of(enrollment_id)).order_by(Touch.position)))


def to(tx: Transaction, enrollment_id: int, inbound_id: int) -> list[Touch]:
    """List the replies to one mail, in order."""
    return [touch for touch in of_enrollment(tx, enrollment_id) if touch.answers_id == inbound_id]


def waiting(tx: Transaction, mailbox_id: int) -> list[Touch]:
    """List the replies that wait to leave a mailbox."""
    found = select(Touch).where(
        Touch.mailbox_id == mailbox_id,
        Touch.status == SCHEDULED,
        Touch.answers_id.is_not(None),
    )
    return list(tx.scalars(found.order_by(Touch.due_at, Touch.id)))


def _of(enrollment_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Touch.enrollment_id == enrollment_id, Touch.position >= FIRST)
