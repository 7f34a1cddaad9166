"""The same kill -9 for all three: what is lost and what goes out twice. `python -m tests.benchmarks.kills`.

A server of its own counts what went out; it outlives every worker. Each contestant gets so many mails due at once, its
worker is killed again and again while it works, and a last worker may finish in peace.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from bot.outreach.mailboxes.connecting import Sessions
from bot.workers.rounds import Rounds
from storage.errors import DatabaseTrouble
from storage.models import Touch
from storage.statuses import TouchStatus
from tests.benchmarks import (
    apscheduler_baseline,
    idle,
    places,
    procrastinate_baseline,
    results,
    server,
    touches,
)
from tests.benchmarks.crowd import Crowd
from tests.benchmarks.results import Goal

DUE = 150
KILLS = 6
QUIET_SECONDS = 20.0
PEACE_SECONDS = 150.0
HURRY = 60
"""How much faster our clock runs: leases of two minutes and looks of five pass in seconds, as in a long night."""

CONTESTANTS = ("ours, sqlite", "ours, postgresql", "APScheduler, postgresql", "procrastinate, postgresql")


def measure(seed: int = 1) -> list[dict[str, Any]]:
    """Kill each contestant alike."""
    return [_torture(name, random.Random(seed)) for name in CONTESTANTS]


def _torture(name: str, chance: random.Random) -> dict[str, Any]:
    who, _, kind = name.partition(", ")
    with server.running() as gmail, _prepared(who, kind) as url:
        asked = _asked(who, url, gmail)
        for _ in range(KILLS):
            _one_life(asked, chance.uniform(0.2, 1.2))
        settled = _last_life(asked, gmail)
        gone = server.gone(gmail)
        held = _asked_about(url) if who == "ours" else 0
    twice = sum(times - 1 for times in gone.values())
    lost = DUE - len(gone) - held
    return {"who": name, "lost": lost, "asked": held, "twice": twice, "seconds": settled}


def _asked_about(url: str) -> int:
    """Count the mails whose recruiter was asked what became of them."""
    db = places.database(url)
    with db.reading() as tx:
        held = tx.query(Touch).filter(Touch.status == TouchStatus.HELD).count()
    db.close()
    return held


@contextmanager
def _prepared(who: str, kind: str) -> Iterator[str]:
    if who == "ours":
        with places.filled(kind, Crowd(enrollments=1_000, now=places.START, due=DUE)) as url:
            yield url
        return
    with places.address(kind) as url:
        baseline = apscheduler_baseline if who == "APScheduler" else procrastinate_baseline
        baseline.fill(url, future=1_000, due=DUE)
        yield url


def _asked(who: str, url: str, gmail: str) -> list[str]:
    module = {
        "ours": ["kills", "--start", places.START.isoformat(), "--since", str(time.time())],
        "APScheduler": ["apscheduler_baseline"],
        "procrastinate": ["procrastinate_baseline"],
    }[who]
    return [
        sys.executable,
        "-m",
        f"tests.benchmarks.{module[0]}",
        *module[1:],
        "--work",
        url,
        "--gmail",
        gmail,
    ]


def _one_life(asked: list[str], seconds: float) -> None:
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, env=places.environment()) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(seconds)
        process.kill()


def _last_life(asked: list[str], gmail: str) -> float:
    """Let a worker go on until nothing has gone out for a while; tell how long it took."""
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, env=places.environment()) as process:
        began = changed = time.monotonic()
        known = -1
        while time.monotonic() - began < PEACE_SECONDS and time.monotonic() - changed < QUIET_SECONDS:
            gone = server.gone(gmail)
            now = sum(gone.values())
            if len(gone) == DUE:
                break
            if now != known:
                known, changed = now, time.monotonic()
            time.sleep(0.2)
        process.kill()
    return changed - began


def work(url: str, gmail: str, start: datetime, since: float) -> None:
    """Be our worker: tick until killed, by a clock that all lives share."""
    db = places.database(url)
    idle.look_around(db)

    def clock() -> datetime:
        return start + timedelta(seconds=(time.time() - since) * HURRY)

    working = Rounds(db, Sessions(db, server.google(gmail), clock), touches.house(), clock)
    print("ready", flush=True)
    while True:
        try:
            done = working.tick()
        except DatabaseTrouble:
            done = 0  # as the runner does: what a dead worker still holds in PostgreSQL is free in a moment
        if not done:
            time.sleep(0.05)


def goals(figures: list[dict[str, Any]]) -> list[Goal]:
    """Lose none and repeat none."""
    ours = [one for one in figures if one["who"].startswith("ours")]
    bad = float(sum(one["lost"] + one["twice"] for one in ours))
    return [Goal(what="mails of ours lost or repeated by kill -9", measured=bad, wanted=0.0, at_most=True)]


def tell(figures: list[dict[str, Any]]) -> str:
    """Draw the figures."""
    rows = [[one["who"], DUE, KILLS, one["lost"], one["twice"], one["asked"]] for one in figures]
    return results.table(["who", "due", "kill -9", "lost", "sent twice", "recruiter asked"], rows)


def main() -> None:
    """Measure, or be the one who is killed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--work")
    asked.add_argument("--gmail", default="")
    asked.add_argument("--start", type=datetime.fromisoformat)
    asked.add_argument("--since", type=float, default=0.0)
    given = asked.parse_args()
    places.hush()
    if given.work:
        work(given.work, given.gmail, given.start, given.since)
        return
    figures = measure(given.seed)
    results.keep("kills", {"machine": results.machine(), "figures": figures})
    results.say("The same kill -9 for all", tell(figures))


if __name__ == "__main__":
    main()
