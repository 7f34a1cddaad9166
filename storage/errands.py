"""Errands: who is still to be seen to, what became of the others; and the people of a sequence, to choose from."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, text, update

from storage.database import Transaction
from storage.enrollments import BESIDE
from storage.errand_rows import Errand, ErrandPerson
from storage.mailboxes import changed
from storage.models import Candidate, Enrollment
from storage.statuses import EnrollmentStatus

# Written out, not bound: so that the databases can tell that their partial indexes will do.
_GOING = text("errands.ended_at is null")
_TO_DO = text("errand_people.done_at is null")


def begin(
    tx: Transaction,
    errand: Errand,
    enrollment_ids: Collection[int],
) -> Errand:
    """Write an errand down, with everybody it is about."""
    tx.add(errand)
    tx.flush()
    people = [
        {"errand_id": errand.id, "enrollment_id": one, "why": ""} for one in sorted(set(enrollment_ids))
    ]
    if people:
        tx.execute(insert(ErrandPerson), people)
    return errand


def get(tx: Transaction, errand_id: int) -> Errand | None:
    """Find an errand."""
    return tx.get(Errand, errand_id)


def going(tx: Transaction, *, begun_by: datetime) -> list[int]:
    """List the errands that were begun by an instant and are not over."""
    return list(tx.scalars(select(Errand.id).where(_GOING, Errand.begun_at <= begun_by).order_by(Errand.id)))


def following(tx: Transaction, errand_id: int, *, limit: int) -> list[int]:
    """List who is still to be seen to, in order."""
    waiting = select(ErrandPerson.id).where(ErrandPerson.errand_id == errand_id, _TO_DO)
    return list(tx.scalars(waiting.order_by(ErrandPerson.id).limit(limit)))


def take(tx: Transaction, person_id: int) -> ErrandPerson | None:
    """Take one person of an errand for changing; None where somebody else has seen to them, or does so now."""
    wanted = select(ErrandPerson).where(ErrandPerson.id == person_id, _TO_DO)
    return tx.scalar(wanted.with_for_update(skip_locked=True).execution_options(populate_existing=True))


def end(tx: Transaction, errand_id: int, now: datetime) -> bool:
    """End an errand in which nobody is left; False if somebody is, or it had ended."""
    if following(tx, errand_id, limit=1):
        return False
    ended = update(Errand).where(Errand.id == errand_id, Errand.ended_at.is_(None)).values(ended_at=now)
    return changed(tx.execute(ended, execution_options={"synchronize_session": False})) == 1


def tally(tx: Transaction, errand_id: int) -> tuple[int, int, int]:
    """Count with whom it was done, with whom it could not be, and who is left."""
    rows = tx.execute(
        select(
            func.count(ErrandPerson.done_at),
            func.count(func.nullif(ErrandPerson.why, "")),
            func.count(),
        ).where(ErrandPerson.errand_id == errand_id)
    )
    seen_to, failed, everybody = rows.one()
    return seen_to - failed, failed, everybody - seen_to


def failures(tx: Transaction, errand_id: int, *, limit: int) -> list[tuple[Candidate, str]]:
    """List with whom it could not be done, and why."""
    rows = tx.execute(
        select(Candidate, ErrandPerson.why)
        .join(Enrollment, Enrollment.candidate_id == Candidate.id)
        .join(ErrandPerson, ErrandPerson.enrollment_id == Enrollment.id)
        .where(ErrandPerson.errand_id == errand_id, ErrandPerson.why != "")
        .order_by(ErrandPerson.id)
        .limit(limit)
    )
    return [(candidate, why) for candidate, why in rows]


def people(
    tx: Transaction,
    sequence_id: int,
    statuses: Collection[EnrollmentStatus],
    *,
    recruiter_id: int | None,
    limit: int,
    offset: int = 0,
) -> list[Enrollment]:
    """List the people of a sequence who stand so, the newest first; those of one recruiter only, if one is given."""
    wanted = select(Enrollment).where(*_so(sequence_id, statuses, recruiter_id)).options(*BESIDE)
    return list(tx.scalars(wanted.order_by(Enrollment.id.desc()).limit(limit).offset(offset)))


def count(
    tx: Transaction, sequence_id: int, statuses: Collection[EnrollmentStatus], *, recruiter_id: int | None
) -> int:
    """Count them."""
    return tx.scalar(select(func.count()).where(*_so(sequence_id, statuses, recruiter_id))) or 0


def ids(
    tx: Transaction,
    sequence_id: int,
    statuses: Collection[EnrollmentStatus],
    *,
    recruiter_id: int | None,
    among: Sequence[int] | None = None,
) -> list[int]:
    """List their ids, all of them or those among some."""
    wanted = select(Enrollment.id).where(*_so(sequence_id, statuses, recruiter_id))
    return list(tx.scalars(wanted if among is None else wanted.where(Enrollment.id.in_(among))))


def _so(
    sequence_id: int, statuses: Collection[EnrollmentStatus], recruiter_id: int | None
) -> tuple[ColumnElement[Any], ...]:
    so = (Enrollment.sequence_id == sequence_id, Enrollment.status.in_(statuses))
    return so if recruiter_id is None else (*so, Enrollment.recruiter_id == recruiter_id)
