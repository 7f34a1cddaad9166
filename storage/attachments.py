"""Files that go with email stages; one content is kept once for a workspace."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, select, update

from storage import drafts
from storage.database import Transaction
from storage.household import Attachment
from storage.models import Draft, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file as it comes in."""

    name: str
    kind: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What is known of a kept file without reading its content."""

    id: int
    name: str
    size: int


def add(tx: Transaction, team: str, file: File, now: datetime) -> Named:
    """Keep a file, or find it where the workspace has the same content under the same name."""
    digest = hashlib.sha256(file.content).hexdigest()
    same = select(Attachment.id).where(
        Attachment.team_id == team,
        Attachment.digest == digest,
        Attachment.name == file.name,
        Attachment.kind == file.kind,
    )
    id = tx.scalar(same.order_by(Attachment.id).limit(1).with_for_update())
    if id is None:
        id = _keep(tx, team, file, digest, now)
    else:
        # Chosen again: nobody may tidy it away before the stage that names it is saved.
        tx.execute(update(Attachment).where(Attachment.id == id).values(created_at=now))
    return Named(id=id, name=file.name, size=len(file.content))


def named(tx: Transaction, team: str, ids: Collection[int]) -> dict[int, Named]:
    """Name those of these files that this workspace has."""
    rows = tx.execute(
        select(Attachment.id, Attachment.name, Attachment.size).where(
            Attachment.team_id == team, Attachment.id.in_(ids)
        )
    )
    return {id: Named(id=id, name=name, size=size) for id, name, size in rows}


def contents(tx: Transaction, team: str, ids: Collection[int]) -> dict[int, File]:
    """Read these files of a workspace whole."""
    rows = tx.execute(
        select(Attachment.id, Attachment.name, Attachment.kind, Attachment.content).where(
            Attachment.team_id == team, Attachment.id.in_(ids)
        )
    )
    return {id: File(name=name, kind=kind, content=content) for id, name, kind, content in rows}


def purge(tx: Transaction, before: datetime) -> int:
    """Drop files older than this that no stage and no draft on a desk names; tell how many."""
    old = set(tx.scalars(select(Attachment.id).where(Attachment.created_at < before)))
    orphans = old - _in_stages(tx) - _on_desks(tx) if old else set()
    for id in sorted(orphans):
        tx.execute(delete(Attachment).where(Attachment.id == id, Attachment.created_at < before))
    return len(orphans)


def _keep(tx: Transaction, team: str, file: File, digest: str, now: datetime) -> int:
    kept = Attachment(
        team_id=team, name=file.name, kind=file.kind, size=len(file.content), digest=digest,
        content=file.content, created_at=now,
    )  # fmt: skip
    tx.add(kept)
    tx.flush()
    return kept.id


def _in_stages(tx: Transaction) -> set[int]:
    lists = tx.scalars(select(Stage.attachments).where(cast(Stage.attachments, String) != "[]"))
    return {int(id) for ids in lists for id in ids}


def _on_desks(tx: Transaction) -> set[int]:
    contents = tx.scalars(select(Draft.content).where(Draft.status.in_(drafts.ON_THE_DESK)))
    return {id for content in contents for id in _ids(content.get("stages", ()))}


def _ids(stages: Iterable[dict[str, Any]]) -> set[int]:
    return {int(one["id"]) for stage in stages for one in stage.get("attachments", ())}
