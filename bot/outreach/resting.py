"""When a mailbox is worked on again: the next reading, the next mail, and what pace and quota allow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.outreach import stumbling
from bot.outreach.house import House
from bot.rules import pacing
from gmail import quota
from storage import budgets, mailboxes, postings, queues
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox

log = structlog.get_logger()

SOONEST = timedelta(seconds=1)
CALIFORNIA = ZoneInfo("America/Los_Angeles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a round has used: quota units, when the mailbox's bucket is full again, the sequence served last.

    `names` are real Message-IDs that were read back and are still to be written down, by touch.
    """

    units: int = 0
    full_at: datetime | None = None
    served_id: int | None = None
    names: Mapping[int, str] = field(default_factory=dict)


def rest(
    db: Database,
    lease: Lease,
    house: House,
    now: datetime,
    *,
    spent: Spent,
    until: datetime | None = None,
    again_at: datetime | None = None,
) -> None:
    """Give the mailbox back until its next mail or reading; `until` keeps everybody away before.

    `again_at` asks for a look sooner than the next reading.
    """
    with db.transaction() as tx:
        mailbox = mailboxes.renew(tx, lease, now)
        postings.name(tx, spent.names)
        if until is None and mailbox.troubled_at is not None:
            stumbling.over(tx, mailbox, now)
            tx.flush()
        rests = [moment for moment in (until, mailbox.resting_until) if moment is not None and moment > now]
        ready_at = _ready_at(tx, mailbox, house, now, spent)
        mailboxes.release(
            tx,
            lease,
            ready_at=max(min(ready_at, again_at or ready_at), now + SOONEST),
            resting_until=max(rests, default=None),
            stumbles=0 if until is None else mailbox.stumbles,
            units_at=spent.full_at,
            served_id=spent.served_id,
        )
        _charge(tx, house, spent.units, now)


def project_waits(db: Database, house: House, now: datetime) -> bool:
    """Tell whether the project has no units left for one more round just now."""
    with db.reading() as tx:
        return house.quota.project.has(quota.ONE_MAIL, budgets.full_at(tx), now) is not None


def _ready_at(tx: Transaction, mailbox: Mailbox, house: House, now: datetime, spent: Spent) -> datetime:
    known = [now + house.poll]
    if (look_at := queues.look_at(tx, mailbox.id)) is not None:
        known.append(look_at)
    if heads := queues.heads(tx, mailbox.id):
        free_at = free_from(tx, mailbox, house, now)
        room_at = house.quota.mailbox.has(quota.ONE_MAIL, spent.full_at, now)
        waits = [moment for moment in (free_at, room_at, mailbox.held_until) if moment is not None]
        known.append(max([heads[0].due_at, *waits]))
    return min(known)


def free_from(tx: Transaction, mailbox: Mailbox, house: House, now: datetime) -> datetime | None:
    """Tell when the mailbox may send its next mail by spacing and rolling cap; None means at once."""
    cap = mailbox.daily_cap or house.pace.daily_cap
    last, nth = queues.latest_sent_at(tx, mailbox.id, cap, since=now - pacing.DAY)
    jitter = 0.0 if last is None else (int(last.timestamp() * 1000) % 997) / 996
    return pacing.next_allowed(house.pace, last_sent_at=last, nth_latest_sent_at=nth, jitter=jitter)


def _charge(tx: Transaction, house: House, units: int, now: datetime) -> None:
    """Take what was used out of the project's bucket, which all mailboxes share, and warn once a day."""
    if not units:
        return
    used = budgets.charge(
        tx,
        units,
        full_at=lambda before: house.quota.project.drained(before, units, now),
        day=now.astimezone(CALIFORNIA).date(),
        warn_at=house.quota.warn_a_day,
    )
    if used.crossed:
        log.warning("daily quota units", used=used.today, threshold=house.quota.warn_a_day)
