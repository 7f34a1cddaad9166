"""Which versions a second pair of eyes has seen."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Transaction, add_once
from storage.household import Approval
from storage.models import SequenceVersion


def add(tx: Transaction, version_id: int, recruiter_id: int, now: datetime) -> bool:
    """Write down that somebody approved a version; False if somebody had already."""
    return add_once(tx, Approval, version_id=version_id, recruiter_id=recruiter_id, at=now)


def of_version(tx: Transaction, version_id: int) -> Approval | None:
    """Tell who approved a version, and when."""
    return tx.scalar(select(Approval).where(Approval.version_id == version_id))


def latest(tx: Transaction, sequence_id: int) -> SequenceVersion | None:
    """Give the newest version of a sequence that was approved."""
    approved = select(SequenceVersion).join(Approval, Approval.version_id == SequenceVersion.id)
    newest = approved.where(SequenceVersion.sequence_id == sequence_id)
    return tx.scalar(newest.order_by(SequenceVersion.number.desc()).limit(1))


def waiting(tx: Transaction, sequence_ids: Collection[int]) -> set[int]:
    """Say of which of these sequences the latest version was not approved."""
    newest = (
        select(SequenceVersion.sequence_id, func.max(SequenceVersion.id).label("version_id"))
        .where(SequenceVersion.sequence_id.in_(sequence_ids))
        .group_by(SequenceVersion.sequence_id)
        .subquery()
    )
    unseen = select(newest.c.sequence_id).outerjoin(Approval, Approval.version_id == newest.c.version_id)
    return set(tx.scalars(unseen.where(Approval.version_id.is_(None))))
