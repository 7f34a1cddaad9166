"""What was acted on already: the guard against double clicks and repeated events."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Transaction
from storage.models import Seen


def first_time(tx: Transaction, key: str, now: datetime) -> bool:
    """Write a key down; False means it was there already and nothing may be done again."""
    dialect = sqlite if tx.get_bind().dialect.name == "sqlite" else postgresql
    added = dialect.insert(Seen).values(key=key, at=now).on_conflict_do_nothing().returning(Seen.key)
    return tx.execute(added).first() is not None


def purge(tx: Transaction, before: datetime) -> None:
    """Forget keys nobody will repeat any more."""
    tx.execute(delete(Seen).where(Seen.at < before))
