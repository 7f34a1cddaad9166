"""Whom a recruiter has enrolled, by name: asked for by somebody who looks for a person, never by a worker."""

from sqlalchemy import func, select

from storage.database import Transaction
from storage.enrollments import BESIDE
from storage.models import Candidate, Enrollment

OF_LATE = 1_000
"""So many of the latest enrollments of a recruiter are looked through for a name."""


def met(tx: Transaction, recruiter_id: int, words: str, *, limit: int) -> list[tuple[int, str]]:
    """List people somebody has enrolled of late whose names hold these words, in any case: id and name."""
    late = select(Enrollment.id, Enrollment.candidate_id).where(Enrollment.recruiter_id == recruiter_id)
    recent = late.order_by(Enrollment.id.desc()).limit(OF_LATE).subquery()
    name = func.trim(Candidate.first_name + " " + Candidate.last_name)
    rows = tx.execute(
        select(Candidate.id, name)
        .join(recent, recent.c.candidate_id == Candidate.id)
        .where(func.lower(name).contains(words.lower(), autoescape=True))
        .group_by(Candidate.id, name)
        .order_by(func.max(recent.c.id).desc())
        .limit(limit)
    )
    return [(candidate_id, found) for candidate_id, found in rows]


def last_with(tx: Transaction, recruiter_id: int, candidate_id: int) -> Enrollment | None:
    """Find the latest enrollment of a person by a recruiter."""
    found = select(Enrollment).where(
        Enrollment.candidate_id == candidate_id, Enrollment.recruiter_id == recruiter_id
    )
    return tx.scalar(found.options(*BESIDE).order_by(Enrollment.id.desc()).limit(1))
