"""Go through everybody in one sequence, batch by batch, whatever is done with them.

A run is a fact that says how far it has come, as in planning anew: each batch is one short transaction, whoever does
it, and what is broken off goes on from there.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

import structlog

from bot.outreach.house import House
from bot.outreach.plans.relocating import Tally
from storage import facts, stragglers
from storage.database import Database, Transaction

log = structlog.get_logger()

BATCH = 200
RUNS = "through:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How far it has come: everybody up to `after` is done. `way` says what is done, `by` on whose word.

    `version_id` is the version they are taken to, None where it is not about versions; whoever is there is left alone.
    """

    way: str
    sequence_id: int
    by: int
    began: str
    version_id: int | None = None
    after: int = 0
    tally: Tally = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What is done with a batch of people, and what once everybody is through; `is_alone` tells that nobody watches."""

    batch: Callable[[Transaction, Run, Sequence[int], House, datetime], Tally]
    finish: Callable[[Transaction, Run, bool, datetime], None]


Ways = Mapping[str, Way]


def begin(tx: Transaction, run: Run, now: datetime) -> None:
    """Write a run down; one of the same way through the same sequence is replaced by it."""
    _put(tx, run, now)
    log.info("going through", way=run.way, sequence=run.sequence_id)


def is_on(tx: Transaction, way: str, sequence_id: int) -> Run | None:
    """Give the run of this way through a sequence, if there is one, and keep others from it."""
    known = facts.held(tx, _key(way, sequence_id))
    return None if known is None else _read(known)


def batch(
    tx: Transaction, run: Run, way: Way, house: House, now: datetime, *, is_alone: bool, most: int = BATCH
) -> tuple[Run, bool]:
    """Do the next batch of a run; give it as it stands then, and whether everybody is through."""
    ids = stragglers.after(tx, run.sequence_id, run.after, version_id=run.version_id, limit=most)
    run = replace(run, tally=way.batch(tx, run, ids, house, now), after=ids[-1] if ids else run.after)
    if len(ids) == most:
        _put(tx, run, now)
        return run, False
    facts.drop(tx, _key(run.way, run.sequence_id))
    way.finish(tx, run, is_alone, now)
    log.info("gone through", way=run.way, sequence=run.sequence_id, moved=run.tally.moved)
    return run, True


def go_on(db: Database, ways: Ways, house: House, now: datetime, *, most: int = BATCH) -> int:
    """Do one batch of every run there is; tell how many batches were done."""
    with db.reading() as tx:
        keys = list(facts.under(tx, RUNS))
    return sum(_go_on(db, key, ways, house, now, most=most) for key in keys)


def _go_on(db: Database, key: str, ways: Ways, house: House, now: datetime, *, most: int) -> bool:
    with db.transaction() as tx:
        known = facts.held(tx, key)
        if known is None:
            return False
        run = _read(known)
        batch(tx, run, ways[run.way], house, now, is_alone=True, most=most)
        return True


def _key(way: str, sequence_id: int) -> str:
    return f"{RUNS}{way}:{sequence_id}"


def _put(tx: Transaction, run: Run, now: datetime) -> None:
    facts.put(tx, _key(run.way, run.sequence_id), json.dumps(asdict(run)), now)


def _read(known: str) -> Run:
    kept = json.loads(known)
    tally = kept.pop("tally")
    return Run(**kept, tally=Tally(**{**tally, "kept": tuple(tally["kept"])}))
