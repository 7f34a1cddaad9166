"""What the protocol alone costs: the statements of a wave, put again without anything around them.

`python -m tests.benchmarks.protocol`: the real rounds settle a wave of follow-ups, and their statements are written
down; then the driver alone puts them to a copy of the database as it was before. Nobody who keeps the transactions of
a mail can be faster than that.
"""

import argparse
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import make_url

from storage.database import Database
from tests.benchmarks import idle, places, results, touches
from tests.benchmarks.crowd import Crowd
from tests.benchmarks.mailbox import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """One statement as the driver gets it; `begin`, `commit` and `rollback` are words for the transaction."""

    statement: str
    values: Any = ()
    is_many: bool = False


def measure(kind: str, people: int) -> dict[str, Any]:
    """Settle a wave and put its statements again."""
    crowd = Crowd(enrollments=people, now=places.START, due=touches.DUE, waves=2)
    with places.filled(kind, crowd) as url:
        db = places.database(url)
        idle.look_around(db)
        _settle(db, 0)
        db.close()
        with _copied(url) as copy:
            db = places.database(url)
            puts = _written_down(db)
            began, cpu = time.perf_counter(), time.process_time()
            _settle(db, 1)
            ours = (time.perf_counter() - began, time.process_time() - cpu)
            db.close()
            alone = _put_again(copy, puts)
    per = 1000 / touches.DUE
    return {
        "kind": kind,
        "people": people,
        "statements": sum(put.statement not in _WORDS for put in puts) / touches.DUE,
        "transactions": sum(put.statement == "begin" for put in puts) / touches.DUE,
        "cpu_ms": ours[1] * per,
        "per_second": touches.DUE / ours[0],
        "alone_cpu_ms": alone[1] * per,
        "alone_per_second": touches.DUE / alone[0],
    }


_WORDS = ("begin", "commit", "rollback")


def _settle(db: Database, number: int) -> None:
    world = World()
    one = touches.rounds(db, touches.SteadyClock(touches.wave(number)), world)
    while one.tick():
        pass
    assert len(world.sent) == touches.DUE


def _written_down(db: Database) -> list[Put]:
    puts: list[Put] = []

    def hear(_c: object, _cursor: object, statement: str, values: Any, _context: object, many: bool) -> None:
        puts.append(Put(statement=statement, values=values, is_many=many))

    event.listen(db.engine, "before_cursor_execute", hear)
    for word in _WORDS:
        event.listen(db.engine, word, lambda _connection, word=word: puts.append(Put(statement=word)))
    return puts


@contextmanager
def _copied(url: str) -> Iterator[str]:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        path = Path(str(address.database))
        copy = path.with_suffix(".copy")
        shutil.copy(path, copy)
        yield str(copy)
        return
    name = f"{address.database}_copy"
    house = address.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(house, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{address.database}"')
        yield address.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}"')


def _put_again(copy: str, puts: list[Put]) -> tuple[float, float]:
    connection: Any
    if copy.startswith("postgresql"):
        connection = psycopg.connect(copy)
    else:
        connection = sqlite3.connect(copy, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    cursor = connection.cursor()
    began, cpu = time.perf_counter(), time.process_time()
    for put in puts:
        _put(connection, cursor, put)
    taken = (time.perf_counter() - began, time.process_time() - cpu)
    connection.close()
    return taken


def _put(connection: Any, cursor: Any, put: Put) -> None:
    if put.statement == "begin":
        if isinstance(connection, sqlite3.Connection):
            cursor.execute("BEGIN IMMEDIATE")
    elif put.statement in _WORDS:
        connection.commit()
    elif put.is_many:
        cursor.executemany(put.statement, put.values)
    else:
        cursor.execute(put.statement, put.values)
        if cursor.description is not None:
            cursor.fetchall()


def tell(figures: list[dict[str, Any]]) -> str:
    """Draw the figures."""
    names = (
        "statements",
        "transactions",
        "cpu_ms",
        "per_second",
        "alone_cpu_ms",
        "alone_per_second",
    )
    rows = [[one["kind"], f"{one['people']:,}", *(float(one[name]) for name in names)] for one in figures]
    heads = [
        "statements a mail",
        "transactions",
        "CPU ms each",
        "touches/s",
        "put again: CPU ms",
        "touches/s",
    ]
    return results.table(["database", "enrolled", *heads], rows)


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kind", action="append", choices=places.KINDS)
    asked.add_argument("--people", type=int, default=10_000)
    given = asked.parse_args()
    places.hush()
    figures = [measure(kind, given.people) for kind in given.kind or places.KINDS]
    results.say("The protocol alone", tell(figures))


if __name__ == "__main__":
    main()
