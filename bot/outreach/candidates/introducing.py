"""What is known already of people who were only named: that they are new, or where they are and were."""

from dataclasses import replace
from datetime import datetime

from bot.outreach import people, permitting
from bot.outreach.candidates import knowing
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.review_pages import ReviewLine, Standing
from bot.rules import business_time
from storage import enrollments
from storage.database import Database, Transaction
from storage.models import Enrollment, Recruiter

NEW = "new"
HIDDEN = "contacted recently"


def introduced(
    db: Database, who: people.Who, lines: tuple[ReviewLine, ...], now: datetime
) -> tuple[ReviewLine, ...]:
    """Say beside each line that still waits what is known of the person, as far as the asking recruiter may know."""
    with people.looking(db, who, now) as (tx, recruiter):
        return tuple(
            line
            if line.standing in {Standing.DONE, Standing.REFUSED}
            else replace(line, known=_known(tx, recruiter, line.about, now))
            for line in lines
        )


def _known(tx: Transaction, recruiter: Recruiter, about: str, now: datetime) -> str:
    is_link = "://" in about
    wanted = Asked(link=about if is_link else "", address="" if is_link else about)
    candidate = knowing.known(tx, recruiter.team_id, wanted)
    if candidate is None:
        return NEW
    met = enrollments.of_candidate(tx, candidate.id)
    told = list(dict.fromkeys(_told(one, recruiter, now) for one in met))
    return ", ".join(told[:3]) or "known, in no sequence yet"


def _told(met: Enrollment, recruiter: Recruiter, now: datetime) -> str:
    if not permitting.may_see(recruiter, met.sequence):
        return HIDDEN
    if met.status.is_open:
        return f"in {met.sequence.name} since {business_time.say_date(met.created_at, recruiter.zone, now)}"
    ended = business_time.say_date(met.ended_at or met.created_at, recruiter.zone, now)
    return f"{met.sequence.name}: {met.status.value.replace('_', ' ')} on {ended}"
