"""Grants that are still to be given back to Google: sealed like those in use, in the facts of the house."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Transaction
from storage.household import Fact

PREFIX = "revoke:"


def add(tx: Transaction, mailbox_id: int, sealed_token: str, now: datetime) -> str:
    """Remember that a sealed grant of a mailbox is to be revoked; give the key it is remembered by."""
    key = f"{PREFIX}{mailbox_id}:{secrets.token_hex(8)}"
    tx.add(Fact(key=key, value=sealed_token, at=now))
    return key


def waiting(tx: Transaction) -> list[tuple[str, int]]:
    """List what is to be revoked, the oldest first: its key and its mailbox."""
    found = tx.scalars(select(Fact.key).where(Fact.key.startswith(PREFIX)).order_by(Fact.at, Fact.key))
    return [(key, int(key.split(":")[1])) for key in found]


def token(tx: Transaction, key: str) -> str:
    """Open a grant that is to be revoked, empty if it is done; raises storage.vault.UnreadableSecret."""
    found = tx.get(Fact, key)
    return "" if found is None else str(tx.info["vault"].open(found.value))


def done(tx: Transaction, key: str) -> None:
    """Forget a grant that was given back."""
    tx.execute(delete(Fact).where(Fact.key == key))


def forget(tx: Transaction, mailbox_id: int) -> None:
    """Forget what was to be revoked of a mailbox: its owner has consented anew."""
    tx.execute(delete(Fact).where(Fact.key.startswith(f"{PREFIX}{mailbox_id}:")))


def reseal_all(tx: Transaction) -> None:
    """Seal every waiting grant anew with the newest key."""
    for fact in tx.scalars(select(Fact).where(Fact.key.startswith(PREFIX))):
        fact.value = tx.info["vault"].reseal(fact.value)
