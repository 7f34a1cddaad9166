"""Tables of people somebody uploaded: the file, how far it has come, and what became of each row."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast as typed

from sqlalchemy import and_, delete, func, insert, or_, select, text, update

from storage.database import Transaction
from storage.errors import LeaseLost
from storage.mailboxes import changed
from storage.models import Import, ImportRow
from storage.statuses import ImportStatus, RowOutcome

LEASE = timedelta(seconds=60)
_AT_WORK = text("imports.status in ('going', 'taking_back')")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work on one import; `fence` is the number of the claim."""

    import_id: int
    fence: int


def add(tx: Transaction, uploaded: Import) -> Import:
    """Write down a file that was uploaded."""
    tx.add(uploaded)
    tx.flush()
    return uploaded


def get(tx: Transaction, import_id: int) -> Import | None:
    """Find an import."""
    return tx.get(Import, import_id)


def content(tx: Transaction, import_id: int) -> bytes | None:
    """Read the file; None once every row is done."""
    return tx.scalar(select(Import.content).where(Import.id == import_id))


def turn(
    tx: Transaction,
    import_id: int,
    *,
    expected: Collection[ImportStatus],
    status: ImportStatus,
    now: datetime,
) -> bool:
    """Move an import on if it stands where we think; False if not. Whoever worked on it notices."""
    turned = update(Import).where(Import.id == import_id, Import.status.in_(expected))
    values = {"status": status, "fence": Import.fence + 1, "lease_until": None, "worked_at": now}
    return changed(tx.execute(turned.values(values))) == 1


def claim(tx: Transaction, now: datetime) -> Lease | None:
    """Take the import that has waited longest and that nobody works on."""
    found = tx.scalar(
        select(Import)
        .where(_AT_WORK, or_(Import.lease_until.is_(None), Import.lease_until <= now))
        .order_by(Import.worked_at, Import.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if found is None:
        return None
    found.fence, found.lease_until, found.worked_at = found.fence + 1, now + LEASE, now
    tx.flush()
    return Lease(import_id=found.id, fence=found.fence)


def keep(tx: Transaction, lease: Lease, now: datetime) -> Import:
    """Begin a batch: keep the lease and give the import as it stands, or raise LeaseLost if it is ours no longer."""
    kept = update(Import).where(Import.id == lease.import_id, Import.fence == lease.fence)
    if changed(tx.execute(kept.values(lease_until=now + LEASE))) == 0:
        raise LeaseLost
    return tx.scalars(select(Import).where(Import.id == lease.import_id)).one()


def release(tx: Transaction, lease: Lease) -> None:
    """Let somebody else go on with it."""
    let = update(Import).where(Import.id == lease.import_id, Import.fence == lease.fence)
    tx.execute(let.values(lease_until=None))


def note(tx: Transaction, import_id: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write down what became of rows; a number comes once."""
    every = [{"import_id": import_id, "why": "", "cells": [], "enrollment_id": None, **row} for row in rows]
    if every:
        tx.execute(insert(ImportRow), every)


def added(tx: Transaction, import_id: int, *, limit: int) -> list[ImportRow]:
    """List rows by which somebody came in and was not taken back yet, in order."""
    wanted = select(ImportRow).where(ImportRow.import_id == import_id, ImportRow.outcome == RowOutcome.ADDED)
    return list(tx.scalars(wanted.order_by(ImportRow.number).limit(limit)))


def tally(tx: Transaction, import_id: int) -> dict[RowOutcome, int]:
    """Count the rows by what became of them."""
    counted = select(ImportRow.outcome, func.count()).where(ImportRow.import_id == import_id)
    return {outcome: count for outcome, count in tx.execute(counted.group_by(ImportRow.outcome))}


def reasons(tx: Transaction, import_id: int, *, limit: int) -> list[tuple[RowOutcome, str, int]]:
    """Count the rows nobody came in by, by the reason, the commonest first."""
    count = func.count()
    wanted = (
        select(ImportRow.outcome, ImportRow.why, count)
        .where(
            ImportRow.import_id == import_id,
            ImportRow.outcome.in_((RowOutcome.LACKING, RowOutcome.REFUSED)),
            ImportRow.why != "",  # the row of somebody forgotten since says nothing any more
        )
        .group_by(ImportRow.outcome, ImportRow.why)
        .order_by(count.desc(), ImportRow.why)
        .limit(limit)
    )
    return [(outcome, why, number) for outcome, why, number in tx.execute(wanted)]


def turned_away(tx: Transaction, import_id: int, *, limit: int) -> list[ImportRow]:
    """List the rows nobody came in by, in order."""
    wanted = select(ImportRow).where(
        ImportRow.import_id == import_id, ImportRow.outcome.in_((RowOutcome.LACKING, RowOutcome.REFUSED))
    )
    return list(tx.scalars(wanted.order_by(ImportRow.number).limit(limit)))


def purge(tx: Transaction, *, begun: datetime, left: datetime) -> None:
    """Forget imports that were uploaded and `left` before then, and those `begun` before then that have ended."""
    ended = (ImportStatus.DONE, ImportStatus.TAKEN_BACK)
    old = select(Import.id).where(
        Import.created_at < max(begun, left),
        or_(
            and_(Import.status == ImportStatus.UPLOADED, Import.created_at < left),
            and_(Import.status.in_(ended), Import.created_at < begun),
        ),
    )
    ids = list(tx.scalars(old))
    tx.execute(delete(ImportRow).where(ImportRow.import_id.in_(ids)))
    tx.execute(delete(Import).where(Import.id.in_(ids)))


def seal(tx: Transaction, secret: str) -> str:
    """Seal words for a link."""
    return typed(str, tx.info["vault"].seal(secret))


def unseal(tx: Transaction, sealed: str) -> str:
    """Open what `seal` sealed; raises storage.vault.UnreadableSecret for anything else."""
    return typed(str, tx.info["vault"].open(sealed))
