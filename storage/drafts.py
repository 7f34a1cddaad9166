"""Plans on somebody's desk."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage.database import Transaction
from storage.models import Draft
from storage.statuses import DraftStatus

ON_THE_DESK = (DraftStatus.OPEN, DraftStatus.PARKED)


def add(
    tx: Transaction,
    recruiter_id: int,
    content: dict[str, Any],
    *,
    sequence_id: int | None,
    origin: dict[str, Any] | None = None,
    base_id: int | None = None,
    now: datetime,
) -> Draft:
    """Put a new plan on the desk; `origin` is what it was made from, `base_id` the version it edits."""
    draft = Draft(
        recruiter_id=recruiter_id,
        sequence_id=sequence_id,
        status=DraftStatus.OPEN,
        content=content,
        origin=origin or {},
        base_id=base_id,
        updated_at=now,
    )
    tx.add(draft)
    tx.flush()
    return draft


def lock(tx: Transaction, draft_id: int) -> Draft | None:
    """Take a draft for changing, so that two clicks follow each other."""
    return tx.scalar(select(Draft).where(Draft.id == draft_id).with_for_update())


def get(tx: Transaction, draft_id: int) -> Draft | None:
    """Look at a draft."""
    return tx.get(Draft, draft_id)


def unsaved(tx: Transaction, recruiter_id: int, *, limit: int) -> list[Draft]:
    """List the plans this person left on the desk, the newest first; edits of live sequences do not count."""
    return _on_the_desk(tx, recruiter_id, None, limit)


def latest_edit(tx: Transaction, recruiter_id: int, sequence_id: int) -> Draft | None:
    """Find the edit of a sequence this person left on the desk, the newest first."""
    return next(iter(_on_the_desk(tx, recruiter_id, sequence_id, 1)), None)


def _on_the_desk(tx: Transaction, recruiter_id: int, sequence_id: int | None, limit: int) -> list[Draft]:
    found = select(Draft).where(
        Draft.recruiter_id == recruiter_id,
        Draft.status.in_(ON_THE_DESK),
        Draft.sequence_id.is_not_distinct_from(sequence_id),
    )
    return list(tx.scalars(found.order_by(Draft.updated_at.desc(), Draft.id.desc()).limit(limit)))


def park(tx: Transaction, draft_id: int) -> None:
    """Leave an open plan on the desk for another time."""
    parked = update(Draft).where(Draft.id == draft_id, Draft.status == DraftStatus.OPEN)
    tx.execute(parked.values(status=DraftStatus.PARKED))
