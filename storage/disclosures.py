"""Everything held on one person, as it stands in the rows: asked for by hand, never by a worker."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Touch


def mails_to(tx: Transaction, enrollment_ids: Collection[int]) -> list[Touch]:
    """List every stage and reply of these enrollments, in order."""
    found = select(Touch).where(Touch.enrollment_id.in_(enrollment_ids)).options(joinedload(Touch.stage))
    return list(tx.scalars(found.order_by(Touch.enrollment_id, Touch.position)))


def mails_from(tx: Transaction, enrollment_ids: Collection[int]) -> list[InboundMail]:
    """List every mail that came in these enrollments, in order."""
    found = select(InboundMail).where(InboundMail.enrollment_id.in_(enrollment_ids))
    return list(tx.scalars(found.order_by(InboundMail.received_at, InboundMail.id)))
