"""The same stages as one APScheduler job each, without any mail protocol.

`python -m tests.benchmarks.apscheduler_baseline --kind postgresql --people 10000`
"""

import argparse
import pickle
import sys
import time
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from sqlalchemy import Engine, text

from tests.benchmarks import places, results, server

DUE = 400
STAGE = "tests.benchmarks.apscheduler_baseline:stage"
LIFE_SECONDS = 180.0
FUTURE = datetime(2030, 1, 1, tzinfo=UTC)
MADE_AT_ONCE = 20_000


class Office:
    """What a job finds when it fires: where to write down, and where to plan the next stage."""

    engine: Engine
    scheduler: BackgroundScheduler
    url = ""
    awaited = 0
    done = 0
    over = Event()


def stage(number: int, position: int) -> None:
    """Send (to a server, if there is one), write down that it went, plan the next."""
    if Office.url:
        server.send(Office.url, f"{number}:{position}")
    with Office.engine.begin() as connection:
        connection.execute(text("INSERT INTO done VALUES (:n, :p)"), {"n": number, "p": position})
    due = datetime.now(UTC) + timedelta(days=3)
    Office.scheduler.add_job(
        STAGE,
        "date",
        run_date=due,
        args=(number, position + 1),
        id=f"{number}:{position + 1}",
        misfire_grace_time=None,
    )
    Office.done += 1
    if Office.done >= Office.awaited:
        Office.over.set()


def scheduler(url: str) -> BackgroundScheduler:
    """Give a scheduler on a database opened as ours is, with the settings an attentive user chooses."""
    Office.engine = places.database(url).engine
    store = SQLAlchemyJobStore(engine=Office.engine)
    Office.scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
    return Office.scheduler


def fill(url: str, *, future: int, due: int) -> None:
    """Write as many future jobs as there are people, and some that are due, past the slow door of add_job."""
    one = scheduler(url)
    with Office.engine.begin() as connection:
        connection.execute(text("CREATE TABLE done (number INTEGER, position INTEGER)"))
    one.start(paused=True)
    model = one.add_job(STAGE, "date", run_date=FUTURE, args=(0, 1), id="model", misfire_grace_time=None)
    state = dict(model.__getstate__())
    model.remove()
    one.shutdown()
    now = datetime.now(UTC) - timedelta(seconds=1)
    for first in range(0, future + due, MADE_AT_ONCE):
        rows = [
            _row(state, number, now if number < due else FUTURE)
            for number in range(first, min(first + MADE_AT_ONCE, future + due))
        ]
        with Office.engine.begin() as connection:
            connection.execute(text("INSERT INTO apscheduler_jobs VALUES (:id, :at, :state)"), rows)
    with Office.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    Office.engine.dispose()


def _row(state: dict[str, Any], number: int, at: datetime) -> dict[str, Any]:
    name = f"{number}:1"
    own = {**state, "id": name, "args": (number, 1), "trigger": DateTrigger(at), "next_run_time": at}
    return {"id": name, "at": at.timestamp(), "state": pickle.dumps(own, pickle.HIGHEST_PROTOCOL)}


def measure(kind: str, people: int) -> dict[str, Any]:
    """Let everything that is due fire once."""
    with places.address(kind) as url:
        fill(url, future=people, due=DUE)
        Office.awaited, Office.done, Office.over = DUE, 0, Event()
        one = scheduler(url)
        began, cpu = time.perf_counter(), time.process_time()
        one.start()
        finished = Office.over.wait(600)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        one.shutdown()
        Office.engine.dispose()
    assert finished, "the jobs did not all fire within ten minutes"
    return {"kind": kind, "people": people, "per_second": DUE / seconds, "cpu_ms": cpu / DUE * 1000}


def work(url: str, gmail: str) -> None:
    """Run until killed, or for three minutes."""
    Office.url, Office.awaited = gmail, sys.maxsize
    scheduler(url).start()
    print("ready", flush=True)
    time.sleep(LIFE_SECONDS)


def tell(figures: list[dict[str, Any]]) -> str:
    """Draw the figures."""
    rows = [
        [one["kind"], f"{one['people']:,}", float(one["per_second"]), float(one["cpu_ms"])] for one in figures
    ]
    return results.table(["APScheduler 3, a job per stage", "future stages", "stages/s", "CPU ms each"], rows)


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kind", action="append", choices=places.KINDS)
    asked.add_argument("--people", action="append", type=int)
    asked.add_argument("--work")
    asked.add_argument("--gmail", default="")
    given = asked.parse_args()
    if given.work:
        work(given.work, given.gmail)
        return
    sizes = given.people or (10_000, 1_000_000)
    figures = [measure(kind, people) for kind in given.kind or places.KINDS for people in sizes]
    results.keep("apscheduler", {"machine": results.machine(), "figures": figures})
    results.say("APScheduler", tell(figures))


if __name__ == "__main__":
    from tests.benchmarks import (
        apscheduler_baseline,
    )  # jobs look the module up by name: this must be that one

    apscheduler_baseline.main()
