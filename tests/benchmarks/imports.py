"""Ten thousand rows of a file, from the click to the last row: `python -m tests.benchmarks.imports`.

How many rows a second come in, how much memory that takes, and how long a colleague waits meanwhile for a form:
one is sent off every fifth of a second, as if a colleague enrolled somebody by hand.
"""

import argparse
import resource
import threading
import time
import tracemalloc
from typing import Any

from bot.outreach.candidates import enrolling, importing
from bot.outreach.candidates.import_pictures import ImportCard
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.people import Who
from bot.workers.imports import Imports
from storage.attachments import File
from storage.database import Database
from tests.benchmarks import places, results
from tests.benchmarks.crowd import TEAM, Crowd

ROWS = 10_000
AROUND = 10_000
EVERY = 0.2
ANA, BEN = Who(team=TEAM, slack_id="U1"), Who(team=TEAM, slack_id="U2")


def measure(kind: str, *, rows: int = ROWS) -> dict[str, Any]:
    """Import a file among ten thousand people."""
    with places.filled(kind, Crowd(enrollments=AROUND, now=places.START)) as address:
        db = places.database(address)
        began = time.perf_counter()
        importing.keep(db, ANA, _file(rows), 1, house=House(), now=places.START)
        shown = time.perf_counter() - began
        tracemalloc.start()  # it makes everything slow
        form = importing.keep(db, ANA, _file(rows), 1, house=House(), now=places.START)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        columns = [one.meant for one in form.columns]
        assert isinstance(importing.begin(db, ANA, form.import_id, columns, now=places.START), ImportCard)
        seconds, waits = _imported(db)
        card = importing.card(db, form.import_id)
        db.close()
    assert card.added == rows, card
    ordered = sorted(waits)
    return {
        "kind": kind,
        "rows": rows,
        "preview_seconds": shown,
        "rows_a_second": rows / seconds,
        "reading_mb": peak / 2**20,
        "process_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "forms": len(ordered),
        "form_p95_ms": ordered[int(len(ordered) * 0.95)] * 1000,
        "form_most_ms": ordered[-1] * 1000,
    }


def tell(figures: list[dict[str, Any]]) -> str:
    """Draw the figures."""
    names = (
        "rows_a_second", "preview_seconds", "reading_mb", "process_mb", "form_p95_ms", "form_most_ms"
    )  # fmt: skip
    head = ["rows", "rows/s", "preview s", "preview MB", "process MB", "form p95 ms", "slowest ms"]
    rows = [[f"{one['rows']:,}, {one['kind']}", *(float(one[name]) for name in names)] for one in figures]
    return results.table(head, rows)


def _file(rows: int) -> File:
    lines = (f"Ada{n},Byron,ada.{n}@import.example,Navy {n % 97},Engineer" for n in range(rows))
    written = "\n".join(["First name,Last name,Email,Company,Title", *lines])
    return File(name="people.csv", kind="text/csv", content=written.encode())


def _imported(db: Database) -> tuple[float, list[float]]:
    """Import to the end while a colleague sends forms off; tell how long it took, and how long each form."""
    over, waits = threading.Event(), list[float]()

    def colleague() -> None:
        number = 0
        while not over.wait(EVERY):
            number += 1
            asked = Asked(address=f"alan.{number}@form.example", first_name="Alan", sequence_id=1)
            began = time.perf_counter()
            enrolling.enroll(db, BEN, asked, house=House(), now=places.START)
            waits.append(time.perf_counter() - began)

    worker = Imports(db, House(), lambda: places.START)
    beside = threading.Thread(target=colleague)
    beside.start()
    began = time.perf_counter()
    while worker.tick():
        pass
    seconds = time.perf_counter() - began
    over.set()
    beside.join()
    return seconds, waits


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kind", action="append", choices=places.KINDS)
    asked.add_argument("--rows", type=int, default=ROWS)
    given = asked.parse_args()
    places.hush()
    figures = [measure(kind, rows=given.rows) for kind in given.kind or places.KINDS]
    results.say("A file of people", tell(figures))


if __name__ == "__main__":
    main()
