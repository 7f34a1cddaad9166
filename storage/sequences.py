"""Sequences, and the versions of what they say."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, select

from storage.database import Transaction
from storage.models import Sequence, SequenceVersion, Stage
from storage.plans import WRITTEN
from storage.statuses import Access, SequenceStatus


def key(name: str) -> str:
    """Fold a name for comparison: case and spaces do not make a new name."""
    return " ".join(name.casefold().split())


def add(tx: Transaction, *, team: str, owner_id: int, name: str, access: Access, now: datetime) -> Sequence:
    """Write down a new sequence, still without a version."""
    sequence = Sequence(
        team_id=team, owner_id=owner_id, name=name, name_key=key(name), access=access,
        status=SequenceStatus.ACTIVE, created_at=now,
    )  # fmt: skip
    tx.add(sequence)
    tx.flush()
    return sequence


def add_version(
    tx: Transaction, sequence_id: int, stages: Iterable[Stage], *, by: int, now: datetime
) -> SequenceVersion:
    """Write down what a sequence says from now on; older versions stay as they are."""
    number = tx.scalar(
        select(func.coalesce(func.max(SequenceVersion.number), 0) + 1).where(
            SequenceVersion.sequence_id == sequence_id
        )
    )
    written = list(stages)
    for position, stage in enumerate(written, _next_position(tx, sequence_id)):
        stage.position = position
    version = SequenceVersion(
        sequence_id=sequence_id, number=number, created_by=by, created_at=now, stages=written
    )
    tx.add(version)
    tx.flush()
    tx.info.setdefault(WRITTEN, set()).add(version.id)
    return version


def _next_position(tx: Transaction, sequence_id: int) -> int:
    last = (
        select(func.max(Stage.position))
        .join(SequenceVersion)
        .where(SequenceVersion.sequence_id == sequence_id)
    )
    position = tx.scalar(last)
    return 0 if position is None else position + 1


def get(tx: Transaction, sequence_id: int) -> Sequence | None:
    """Find a sequence by id."""
    return tx.get(Sequence, sequence_id)


def lock(tx: Transaction, sequence_id: int) -> Sequence:
    """Take a sequence for changing, so that two who save it follow each other; the row is read afresh."""
    wanted = select(Sequence).where(Sequence.id == sequence_id)
    return tx.scalars(wanted.with_for_update(key_share=True).execution_options(populate_existing=True)).one()


def version(tx: Transaction, version_id: int) -> SequenceVersion | None:
    """Find one version of a sequence."""
    return tx.get(SequenceVersion, version_id)


def before(tx: Transaction, version: SequenceVersion) -> SequenceVersion | None:
    """Give the version before one; None for the first."""
    return tx.scalar(
        select(SequenceVersion).where(
            SequenceVersion.sequence_id == version.sequence_id, SequenceVersion.number == version.number - 1
        )
    )


def latest(tx: Transaction, sequence_id: int) -> SequenceVersion:
    """Give what a sequence says now."""
    return tx.scalars(_LATEST, {"sequence": sequence_id}).one()


def stage_counts(tx: Transaction, sequence_ids: Collection[int]) -> dict[int, int]:
    """Count the stages of the latest version of each sequence."""
    newest = (
        select(SequenceVersion.sequence_id, func.max(SequenceVersion.id).label("version_id"))
        .where(SequenceVersion.sequence_id.in_(sequence_ids))
        .group_by(SequenceVersion.sequence_id)
        .subquery()
    )
    rows = tx.execute(
        select(newest.c.sequence_id, func.count(Stage.id))
        .join(Stage, Stage.version_id == newest.c.version_id)
        .group_by(newest.c.sequence_id)
    )
    return {sequence_id: count for sequence_id, count in rows}


def of_team(tx: Transaction, team: str) -> list[Sequence]:
    """List every sequence of a workspace by name; who may see which is for `rules.access` to say."""
    return list(tx.scalars(select(Sequence).where(Sequence.team_id == team).order_by(Sequence.name_key)))


def by_name(tx: Transaction, team: str, name: str) -> Sequence | None:
    """Find a sequence by its name, folded."""
    return tx.scalar(select(Sequence).where(Sequence.team_id == team, Sequence.name_key == key(name)))


def teams(tx: Transaction) -> list[str]:
    """List the workspaces that have sequences."""
    return list(tx.scalars(select(Sequence.team_id).distinct().order_by(Sequence.team_id)))


_LATEST = (
    select(SequenceVersion)
    .where(SequenceVersion.sequence_id == bindparam("sequence"))
    .order_by(SequenceVersion.number.desc())
    .limit(literal_column("1"))
)
