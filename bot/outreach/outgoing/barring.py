"""Whom nobody may approach: what is due by hand for them never comes, as no mail leaves to them."""

from collections.abc import Iterable
from datetime import datetime

import structlog

from bot.outreach.outgoing import skipping
from storage import enrollments, suppressions
from storage.database import Transaction
from storage.models import Touch
from storage.statuses import Verdict

log = structlog.get_logger()


def allowed(tx: Transaction, due: Iterable[Touch], now: datetime) -> list[Touch]:
    """Give the stages that may be asked for; for whoever is blocked the sequence ends, and its recruiter hears why."""
    return [touch for touch in due if not _is_dropped(tx, touch, now)]


def _is_dropped(tx: Transaction, touch: Touch, now: datetime) -> bool:
    person = touch.enrollment.candidate
    keys = [address.key for address in person.addresses]
    why = suppressions.barred(tx, person.team_id, keys, person.company)
    # Whoever stops or answers just now takes the enrollment before its stages: it is looked at again in a moment.
    if why and enrollments.take(tx, touch.enrollment_id):
        told = f"They must not be approached: {why.rstrip('.')}."
        touch.verdict, touch.judged_at, touch.why, touch.mend = Verdict.SKIP, now, told, ""
        skipping.skip(tx, touch, why=told, now=now)
        log.info("touch judged", touch=touch.id, verdict=touch.verdict)
    return bool(why)
