"""Keyed hashes, by which what was erased is known again when it comes back, and by nobody who lacks the key.

The key is random, made once and kept sealed like a grant: so it outlives every change of ENCRYPTION_KEYS, and a copy of
the database without those tells nobody whether an address is in it.
"""

import hashlib
import hmac
import secrets
from datetime import datetime

from storage import facts
from storage.database import Transaction, add_once
from storage.household import Fact

FACT = "marks"
_MADE = "marks_made"
_FOUND = "marks_found"


def of(tx: Transaction, team: str, value: str) -> str:
    """Give the mark of a folded address or a canonical link; empty while nothing was ever marked."""
    key = _key(tx)
    return _mark(key, team, value) if key else ""


def make(tx: Transaction, team: str, value: str, now: datetime) -> str:
    """Give the mark of a folded address or a canonical link, whatever was marked before."""
    prepare(tx, now)
    return _mark(_key(tx), team, value)


def found(tx: Transaction, sealed: str | None) -> None:
    """Note what another statement of a transaction has found under `FACT`, so that it is not asked for again."""
    tx.info[_FOUND] = sealed


def prepare(tx: Transaction, now: datetime) -> None:
    """Make the key unless there is one; before it is asked for at every mail, best once for all."""
    tx.info.pop(_FOUND, None)
    if not _key(tx):
        add_once(tx, Fact, key=FACT, value=tx.info["vault"].seal(secrets.token_hex(32)), at=now)
        tx.info[_MADE] = True


def reseal(tx: Transaction, now: datetime) -> None:
    """Seal the key anew with the newest of ENCRYPTION_KEYS."""
    sealed = facts.get(tx, FACT)
    if sealed is not None:
        facts.put(tx, FACT, tx.info["vault"].reseal(sealed), now)


def _key(tx: Transaction) -> str:
    known: dict[str, str] = tx.info.setdefault("marks", {})
    if FACT in known:
        return known[FACT]
    sealed = tx.info[_FOUND] if _FOUND in tx.info else facts.get(tx, FACT)
    if sealed is None:
        return ""
    key = str(tx.info["vault"].open(sealed))
    if _MADE not in tx.info:  # what this transaction has made is not known for sure before it is over
        known[FACT] = key
    return key


def _mark(key: str, team: str, value: str) -> str:
    return hmac.new(bytes.fromhex(key), f"{team}\0{value}".encode(), hashlib.sha256).hexdigest()
