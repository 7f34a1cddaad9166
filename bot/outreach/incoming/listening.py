"""What a mailbox listens for: where it was read to, and which of the mail that comes is any business of ours."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outreach.incoming import matching
from bot.outreach.incoming.matching import Place
from gmail.inbound import Inbound
from gmail.recovery import Sought
from storage import agenda, candidates, mailboxes, touches
from storage.database import Database
from storage.mailboxes import Lease

WATCHED = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where a round goes on reading, and what it may spend; `full_at` is when the mailbox's bucket is full again."""

    team: str
    cursor: int
    since: datetime
    full_at: datetime | None
    served_id: int | None
    senders_at: datetime | None


def reading(db: Database, lease: Lease) -> Reading:
    """Say where a mailbox was read to, under a lease that was just taken."""
    with db.reading() as tx:
        mailbox = mailboxes.standing(tx, lease.mailbox_id)
        return Reading(
            team=mailbox.team_id,
            cursor=mailbox.cursor,
            since=mailboxes.read_until(mailbox),
            full_at=mailbox.units_at,
            served_id=mailbox.served_id,
            senders_at=mailbox.senders_at,
        )


def read_on(db: Database, lease: Lease, *, old: int, new: int, now: datetime) -> None:
    """Move the cursor past mail that is no business of ours.

    Raises storage.errors.LeaseLost when another worker has read meanwhile.
    """
    with db.transaction() as tx:
        mailboxes.read_on(tx, lease, old=old, new=new, now=now)


class Watch:
    """What one mailbox waits for, asked for just the mail that has come."""

    def __init__(self, db: Database, mailbox_id: int, team: str) -> None:
        self._db = db
        self._mailbox_id = mailbox_id
        self._team = team

    def ours(self, ids: Collection[str]) -> set[str]:
        """Say which of these messages we sent ourselves and have written down."""
        with self._db.reading() as tx:
            return touches.ours_among(tx, self._mailbox_id, ids)

    def threads_among(self, thread_ids: Collection[str]) -> set[str]:
        """Say which of these threads we have written in, or may have."""
        with self._db.reading() as tx:
            return touches.threads_among(tx, self._mailbox_id, thread_ids)

    def concerns(self, inbound: Inbound) -> bool:
        """Tell whether a message answers a mail of ours, comes from somebody we wrote to, or may do so."""
        place = Place(mailbox_id=self._mailbox_id, team=self._team)
        with self._db.reading() as tx:
            return matching.concerns(tx, place, inbound)


def sought(db: Database, lease: Lease, now: datetime) -> Sought:
    """List all a mailbox waits for, which only a reading without a cursor needs."""
    with db.reading() as tx:
        rows = agenda.threads_watched(tx, lease.mailbox_id, now - WATCHED)
        return Sought(
            threads=frozenset(row.thread_id for row in rows),
            addresses=candidates.addresses_of(tx, {row.candidate_id for row in rows}),
        )
