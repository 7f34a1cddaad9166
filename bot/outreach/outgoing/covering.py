"""Who is away, and what that keeps: asked by whoever writes, reminds or tells in somebody's name."""

from datetime import datetime

from bot.rules import absences
from bot.rules.absences import Absence
from storage import recruiters
from storage.database import Transaction
from storage.models import Recruiter
from storage.statuses import Cover


def of(recruiter: Recruiter, now: datetime) -> Absence | None:
    """Tell until when somebody is away; None for who is there."""
    if recruiter.away_until is None or recruiter.away_until <= now or recruiter.cover is None:
        return None
    until = recruiter.away_until if recruiter.away_until < absences.OPEN else None
    return Absence(name=recruiter.name, until=until, zone=recruiter.zone, cover=recruiter.cover)


def deputy_of(tx: Transaction, recruiter: Recruiter, now: datetime) -> Recruiter | None:
    """Give who does by hand what somebody who is away cannot; None where they are there, or nobody else is."""
    absence = of(recruiter, now)
    if absence is None or absence.cover is not Cover.DEPUTY or recruiter.deputy_id is None:
        return None
    deputy = recruiters.get(tx, recruiter.deputy_id)
    return None if deputy.is_guest or of(deputy, now) is not None else deputy
