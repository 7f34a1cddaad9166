"""When a mailbox is worked on again: the next reading, the next mail, and what pace and quota allow."""

from datetime import datetime, timedelta

from bot.outreach.house import House
from bot.outreach.mailboxes import stumbling
from bot.outreach.notices import redrawing
from bot.outreach.outgoing import spending
from bot.outreach.outgoing.spending import Spent
from bot.rules import pacing
from gmail import quota
from storage import budgets, mailboxes, queues
from storage.database import Database, Transaction
from storage.mailboxes import Lease, Serving
from storage.models import Mailbox
from storage.queues import Head, Latest

SOONEST = timedelta(seconds=1)
LATE = timedelta(minutes=10)
"""How often a mailbox is read when only late answers can come."""

PATIENCE = timedelta(days=30)
"""How long after the last mail an answer is still looked for, when nothing is to follow it."""

NEVER = timedelta(days=365)
"""Nothing waits: whoever enrolls somebody, or lets them go on, wakes the mailbox."""


def rest(
    db: Database,
    lease: Lease,
    house: House,
    now: datetime,
    *,
    spent: Spent,
    heard_at: datetime | None = None,
    again_at: datetime | None = None,
) -> None:
    """Give the mailbox back after a round that went well, until its next mail or reading.

    All answers are known up to `heard_at`. What was not read to its end is read on at `again_at`, and nothing happens
    before.
    """
    with db.transaction() as tx:
        serving = mailboxes.serve(tx, lease, now)
        heads, mailbox = queues.heads(tx, lease.mailbox_id), serving()
        ready_at = _ready_at(tx, mailbox, house, now, spent, heads)
        if mailbox.stumbles or mailbox.troubled_at is not None:
            stumbling.over(tx, mailboxes.get(tx, mailbox.id), now)
        if _first(heads, by_hand=True):
            redrawing.owe_of_waiting(tx, mailboxes.get(tx, mailbox.id), now)
        tx.flush()
        soonest = max(again_at or ready_at, now + SOONEST)
        known: dict[str, object] = {} if heard_at is None else {"heard_at": heard_at}
        mailboxes.release(tx, lease, ready_at=soonest, resting_until=None, **spent.columns(), **known)
        spending.settle(tx, house, spent, now)


def rouse(db: Database, now: datetime) -> None:
    """Wake the mailboxes that rest longer than their mail can wait: whoever planned it should have woken them."""
    with db.transaction() as tx:
        for mailbox_id in mailboxes.resting_beyond(tx, now + LATE / 2):
            heads, look_at = queues.heads(tx, mailbox_id), queues.look_at(tx, mailbox_id)
            waiting = [
                moment for moment in (heads[0].due_at if heads else None, look_at) if moment is not None
            ]
            if waiting:
                mailboxes.wake(tx, mailbox_id, max(min(waiting), now))


def wake_all(db: Database, now: datetime) -> None:
    """Let every connected mailbox be looked at now."""
    with db.transaction() as tx:
        mailboxes.wake_all(tx, now)


def claim(db: Database, house: House, now: datetime) -> Lease | None:
    """Take the mailbox that has been ready longest; None if the project has no units left for one more round."""
    with db.transaction() as tx:
        if house.quota.project.has(quota.ONE_MAIL, budgets.full_at(tx), now) is not None:
            return None
        return mailboxes.claim_ready(tx, now)


def _ready_at(
    tx: Transaction, mailbox: Serving, house: House, now: datetime, spent: Spent, heads: list[Head]
) -> datetime:
    known = [now + _until_next_reading(tx, mailbox, house, now, is_live=bool(heads))]
    if (look_at := queues.look_at(tx, mailbox.id)) is not None:
        known.append(look_at)
    room_at = house.quota.mailbox.has(quota.ONE_MAIL, spent.full_at, now) if heads else None
    for head in (*_first(heads, by_hand=True), *_first(heads, by_hand=False)):
        free_at = free_from(tx, mailbox, house, now) if head.answers_id is None else None
        waits = [moment for moment in (free_at, room_at, mailbox.held_until) if moment is not None]
        known.append(max([head.due_at, *waits]))
    return min(known)


def _until_next_reading(
    tx: Transaction, mailbox: Serving, house: House, now: datetime, *, is_live: bool
) -> timedelta:
    """Say how long nobody need look: live touches want to hear of an answer at once, old ones within minutes."""
    if is_live or queues.is_live(tx, mailbox.id):
        return house.poll
    if queues.has_sent_since(tx, mailbox.id, now - PATIENCE):
        return max(house.poll, LATE)
    return NEVER


def _first(heads: list[Head], *, by_hand: bool) -> list[Head]:
    return [head for head in heads if (head.answers_id is not None) is by_hand][:1]


def cap(mailbox: Mailbox | Serving, house: House, now: datetime) -> int:
    """Tell how many mails may leave the mailbox in 24 hours."""
    return house.pace.cap(own=mailbox.daily_cap, began_at=mailbox.began_at, now=now)


def sent_of_late(tx: Transaction, mailbox_id: int, most: int, now: datetime) -> Latest:
    """Ask when a mailbox sent of late, as far as it matters with a cap of so many mails a day."""
    return queues.latest_sent_at(tx, mailbox_id, most, since=now - pacing.DAY, until=now + pacing.AHEAD)


def free_from(
    tx: Transaction, mailbox: Mailbox | Serving, house: House, now: datetime, known: Latest | None = None
) -> datetime | None:
    """Tell when the mailbox may send its next mail by spacing and rolling cap; None means at once.

    What is `known` already is used if it was asked for the same cap.
    """
    most = cap(mailbox, house, now)
    latest = known if known is not None and known.nth == most else sent_of_late(tx, mailbox.id, most, now)
    last, nth = latest.times(tx)
    jitter = 0.0 if last is None else (int(last.timestamp() * 1000) % 997) / 996
    return pacing.next_allowed(house.pace, last_sent_at=last, nth_latest_sent_at=nth, jitter=jitter)
