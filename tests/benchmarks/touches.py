"""Touches settled per second, the whole protocol against a mailbox in memory, on both databases.

`python -m tests.benchmarks.touches --kind sqlite --people 10000`
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

from bot.outreach.house import House
from bot.rules.pacing import Bucket, Pace, Quota
from bot.workers.rounds import Rounds
from storage.database import Database
from tests.benchmarks import idle, places, results
from tests.benchmarks.crowd import WAVE, Crowd
from tests.benchmarks.mailbox import QuickSessions, World
from tests.benchmarks.results import Goal

SIZES = (10_000, 100_000, 1_000_000)
WORKERS = (1, 2, 3, 4)
DUE = 400
"""Ten mails for each of forty mailboxes: what one round of each may send."""


class SteadyClock:
    """Time that began at an instant and runs as fast as ours."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = time.monotonic()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How what was due was settled."""

    settled: int
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        return self.settled / self.seconds

    @property
    def cpu_ms(self) -> float:
        return self.cpu / self.settled * 1000


def house() -> House:
    """Give a house without spacing or cap: what is measured is the machine and not the manners."""
    plenty = Bucket(per_minute=1_000_000_000, burst=1_000_000_000)
    return House(
        pace=Pace(daily_cap=1_000_000, least=timedelta(0), most=timedelta(0)),
        quota=Quota(mailbox=plenty, project=plenty),
    )


def rounds(db: Database, clock: Callable[[], datetime], world: World) -> Rounds:
    """Give a worker that meets mailboxes in memory."""
    return Rounds(db, QuickSessions(db, clock, world), house(), clock)


def wave(number: int) -> datetime:
    """Tell when a wave of mails is due."""
    return places.START + timedelta(seconds=WAVE * number)


def by_threads(url: str, starts: Sequence[datetime], workers: int) -> Measured:
    """Settle wave after wave with so many workers of this process; the last one counts."""
    db = places.database(url)
    *_, taken = [_by_threads(db, start, workers) for start in starts]
    db.close()
    return taken


def _by_threads(db: Database, start: datetime, workers: int) -> Measured:
    world, clock = World(), SteadyClock(start)
    one = rounds(db, clock, world)
    threads = [Thread(target=_work, args=(one,)) for _ in range(workers)]
    began, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured(
        settled=len(world.sent), seconds=time.perf_counter() - began, cpu=time.process_time() - cpu
    )


def _work(one: Rounds) -> None:
    while one.tick():
        pass


def by_processes(url: str, starts: Sequence[datetime], workers: int) -> Measured:
    """Settle wave after wave with so many processes, from the word until the last of them has told; the last counts."""
    asked, environment = (
        [sys.executable, "-m", "tests.benchmarks.touches", "--work", url],
        places.environment(),
    )
    crew = [
        subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(workers)
    ]
    for process in crew:
        assert _told(process) == "ready"
    *_, taken = [_by_processes(crew, start) for start in starts]
    for process in crew:
        process.communicate()
    return taken


def _by_processes(crew: Sequence[subprocess.Popen[str]], start: datetime) -> Measured:
    began = time.perf_counter()
    for process in crew:
        assert process.stdin is not None
        process.stdin.write(f"{start.isoformat()}\n")
        process.stdin.flush()
    told = [json.loads(_told(process)) for process in crew]
    return Measured(
        settled=sum(one["settled"] for one in told),
        seconds=time.perf_counter() - began,
        cpu=sum(one["cpu"] for one in told),
    )


def _told(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def work(url: str) -> None:
    """Be one of several processes: get ready, settle each wave whose start is named, tell how it went."""
    db = places.database(url)
    idle.look_around(db)
    places.load_for_good()
    print("ready", flush=True)
    for line in sys.stdin:
        world = World()
        one, cpu = rounds(db, SteadyClock(datetime.fromisoformat(line.strip())), world), time.process_time()
        _work(one)
        print(json.dumps({"settled": len(world.sent), "cpu": time.process_time() - cpu}), flush=True)
    db.close()


def measure(kind: str, people: int) -> list[dict[str, Any]]:
    """Fill a database once; settle two waves with each number of workers, then tick with nothing due.

    The first of the two warms up.
    """
    found: list[dict[str, Any]] = []
    began = time.perf_counter()
    waves = [wave(number) for number in range(2 * len(WORKERS))]
    with places.filled(kind, Crowd(enrollments=people, now=places.START, due=DUE, waves=len(waves))) as url:
        found.append({"what": "fill", "seconds": time.perf_counter() - began})
        run = by_threads if kind == "sqlite" else by_processes
        for number, workers in enumerate(WORKERS):
            taken = run(url, waves[2 * number : 2 * number + 2], workers)
            assert taken.settled == DUE, f"{taken.settled} of {DUE} were settled"
            found.append({"what": "touches", "workers": workers, **_figures(taken)})
        found.append({"what": "idle", **idle.measure(url, wave(len(waves)))})
    return [{"kind": kind, "people": people, **one} for one in found]


def _figures(taken: Measured) -> dict[str, float]:
    return {**asdict(taken), "per_second": taken.per_second, "cpu_ms": taken.cpu_ms}


def chosen(figures: list[dict[str, Any]], **wanted: Any) -> dict[str, Any] | None:
    """Find the figures of one run."""
    return next(iter(_all(figures, wanted)), None)


def best(figures: list[dict[str, Any]], **wanted: Any) -> dict[str, Any] | None:
    """Find the figures of the number of workers that did most."""
    return max(_all(figures, wanted), key=lambda one: float(one["per_second"]), default=None)


def _all(figures: list[dict[str, Any]], wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in figures if all(one.get(name) == value for name, value in wanted.items())]


def goals(figures: list[dict[str, Any]]) -> list[Goal]:
    """Compare the largest crowd with the smallest."""
    found = []
    for kind in places.KINDS:
        small, large = (
            chosen(figures, what="touches", kind=kind, people=people, workers=1)
            for people in (SIZES[0], SIZES[-1])
        )
        if small and large:
            ratio = large["seconds"] / small["seconds"]
            what = f"the same work due at 1,000,000 against 10,000 enrolled, {kind}"
            found.append(Goal(what=what, measured=ratio, wanted=1.2, at_most=True))
    return found


def tell(figures: list[dict[str, Any]]) -> str:
    """Draw the figures."""
    rows = [
        [
            one["kind"],
            f"{one['people']:,}",
            one["workers"],
            float(one["per_second"]),
            float(one["cpu_ms"]),
        ]
        for one in figures
        if one["what"] == "touches"
    ]
    idles = [
        [
            one["kind"],
            f"{one['people']:,}",
            *map(float, (one["tick_ms"], one["tick_cpu_ms"], one["reading_ms"])),
        ]
        for one in figures
        if one["what"] == "idle"
    ]
    return (
        results.table(["database", "enrolled", "workers", "touches/s", "CPU ms each"], rows)
        + "\n\n"
        + results.table(
            ["database", "enrolled", "tick, nothing ready: ms", "CPU ms", "reading a quiet mailbox: ms"],
            idles,
        )
    )


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kind", action="append", choices=places.KINDS)
    asked.add_argument("--people", action="append", type=int)
    asked.add_argument("--work")
    given = asked.parse_args()
    places.hush()
    if given.work:
        work(given.work)
        return
    places.load_for_good()
    figures = [
        one
        for kind in given.kind or places.KINDS
        for people in given.people or SIZES
        for one in measure(kind, people)
    ]
    results.keep("touches", {"machine": results.machine(), "figures": figures})
    results.say("Touches settled, whole protocol, Gmail in memory", tell(figures))


if __name__ == "__main__":
    main()
