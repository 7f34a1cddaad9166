"""What was done to sequences: written down with the deed, never changed, read backwards."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction
from storage.household import Change
from storage.models import Sequence
from storage.statuses import Deed


def add(
    tx: Transaction,
    sequence: Sequence,
    deed: Deed,
    *,
    by: int | None,
    details: Mapping[str, object] | None = None,
    now: datetime,
) -> None:
    """Write down what somebody did to a sequence; nobody is Overture itself."""
    row = Change(
        team_id=sequence.team_id, sequence_id=sequence.id, recruiter_id=by, deed=deed,
        details=dict(details or {}), at=now,
    )  # fmt: skip
    tx.add(row)


def latest(tx: Transaction, sequence_id: int, *, most: int) -> list[Change]:
    """List what was done to a sequence, the newest first."""
    wanted = select(Change).where(Change.sequence_id == sequence_id)
    return list(tx.scalars(wanted.order_by(Change.at.desc(), Change.id.desc()).limit(most)))
