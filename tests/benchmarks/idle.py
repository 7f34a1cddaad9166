"""What waiting costs: a tick with nothing ready, and a look into a mailbox with nothing new.

`python -m tests.benchmarks.idle --kind sqlite --people 10000`
"""

import argparse
import time
from datetime import datetime, timedelta

from storage import mailboxes
from storage.database import Database
from tests.benchmarks import places, results, touches
from tests.benchmarks.crowd import Crowd
from tests.benchmarks.mailbox import World

TICKS = 200


def look_around(db: Database) -> int:
    """Count the connected mailboxes: whoever begins pays for maps and connections here."""
    with db.reading() as tx:
        return len(mailboxes.connected(tx))


def measure(url: str, now: datetime) -> dict[str, float]:
    """Read every mailbox once with nothing due, then tick while all of them rest."""
    db = places.database(url)
    count = look_around(db)
    with db.transaction() as tx:
        mailboxes.wake_all(tx, now)
    standing = touches.rounds(db, lambda: now, World())
    began = time.perf_counter()
    read = sum(iter(standing.tick, 0))
    reading = time.perf_counter() - began
    assert read >= count, f"{read} of {count} mailboxes were read"
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(TICKS):
        standing.tick()
    taken, cpu = time.perf_counter() - began, time.process_time() - cpu
    db.close()
    return {
        "tick_ms": taken / TICKS * 1000,
        "tick_cpu_ms": cpu / TICKS * 1000,
        "reading_ms": reading / read * 1000,
    }


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kind", action="append", choices=places.KINDS)
    asked.add_argument("--people", type=int, default=10_000)
    given = asked.parse_args()
    places.hush()
    rows = []
    for kind in given.kind or places.KINDS:
        with places.filled(kind, Crowd(enrollments=given.people, now=places.START)) as url:
            found = measure(url, places.START + timedelta(hours=1))
        rows.append([kind, f"{given.people:,}", *found.values()])
    heads = ["database", "enrolled", "tick, nothing ready: ms", "CPU ms", "reading a quiet mailbox: ms"]
    results.say("Nothing to do", results.table(heads, rows))


if __name__ == "__main__":
    main()
