"""What this machine can do at all: every other figure is read beside these. `python -m tests.benchmarks.floor`."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from tests.benchmarks import places, results

SECONDS = 2.0


def _rate(once: Callable[[], object]) -> float:
    once()
    done, began = 0, time.perf_counter()
    while (taken := time.perf_counter() - began) < SECONDS:
        once()
        done += 1
    return done / taken


def _loop() -> float:
    """Count a million turns of a plain loop, in millions a second."""
    began = time.perf_counter()
    total = 0
    for number in range(5_000_000):
        total += number & 1
    return 5 / (time.perf_counter() - began)


def _syncs(folder: Path) -> float:
    with (folder / "sync").open("ab", buffering=0) as file:

        def once() -> None:
            file.write(b"x" * 4096)
            os.fsync(file.fileno())

        return _rate(once)


def _sqlite(folder: Path) -> float:
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE t (a INTEGER)")

    def once() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t VALUES (1)")
        connection.execute("COMMIT")

    return _rate(once)


def _postgres() -> float:
    with places.address("postgresql") as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (a INTEGER)")
        return _rate(lambda: connection.execute("INSERT INTO t VALUES (1)"))


def measure() -> dict[str, Any]:
    """Measure the machine."""
    with tempfile.TemporaryDirectory(prefix="overture-bench-") as folder:
        return {
            "Python, million turns of a loop/s": _loop(),
            "fsync of 4 kB/s": _syncs(Path(folder)),
            "SQLite commits/s (WAL, FULL)": _sqlite(Path(folder)),
            "PostgreSQL commits/s, one connection": _postgres(),
        }


def tell(figures: dict[str, Any]) -> str:
    """Draw the figures."""
    return results.table(
        ["the machine's floor", "figure"], [[name, float(value)] for name, value in figures.items()]
    )


def main() -> None:
    """Measure and tell."""
    figures = measure()
    results.keep("floor", {"machine": results.machine(), "figures": figures})
    results.say(f"The floor: {results.machine()}", tell(figures))


if __name__ == "__main__":
    main()
