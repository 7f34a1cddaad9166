"""Touches somebody made besides every sequence, as they logged them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storage.database import Transaction
from storage.household import LoggedTouch
from storage.models import Recruiter
from storage.statuses import StageKind


def add(
    tx: Transaction,
    recruiter: Recruiter,
    candidate_id: int,
    *,
    kind: StageKind,
    note: str,
    at: datetime,
    now: datetime,
) -> LoggedTouch:
    """Write down that somebody got in touch with a person at an instant."""
    row = LoggedTouch(
        team_id=recruiter.team_id,
        candidate_id=candidate_id,
        recruiter_id=recruiter.id,
        kind=kind,
        note=note,
        at=at,
        created_at=now,
    )
    tx.add(row)
    tx.flush()
    return row


def get(tx: Transaction, logged_id: int) -> LoggedTouch | None:
    """Take what was logged for changing."""
    return tx.get(LoggedTouch, logged_id, with_for_update=True)


def remove(tx: Transaction, row: LoggedTouch) -> None:
    """Take back what was logged."""
    tx.delete(row)
    tx.flush()


def find(
    tx: Transaction, recruiter_id: int, candidate_id: int, *, kind: StageKind, at: datetime
) -> LoggedTouch | None:
    """Find the very same, where somebody has logged it already."""
    same = select(LoggedTouch).where(
        LoggedTouch.candidate_id == candidate_id,
        LoggedTouch.recruiter_id == recruiter_id,
        LoggedTouch.kind == kind,
        LoggedTouch.at == at,
    )
    return tx.scalar(same.limit(1))


def of_candidate(tx: Transaction, candidate_id: int) -> list[LoggedTouch]:
    """List what was logged of a person, the oldest first."""
    found = select(LoggedTouch).where(LoggedTouch.candidate_id == candidate_id)
    ordered = found.options(joinedload(LoggedTouch.recruiter)).order_by(LoggedTouch.at, LoggedTouch.id)
    return list(tx.scalars(ordered))
