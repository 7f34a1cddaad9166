"""Who was enrolled though a rule warned."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storage.database import Transaction
from storage.models import Override
from storage.statuses import EnrollRule


def add(tx: Transaction, enrollment_id: int, rule: EnrollRule, *, by: int, why: str, now: datetime) -> None:
    """Write down that somebody was enrolled against a rule."""
    tx.add(Override(enrollment_id=enrollment_id, recruiter_id=by, rule=rule, why=why, at=now))


def of_enrollment(tx: Transaction, enrollment_id: int) -> list[Override]:
    """List the rules somebody was enrolled against."""
    wanted = select(Override).where(Override.enrollment_id == enrollment_id)
    return list(tx.scalars(wanted.options(joinedload(Override.recruiter)).order_by(Override.id)))
