"""Trips to Google's consent page; a state is used once and kept only as a hash."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, update

from storage.database import Transaction
from storage.household import Consent


def add(tx: Transaction, *, state: str, recruiter_id: int, verifier: str, expires_at: datetime) -> None:
    """Remember that this person set out for Google with this state and PKCE verifier."""
    sealed = tx.info["vault"].seal(verifier)
    tx.add(Consent(state_hash=_hash(state), recruiter_id=recruiter_id, sealed=sealed, expires_at=expires_at))


def use(tx: Transaction, state: str, now: datetime) -> tuple[int, str] | None:
    """Take a state back once: who set out and their verifier; None if unknown, used or too old."""
    spent = update(Consent).where(
        Consent.state_hash == _hash(state), Consent.used_at.is_(None), Consent.expires_at > now
    )
    row = tx.execute(spent.values(used_at=now).returning(Consent.recruiter_id, Consent.sealed)).first()
    return None if row is None else (row.recruiter_id, tx.info["vault"].open(row.sealed))


def purge(tx: Transaction, before: datetime) -> None:
    """Forget trips that ended long ago."""
    tx.execute(delete(Consent).where(Consent.expires_at < before))


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
