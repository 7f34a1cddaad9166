"""What a version of a sequence says, as values; a version never changes, so it is read once a process."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import cast

from sqlalchemy import bindparam, select

from storage.database import Transaction
from storage.models import Stage
from storage.statuses import DelayUnit, StageKind

MOST_KEPT = 2_000
WRITTEN = "versions written"
"""Under this name a transaction notes which versions are its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStage:
    """One stage as it was written; `id` is its row."""

    id: int
    version_id: int
    position: int
    number: int
    key: str
    kind: StageKind
    delay: int
    delay_unit: DelayUnit
    at: time | None
    not_before: datetime | None
    subject: str
    body: str
    new_thread: bool
    attachments: tuple[int, ...]
    sender_id: int | None
    sender: str
    ask_first: bool
    variants: tuple[dict[str, str], ...]


Plan = tuple[PlannedStage, ...]


def of_version(tx: Transaction, version_id: int) -> Plan:
    """Give the stages of a version in order."""
    kept = cast(dict[int, Plan], tx.info["plans"])
    found = kept.get(version_id)
    if found is None:
        found = tuple(_stage(row) for row in tx.scalars(_STAGES, {"version": version_id}))
        _keep(tx, version_id, found)
    return found


def _keep(tx: Transaction, version_id: int, plan: Plan) -> None:
    if version_id in tx.info.get(WRITTEN, ()):
        return  # this very transaction may still be rolled back
    kept = cast(dict[int, Plan], tx.info["plans"])
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[version_id] = plan


def _stage(row: Stage) -> PlannedStage:
    return PlannedStage(
        id=row.id,
        version_id=row.version_id,
        position=row.position,
        number=row.number,
        key=row.key,
        kind=row.kind,
        delay=row.delay,
        delay_unit=row.delay_unit,
        at=row.at,
        not_before=row.not_before,
        subject=row.subject,
        body=row.body,
        new_thread=row.new_thread,
        attachments=tuple(row.attachments),
        sender_id=row.sender_id,
        sender=row.sender,
        ask_first=row.ask_first,
        variants=tuple(row.variants),
    )


_STAGES = select(Stage).where(Stage.version_id == bindparam("version")).order_by(Stage.position)
