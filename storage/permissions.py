"""What colleagues say to mail leaving in their name."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select

from storage.database import Transaction, add_once
from storage.lent import Permission
from storage.statuses import PermissionStatus


def of_sequence(tx: Transaction, colleague_id: int, sequence_id: int) -> Permission | None:
    """Find what a colleague says of one sequence, taking it for changing."""
    known = select(Permission).where(
        Permission.colleague_id == colleague_id, Permission.sequence_id == sequence_id
    )
    return tx.scalar(known.with_for_update(of=Permission))


def of_asker(tx: Transaction, colleague_id: int, asker_id: int) -> Permission | None:
    """Find what a colleague says of everything one person owns, taking it for changing."""
    known = select(Permission).where(
        Permission.colleague_id == colleague_id,
        Permission.asker_id == asker_id,
        Permission.sequence_id.is_(None),
    )
    return tx.scalar(known.with_for_update(of=Permission))


def ensure(
    tx: Transaction, *, colleague_id: int, asker_id: int, sequence_id: int | None, now: datetime
) -> Permission:
    """Find or begin what a colleague says of a sequence, or of all one person owns (None); they are asked now."""
    add_once(
        tx,
        Permission,
        colleague_id=colleague_id,
        asker_id=asker_id,
        sequence_id=sequence_id,
        status=PermissionStatus.ASKED,
        asked_at=now,
    )
    found = (
        of_asker(tx, colleague_id, asker_id)
        if sequence_id is None
        else of_sequence(tx, colleague_id, sequence_id)
    )
    assert found is not None
    return found


def get(tx: Transaction, permission_id: int) -> Permission | None:
    """Find a permission."""
    return tx.get(Permission, permission_id)


def lock(tx: Transaction, permission_id: int) -> Permission | None:
    """Take a permission for changing; the row is read afresh."""
    wanted = select(Permission).where(Permission.id == permission_id).with_for_update(of=Permission)
    return tx.scalar(wanted.execution_options(populate_existing=True))


def allowing(tx: Transaction, colleague_ids: Collection[int], *, sequence_id: int, owner_id: int) -> set[int]:
    """Say which of these people let mail of a sequence and its owner leave in their name."""
    meant = or_(Permission.sequence_id == sequence_id, Permission.sequence_id.is_(None))
    known = select(Permission.colleague_id).where(
        Permission.colleague_id.in_(colleague_ids),
        Permission.asker_id == owner_id,
        Permission.status == PermissionStatus.ALLOWED,
        meant,
    )
    return set(tx.scalars(known))


def allowed_by(tx: Transaction, colleague_id: int) -> list[Permission]:
    """List what a person allows, in the order they did."""
    given = select(Permission).where(
        Permission.colleague_id == colleague_id, Permission.status == PermissionStatus.ALLOWED
    )
    return list(tx.scalars(given.order_by(Permission.answered_at, Permission.id)))


def given_to(tx: Transaction, colleague_id: int, asker_id: int) -> list[Permission]:
    """Take, for changing, everything a colleague allows one person."""
    given = select(Permission).where(
        Permission.colleague_id == colleague_id,
        Permission.asker_id == asker_id,
        Permission.status == PermissionStatus.ALLOWED,
    )
    return list(tx.scalars(given.order_by(Permission.id).with_for_update(of=Permission)))
