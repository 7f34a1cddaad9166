"""What a round has used, written down when it ends, well or not: quota units, whose turn it was, Message-IDs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from bot.outreach.house import House
from storage import budgets, postings
from storage.database import Transaction

log = structlog.get_logger()

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

    def columns(self) -> dict[str, object]:
        """Give what is kept with the mailbox."""
        return {"units_at": self.full_at, "served_id": self.served_id}


def settle(tx: Transaction, house: House, spent: Spent, now: datetime) -> None:
    """Write down Message-IDs, take what was used out of the project's bucket, and warn of a long day once."""
    postings.name(tx, spent.names)
    if not spent.units:
        return
    used = budgets.charge(
        tx,
        spent.units,
        full_at=lambda before: house.quota.project.drained(before, spent.units, now),
        day=now.astimezone(CALIFORNIA).date(),
        warn_at=house.quota.warn_a_day,
    )
    if used.crossed:
        log.warning("daily quota units", used=used.today, threshold=house.quota.warn_a_day)
