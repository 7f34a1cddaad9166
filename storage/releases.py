"""Who asks whom for a person they are in touch with, and what was said."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction, add_once
from storage.models import Release
from storage.statuses import ReleaseStatus


def ensure(
    tx: Transaction,
    *,
    team: str,
    candidate_id: int,
    asker_id: int,
    owner_id: int,
    sequence_id: int | None,
    now: datetime,
) -> tuple[Release, bool]:
    """Find, for changing, or begin what one recruiter asks another about a person; tell whether it was begun now."""
    of_them = {"candidate_id": candidate_id, "asker_id": asker_id, "owner_id": owner_id}
    begun = add_once(
        tx,
        Release,
        team_id=team,
        **of_them,
        sequence_id=sequence_id,
        status=ReleaseStatus.ASKED,
        asked_at=now,
    )
    return tx.scalars(select(Release).filter_by(**of_them).with_for_update(of=Release)).one(), begun


def get(tx: Transaction, release_id: int) -> Release | None:
    """Find what was asked."""
    return tx.get(Release, release_id)


def lock(tx: Transaction, release_id: int) -> Release | None:
    """Take what was asked for changing; the row is read afresh."""
    wanted = select(Release).where(Release.id == release_id).with_for_update(of=Release)
    return tx.scalar(wanted.execution_options(populate_existing=True))


def asked_by(tx: Transaction, candidate_id: int, asker_id: int) -> list[Release]:
    """List what one recruiter has asked about a person."""
    wanted = select(Release).where(Release.candidate_id == candidate_id, Release.asker_id == asker_id)
    return list(tx.scalars(wanted))
