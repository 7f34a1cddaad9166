"""People with whom nothing has passed for long."""

from datetime import datetime

from sqlalchemy import func, select, update

from storage.database import Transaction
from storage.household import LoggedTouch
from storage.incoming import InboundMail
from storage.models import Candidate, Enrollment, Touch
from storage.statuses import OPEN


def since(tx: Transaction, before: datetime, *, limit: int) -> list[int]:
    """List people with whom nothing has passed since an instant, as far as was last looked; the quietest first."""
    wanted = select(Candidate.id).where(Candidate.forgotten_at.is_(None), Candidate.quiet_since < before)
    return list(tx.scalars(wanted.order_by(Candidate.quiet_since, Candidate.id).limit(limit)))


def is_open(tx: Transaction, candidate_id: int) -> bool:
    """Tell whether something may still go out to a person in any sequence."""
    going = select(Enrollment.id).where(Enrollment.candidate_id == candidate_id, Enrollment.status.in_(OPEN))
    return tx.scalar(going.limit(1)) is not None


def last_contact(tx: Transaction, candidate: Candidate) -> datetime:
    """Tell when something last passed between us: a stage that went, a mail of theirs, an enrollment or its end."""
    theirs = select(Enrollment.id).where(Enrollment.candidate_id == candidate.id)
    moments = (
        select(func.max(Enrollment.created_at)).where(Enrollment.candidate_id == candidate.id),
        select(func.max(Enrollment.ended_at)).where(Enrollment.candidate_id == candidate.id),
        select(func.max(Touch.done_at)).where(Touch.enrollment_id.in_(theirs)),
        select(func.max(LoggedTouch.at)).where(LoggedTouch.candidate_id == candidate.id),
        select(func.max(InboundMail.received_at)).where(InboundMail.enrollment_id.in_(theirs)),
    )
    found = (tx.scalar(moment) for moment in moments)
    return max((one for one in found if one is not None), default=candidate.created_at)


def note(tx: Transaction, candidate_id: int, since: datetime) -> None:
    """Write down since when a person is quiet, so that nobody looks before that is long ago."""
    noted = update(Candidate).where(Candidate.id == candidate_id).values(quiet_since=since)
    tx.execute(noted, execution_options={"synchronize_session": False})
