"""Channels that hear how sequences stand: subscribe, end, and owe each period's digest once."""

from datetime import date, datetime, time, timedelta

import structlog

from bot.outreach import people, permitting
from bot.outreach.notices import resting
from bot.outreach.pictures import DigestLine
from bot.refusals import Gone, Refusal
from bot.rules import business_time, naming
from storage import digests, notices, sequences
from storage.database import Database, Transaction
from storage.household import DigestSubscription
from storage.models import Recruiter, Sequence
from storage.notices import Owed
from storage.statuses import Access, Cadence

log = structlog.get_logger()

MONDAY = 0
SHARED = frozenset({Access.SHARED_USE, Access.SHARED_VIEW})
GONE = "one that is no longer shared or running"


def subscribe(
    db: Database,
    who: people.Who,
    channel: str,
    *,
    cadence: Cadence,
    at: time,
    now: datetime,
    only: str = "",
) -> DigestLine:
    """Subscribe a channel, or change its subscription; the hour counts in the zone of who asks.

    `only` names some sequences, as people write a list. Raises Refusal for one that is none, or is not shared.
    """
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        chosen = _chosen(tx, recruiter, only)
        next_at = next_time(cadence, at, recruiter.zone, now)
        found = digests.of_channel(tx, who.team, channel)
        if found is None:
            found = DigestSubscription(team_id=who.team, channel=channel, is_changed=False)
            tx.add(found)
        else:
            found.is_changed = True
        found.owner_id, found.cadence, found.at, found.sequence_ids = recruiter.id, cadence, at, chosen
        found.zone, found.next_at, found.introduced, found.resting = recruiter.zone, next_at, False, ""
        tx.flush()
        log.info("digest subscribed", digest=found.id, cadence=cadence)
        return line(tx, found)


def _chosen(tx: Transaction, recruiter: Recruiter, only: str) -> list[int]:
    if not only.strip():
        return []
    running = [row for row in sequences.of_team(tx, recruiter.team_id) if not row.status.is_put_away]
    shared = {row.name: row.id for row in running if row.access in SHARED}
    own = [row.name for row in running if row.access not in SHARED and permitting.may_see(recruiter, row)]
    found = naming.listed(only, [*shared, *(name for name in own if name not in shared)])
    for name in found:
        if name not in shared:
            raise Refusal(
                f"{name} is not shared, and a channel hears of shared sequences only.",
                "Choose who may see it in `/sequence edit`, or leave it out.",
            )
    return [shared[name] for name in found]


def fit_for_channels(tx: Transaction, found: DigestSubscription) -> list[Sequence]:
    """List the sequences of a digest that everybody may know: shared, running, and asked for."""
    return [
        row
        for row in sequences.of_team(tx, found.team_id)
        if row.access in SHARED
        and not row.status.is_put_away
        and (not found.sequence_ids or row.id in found.sequence_ids)
    ]


def end(db: Database, who: people.Who, channel: str) -> None:
    """End a channel's subscription; raises Refusal if there is none."""
    with db.transaction() as tx:
        found = digests.of_channel(tx, who.team, channel)
        if found is None:
            raise Refusal(
                "This channel gets no digest.", "`/sequence digest #channel daily at 9:00` starts one."
            )
        digests.remove(tx, found)


def line(tx: Transaction, found: DigestSubscription) -> DigestLine:
    """Draw a subscription."""
    named = {row.id: row.name for row in fit_for_channels(tx, found)} if found.sequence_ids else {}
    return DigestLine(
        id=found.id,
        channel=found.channel,
        cadence=found.cadence,
        at=found.at,
        zone=found.zone,
        next_at=found.next_at,
        sequences=tuple(named.get(chosen, GONE) for chosen in found.sequence_ids),
        resting=resting.told(found.resting),
    )


def owe_due(db: Database, now: datetime) -> int:
    """Owe the digest of each channel whose hour has come, once a period; tell how many.

    After an outage the latest period is told late, and once: its numbers are of the moment it is told.
    """
    with db.transaction() as tx:
        return sum(_owe(tx, found, now) for found in digests.due(tx, now))


def _owe(tx: Transaction, found: DigestSubscription, now: datetime) -> bool:
    was_due = found.next_at
    if not digests.advance(
        tx, found.id, old=was_due, new=next_time(found.cadence, found.at, found.zone, now)
    ):
        return False
    notices.drop_waiting(tx, found.team_id, found.channel, "digest")  # told late, the latest is enough
    owed = Owed(
        team=found.team_id,
        key=f"digest:{found.id}:{was_due.isoformat()}",
        kind="digest",
        recipient=found.channel,
        about={"digest": found.id},
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


def resume(db: Database, who: people.Who, digest_id: int, *, now: datetime) -> None:
    """Start a digest again that rests; raises Gone if it has ended."""
    with db.transaction() as tx:
        people.recruiter(tx, who, now)
        found = digests.get(tx, digest_id)
        if found is None or found.team_id != who.team:
            raise Gone("That digest was ended already.")
        if found.resting:
            found.resting, found.next_at = "", next_time(found.cadence, found.at, found.zone, now)
            log.info("digest started again", digest=found.id)
