"""What somebody gets of a stage otherwise than everybody else; almost nobody does, so asking costs little."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select, update

from storage.database import Transaction, add_once
from storage.mailboxes import changed
from storage.models import OwnStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One stage for one person; without a `body` the stage's own words stand. `left_out` says why it never comes."""

    subject: str = ""
    body: str = ""
    left_out: str = ""


NOTHING = Own()


def of_enrollment(tx: Transaction, enrollment_id: int) -> dict[str, Own]:
    """Give what somebody gets otherwise, by the keys of the stages."""
    rows = tx.connection().execute(
        select(OwnStage.key, OwnStage.subject, OwnStage.body, OwnStage.left_out).where(
            OwnStage.enrollment_id == enrollment_id
        )
    )
    return {row.key: Own(subject=row.subject, body=row.body, left_out=row.left_out) for row in rows}


def left_out(tx: Transaction, enrollment_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """Say for these people which stages, by key, never come; nothing for whom all do."""
    rows = tx.execute(
        select(OwnStage.enrollment_id, OwnStage.key).where(
            OwnStage.enrollment_id.in_(enrollment_ids), OwnStage.left_out != ""
        )
    )
    found: dict[int, set[str]] = defaultdict(set)
    for enrollment_id, key in rows:
        found[enrollment_id].add(key)
    return {enrollment_id: frozenset(keys) for enrollment_id, keys in found.items()}


def put(tx: Transaction, enrollment_id: int, key: str, **values: str) -> None:
    """Write down what somebody gets of a stage; what is not given stays as it is."""
    add_once(tx, OwnStage, enrollment_id=enrollment_id, key=key)
    known = update(OwnStage).where(OwnStage.enrollment_id == enrollment_id, OwnStage.key == key)
    changed(tx.execute(known.values(**values), execution_options={"synchronize_session": False}))
