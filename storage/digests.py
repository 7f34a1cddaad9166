"""Channels that hear how sequences stand."""

from datetime import datetime

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
    """List the subscriptions whose hour has come."""
    return list(
        tx.scalars(
            select(DigestSubscription)
            .where(DigestSubscription.next_at <= now)
            .order_by(DigestSubscription.id)
        )
    )


def advance(tx: Transaction, digest_id: int, *, old: datetime, new: datetime) -> bool:
    """Move to the next period under the old instant as a lock; False means someone was faster."""
    moved = update(DigestSubscription).where(
        DigestSubscription.id == digest_id, DigestSubscription.next_at == old
    )
    return changed(tx.execute(moved.values(next_at=new, introduced=True))) == 1


def of_owner(tx: Transaction, recruiter_id: int) -> list[DigestSubscription]:
    """List what a person switched on."""
    return list(tx.scalars(select(DigestSubscription).where(DigestSubscription.owner_id == recruiter_id)))


def next_at(tx: Transaction) -> datetime | None:
    """Tell when the next digest is due."""
    return tx.scalar(select(func.min(DigestSubscription.next_at)))
