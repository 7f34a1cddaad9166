"""Addresses and domains nobody may write to."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select

from storage import marks
from storage.database import Transaction, add_once
from storage.household import Suppression
from storage.mailboxes import changed


def add(tx: Transaction, team: str, key: str, why: str, now: datetime) -> None:
    """Suppress a folded address or a domain, once."""
    add_once(tx, Suppression, team_id=team, key=key, why=why, created_at=now)


def lift(tx: Transaction, team: str, keys: Collection[str], *, added_at: datetime) -> int:
    """Allow addresses again that were suppressed at one instant, and tell how many; what was earlier stays."""
    lifted = tx.execute(
        delete(Suppression).where(
            Suppression.team_id == team, Suppression.key.in_(keys), Suppression.created_at == added_at
        )
    )
    return changed(lifted)


def why(tx: Transaction, team: str, key: str) -> str:
    """Say why nobody may write to a folded address; empty if anybody may."""
    keys = [key, key.rpartition("@")[2], marks.of(tx, team, key)]
    found = tx.scalar(
        select(Suppression.why).where(Suppression.team_id == team, Suppression.key.in_(keys)).limit(1)
    )
    return found or ""


def of(tx: Transaction, team: str, keys: Collection[str]) -> list[tuple[str, datetime]]:
    """List why, and since when, nobody may write to folded addresses, whatever holds for their domains."""
    found = select(Suppression.why, Suppression.created_at).where(
        Suppression.team_id == team, Suppression.key.in_(keys)
    )
    return [(why, at) for why, at in tx.execute(found.order_by(Suppression.id))]
