"""What the team did with somebody already: every message, and who else of their company is in a sequence."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, func, literal, select, union

from storage.database import Transaction
from storage.enrollments import IS_OPEN
from storage.household import LoggedTouch
from storage.models import Candidate, CandidateAddress, Enrollment, Touch
from storage.statuses import TouchStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One stage that went out to somebody, by mail or by hand; or a touch besides every sequence, of no enrollment."""

    enrollment_id: int | None
    recruiter_id: int
    at: datetime


def of_candidate(tx: Transaction, candidate_id: int) -> list[Message]:
    """List every message to a person, and every touch that was logged, the earliest first; replies are no outreach."""
    went = Touch.status.in_((TouchStatus.SENT, TouchStatus.DONE))
    staged = (
        select(Touch.enrollment_id, Enrollment.recruiter_id, Touch.done_at)
        .join(Enrollment, Enrollment.id == Touch.enrollment_id)
        .where(Enrollment.candidate_id == candidate_id, went, Touch.answers_id.is_(None))
        .order_by(Touch.done_at, Touch.id)
    )
    besides = (
        select(literal(None), LoggedTouch.recruiter_id, LoggedTouch.at)
        .where(LoggedTouch.candidate_id == candidate_id)
        .order_by(LoggedTouch.at, LoggedTouch.id)
    )
    found = [
        Message(enrollment_id=enrollment_id, recruiter_id=recruiter_id, at=at)
        for wanted in (staged, besides)
        for enrollment_id, recruiter_id, at in tx.execute(wanted)
        if at is not None
    ]
    return sorted(found, key=lambda one: one.at)


def open_at_company(tx: Transaction, team: str, domain: str, key: str, *, beside: int) -> int:
    """Count the people of a company, by its domain or its folded name, who are in a sequence; `beside` is not meant."""
    people = union(_at(team, domain), _of(team, key))
    wanted = select(func.count(Enrollment.candidate_id.distinct())).where(
        IS_OPEN, Enrollment.candidate_id.in_(people), Enrollment.candidate_id != beside
    )
    return tx.scalar(wanted) or 0


def open_behind(tx: Transaction, team: str, address: str, domain: str, key: str, *, limit: int) -> list[int]:
    """List the open enrollments of whoever has an address, or is at a domain or company; what is empty names nobody."""
    theirs = select(CandidateAddress.candidate_id).where(
        CandidateAddress.team_id == team, CandidateAddress.key == address, literal(address) != ""
    )
    people: CompoundSelect[int] = union(theirs, _at(team, domain), _of(team, key))
    wanted = select(Enrollment.id).where(IS_OPEN, Enrollment.candidate_id.in_(people))
    return list(tx.scalars(wanted.order_by(Enrollment.id).limit(limit)))


def _at(team: str, domain: str) -> Select[int]:
    return select(CandidateAddress.candidate_id).where(
        CandidateAddress.team_id == team, CandidateAddress.domain == domain, literal(domain) != ""
    )


def _of(team: str, key: str) -> Select[int]:
    return select(Candidate.id).where(
        Candidate.team_id == team, Candidate.company_key == key, literal(key) != ""
    )
