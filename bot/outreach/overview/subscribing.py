"""Channels that hear how sequences stand: subscribe, end, and owe each period's digest once."""

from datetime import date, datetime, time, timedelta

import structlog

from bot.outreach import people
from bot.outreach.pictures import DigestLine
from bot.refusals import Gone, Refusal
from bot.rules import business_time
from storage import digests, notices
from storage.database import Database, Transaction
from storage.household import DigestSubscription
from storage.notices import Owed
from storage.statuses import Cadence

log = structlog.get_logger()

MONDAY = 0


def subscribe(
    db: Database, who: people.Who, channel: str, *, cadence: Cadence, at: time, now: datetime
) -> DigestLine:
    """Subscribe a channel, or change its subscription; the hour counts in the zone of who asks."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        next_at = next_time(cadence, at, recruiter.zone, now)
        found = digests.of_channel(tx, who.team, channel)
        if found is None:
            found = DigestSubscription(team_id=who.team, channel=channel)
            tx.add(found)
        found.owner_id, found.cadence, found.at = recruiter.id, cadence, at
        found.zone, found.next_at, found.introduced = recruiter.zone, next_at, False
        tx.flush()
        log.info("digest subscribed", digest=found.id, cadence=cadence)
        return line(found)


def end(db: Database, who: people.Who, channel: str) -> None:
    """End a channel's subscription; raises Refusal if there is none."""
    with db.transaction() as tx:
        found = digests.of_channel(tx, who.team, channel)
        if found is None:
            raise Refusal(
                "This channel gets no digest.", "`/sequence digest #channel daily at 9:00` starts one."
            )
        digests.remove(tx, found)


def line(found: DigestSubscription) -> DigestLine:
    """Draw a subscription."""
    return DigestLine(
        id=found.id,
        channel=found.channel,
        cadence=found.cadence,
        at=found.at,
        zone=found.zone,
        next_at=found.next_at,
    )


def owe_due(db: Database, now: datetime) -> int:
    """Owe the digest of each channel whose hour has come, once a period; tell how many.

    After an outage the latest period is told late, and once: its numbers are of the moment it is told.
    """
    with db.transaction() as tx:
        return sum(_owe(tx, found, now) for found in digests.due(tx, now))


def _owe(tx: Transaction, found: DigestSubscription, now: datetime) -> bool:
    was_due, first = found.next_at, not found.introduced
    if not digests.advance(
        tx, found.id, old=was_due, new=next_time(found.cadence, found.at, found.zone, now)
    ):
        return False
    owed = Owed(
        team=found.team_id,
        key=f"digest:{found.id}:{was_due.isoformat()}",
        kind="digest",
        recipient=found.channel,
        about={"digest": found.id, "first": first},
    )
    log.info("digest owed", digest=found.id)
    return notices.owe(tx, owed, now)


def next_time(cadence: Cadence, at: time, zone: str, after: datetime) -> datetime:
    """Say when a digest is next due, strictly after an instant: wall time in a zone, weekly ones on Mondays."""
    where = business_time.zone(zone)
    day = after.astimezone(where).date()
    while True:
        due = business_time.instant(day, at, where)
        if due > after and _falls_on(cadence, day):
            return due
        day += timedelta(days=1)


def _falls_on(cadence: Cadence, day: date) -> bool:
    if cadence is Cadence.WEEKLY:
        return day.weekday() == MONDAY
    return cadence is Cadence.DAILY or day.weekday() < 5


def end_by_id(db: Database, who: people.Who, digest_id: int, *, now: datetime) -> None:
    """End a subscription from its button; raises Gone if it has ended."""
    with db.transaction() as tx:
        people.recruiter(tx, who, now)
        found = digests.get(tx, digest_id)
        if found is None or found.team_id != who.team:
            raise Gone("That digest was ended already.")
        digests.remove(tx, found)
