"""What was acted on already: the guard against double clicks and repeated events."""

from datetime import datetime

from sqlalchemy import delete

from storage.database import Transaction, add_once
from storage.household import Seen


def first_time(tx: Transaction, key: str, now: datetime) -> bool:
    """Write a key down; False means it was there already and nothing may be done again."""
    return add_once(tx, Seen, key=key, at=now)


def purge(tx: Transaction, before: datetime) -> None:
    """Forget keys nobody will repeat any more."""
    tx.execute(delete(Seen).where(Seen.at < before))
