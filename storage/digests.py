"""Channels that hear how sequences stand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from storage.database import Transaction
from storage.household import DigestSubscription
from storage.mailboxes import changed


def of_channel(tx: Transaction, team: str, channel: str) -> DigestSubscription | None:
    """Find the subscription of a channel."""
    return tx.scalar(
        select(DigestSubscription).where(
            DigestSubscription.team_id == team, DigestSubscription.channel == channel
        )
    )


def add(tx: Transaction, subscription: DigestSubscription) -> None:
    """Subscribe a channel."""
    tx.add(subscription)
    tx.flush()


def remove(tx: Transaction, subscription: DigestSubscription) -> None:
    """End a channel's subscription."""
    tx.delete(subscription)
    tx.flush()


def get(tx: Transaction, digest_id: int) -> DigestSubscription | None:
    """Find a subscription."""
    return tx.get(DigestSubscription, digest_id)


def due(tx: Transaction, now: datetime) -> list[DigestSubscription]:
    """List the subscriptions whose hour has come; one that rests waits for somebody."""
    awake = (DigestSubscription.next_at <= now, DigestSubscription.resting == "")
    return list(tx.scalars(select(DigestSubscription).where(*awake).order_by(DigestSubscription.id)))


def advance(tx: Transaction, digest_id: int, *, old: datetime, new: datetime) -> bool:
    """Move to the next period under the old instant as a lock; False means someone was faster."""
    moved = update(DigestSubscription).where(
        DigestSubscription.id == digest_id, DigestSubscription.next_at == old
    )
    return changed(tx.execute(moved.values(next_at=new))) == 1


def keep_told(tx: Transaction, digest_id: int, told: Mapping[str, Any]) -> None:
    """Keep the figures that stand in the channel now, and that it knows who switched them on."""
    ours = update(DigestSubscription).where(DigestSubscription.id == digest_id)
    tx.execute(ours.values(told=dict(told), introduced=True))


def rest(tx: Transaction, digest_id: int, why: str) -> bool:
    """Let a subscription rest until somebody mends it; False if it rests already, or was ended."""
    awake = update(DigestSubscription).where(
        DigestSubscription.id == digest_id, DigestSubscription.resting == ""
    )
    return changed(tx.execute(awake.values(resting=why))) == 1


def of_owner(tx: Transaction, recruiter_id: int) -> list[DigestSubscription]:
    """List what a person switched on."""
    return list(tx.scalars(select(DigestSubscription).where(DigestSubscription.owner_id == recruiter_id)))


def next_at(tx: Transaction) -> datetime | None:
    """Tell when the next digest is due."""
    return tx.scalar(select(func.min(DigestSubscription.next_at)).where(DigestSubscription.resting == ""))
