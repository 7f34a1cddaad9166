"""In the morning of each working day, whoever has something before them hears what the day brings, once."""

from datetime import date, datetime, timedelta

import structlog

from bot.outreach.house import House
from bot.outreach.outgoing import covering
from bot.outreach.overview import reporting
from bot.rules import business_time, preferences
from storage import notices, recruiters
from storage.database import Database, Transaction
from storage.models import Recruiter
from storage.notices import Owed

log = structlog.get_logger()

LATE = timedelta(hours=3)
"""How late a morning may still be told, after an outage; by noon it is no morning any more."""

MOST = 50
"""So many people are looked at in one transaction."""


def owe_due(db: Database, house: House, now: datetime) -> int:
    """Owe what is said this morning to those who have something before them; tell to how many."""
    told = 0
    while True:
        with db.transaction() as tx:
            found = recruiters.waiting_for_morning(tx, now, limit=MOST)
            told += sum(_owe(tx, recruiter, house, now) for recruiter in found)
        if len(found) < MOST:
            return told


def _owe(tx: Transaction, recruiter: Recruiter, house: House, now: datetime) -> bool:
    own = house.of(recruiter.preferences)
    is_first, recruiter.morning_at = recruiter.morning_at is None, _next(recruiter, own, now)
    latest = _latest(recruiter, own, now)
    if is_first or now - latest > LATE or recruiter.is_guest or covering.of(recruiter, now) is not None:
        return False
    if not preferences.known(recruiter.preferences).morning:
        return False
    if not reporting.todays(tx, recruiter, now, closely=False).says_something:
        return False
    day = latest.astimezone(business_time.zone(recruiter.zone)).date()
    # Slack may have taken none for days: then the latest is enough.
    notices.drop_waiting(tx, recruiter.team_id, recruiter.slack_id, "morning")
    owed = Owed(
        team=recruiter.team_id,
        key=f"morning:{recruiter.id}:{day.isoformat()}",
        kind="morning",
        recipient=recruiter.slack_id,
        about={},
    )
    log.info("morning owed", recruiter=recruiter.id)
    return notices.owe(tx, owed, now)


def _next(recruiter: Recruiter, own: House, now: datetime) -> datetime:
    day = _day(recruiter, now)
    while (at := _at(recruiter, day)) <= now or not business_time.is_business_day(day, own.holidays):
        day += timedelta(days=1)
    return at


def _latest(recruiter: Recruiter, own: House, now: datetime) -> datetime:
    day = _day(recruiter, now)
    while (at := _at(recruiter, day)) > now or not business_time.is_business_day(day, own.holidays):
        day -= timedelta(days=1)
    return at


def _day(recruiter: Recruiter, now: datetime) -> date:
    return now.astimezone(business_time.zone(recruiter.zone)).date()


def _at(recruiter: Recruiter, day: date) -> datetime:
    at = preferences.known(recruiter.preferences).morning_time
    return business_time.instant(day, at, business_time.zone(recruiter.zone))
