"""A stage that never goes: nobody may write to the person, so no later stage may either."""

from datetime import datetime

from bot.outreach.notices import owing
from bot.outreach.outgoing import advancing
from storage.database import Transaction
from storage.models import Touch
from storage.statuses import EnrollmentStatus, TouchStatus


def skip(tx: Transaction, touch: Touch, *, why: str, now: datetime) -> None:
    """Leave a stage out for good and end the sequence for this person; its recruiter hears why."""
    touch.status, touch.done_at = TouchStatus.SKIPPED, now
    if advancing.stop(tx, touch.enrollment_id, status=EnrollmentStatus.STOPPED, why=why, now=now):
        owing.trouble(tx, touch.enrollment, "info", key=str(touch.id), about={"why": why}, now=now)
