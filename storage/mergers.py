"""Two people who turned out to be one: what was the other's becomes the one's."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Transaction
from storage.household import LoggedTouch
from storage.mailboxes import changed
from storage.models import Candidate, CandidateAddress, CandidateLink, Enrollment, Forgetting, Release

THEIRS = (CandidateAddress, CandidateLink, Enrollment, LoggedTouch)
"""Everything that belongs to a person; touches, answers and lent mailboxes belong to an enrollment."""


def give(tx: Transaction, *, gone_id: int, candidate_id: int) -> int:
    """Give everything one person has to another; tell how many rows."""
    moved = 0
    for kind in THEIRS:
        theirs = update(kind).where(kind.candidate_id == gone_id).values(candidate_id=candidate_id)
        moved += changed(tx.execute(theirs, execution_options={"synchronize_session": False}))
    # What colleagues were asked about the other is over: the same may have been asked about the one.
    tx.execute(delete(Release).where(Release.candidate_id == gone_id))
    # One that was merged into the other before points to the one as well.
    signposts = update(Candidate).where(Candidate.merged_into_id == gone_id)
    tx.execute(
        signposts.values(merged_into_id=candidate_id), execution_options={"synchronize_session": False}
    )
    return moved


def are_forgotten(tx: Transaction, candidate_ids: Collection[int]) -> bool:
    """Tell whether one of these people is forgotten, or is about to be once nothing of theirs is in flight."""
    asked = select(Forgetting.id).where(Forgetting.candidate_id.in_(candidate_ids)).limit(1)
    gone = select(Candidate.id).where(Candidate.id.in_(candidate_ids), Candidate.forgotten_at.is_not(None))
    return tx.scalar(asked) is not None or tx.scalar(gone.limit(1)) is not None


def into(tx: Transaction, candidate_id: int) -> list[tuple[datetime, str]]:
    """List when, and by whom, other people were found to be this one."""
    merged = select(Candidate.merged_at, Candidate.merged_by).where(Candidate.merged_into_id == candidate_id)
    return [(at, by) for at, by in tx.execute(merged.order_by(Candidate.id)) if at is not None]
