"""Tell whoever named a person that they have answered: once, and nothing of what they wrote."""

from datetime import datetime, timedelta

from bot.outreach.candidates.origins import Origin
from bot.outreach.notices.cards import Credit
from bot.outreach.people import Who
from bot.refusals import Gone
from bot.rules import business_time
from storage import enrollments, followers, notices, recruiters
from storage.database import Database, Transaction
from storage.models import Enrollment, Recruiter
from storage.notices import Owed
from storage.statuses import Access, EnrollmentStatus, Source

LATER = timedelta(minutes=10)
"""As long as a mark can be undone: of an answer that was none nobody else need hear."""


def origin(db: Database, who: Who, author: str, *, at: datetime | None, source: Source) -> Origin:
    """Say from where people come whom a message names: its author has named them, if it is another member."""
    with db.reading() as tx:
        found = recruiters.by_slack_id(tx, team=who.team, slack_id=author) if author else None
        if found is None or author == who.slack_id or not _is_member(found):
            return Origin(source=source)
        return Origin(source=source, referrer=author, referrer_name=found.name, referred_at=at)


def owe(tx: Transaction, enrollment_id: int, now: datetime) -> bool:
    """Owe whoever named this person the news that they answered, a little later; False if nobody did or may hear it."""
    enrollment = enrollments.get(tx, enrollment_id)
    if enrollment is None or not enrollment.referrer or _is_hidden(enrollment):
        return False
    owed = Owed(
        team=enrollment.team_id,
        key=f"credit:{enrollment.id}:{enrollment.ended_at.isoformat() if enrollment.ended_at else ''}",
        kind="credit",
        recipient=enrollment.referrer,
        about={"enrollment": enrollment.id},
    )
    return notices.owe(tx, owed, now, at=now + LATER)


def card(db: Database, enrollment_id: int, now: datetime) -> Credit:
    """Draw the news; raises Gone where it was no answer after all, or is not for them, or they heard it anyway."""
    with db.reading() as tx:
        enrollment = enrollments.get(tx, enrollment_id)
        if enrollment is None or enrollment.status is not EnrollmentStatus.REPLIED or _is_hidden(enrollment):
            raise Gone("There is no answer to tell of.")
        referrer = recruiters.by_slack_id(tx, team=enrollment.team_id, slack_id=enrollment.referrer)
        if referrer is None or not _is_member(referrer) or _hears_anyway(tx, enrollment, referrer):
            raise Gone("They need not hear of it.")
        at = enrollment.referred_at
        return Credit(
            person=enrollment.candidate.name,
            recruiter=enrollment.recruiter.name or "a colleague",
            day=business_time.say_date(at, referrer.zone, now) if at else "",
        )


def _is_member(found: Recruiter) -> bool:
    return bool(found.name) and not found.is_guest


def _is_hidden(enrollment: Enrollment) -> bool:
    return enrollment.sequence.access is Access.CONFIDENTIAL


def _hears_anyway(tx: Transaction, enrollment: Enrollment, referrer: Recruiter) -> bool:
    if referrer.id in {enrollment.recruiter_id, enrollment.sequence.owner_id}:
        return True
    return any(one.id == referrer.id for one in followers.of_sequence(tx, enrollment.sequence_id))
