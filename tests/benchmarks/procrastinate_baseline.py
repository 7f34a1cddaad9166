"""The same stages as one procrastinate task each on PostgreSQL, without any mail protocol.

`python -m tests.benchmarks.procrastinate_baseline --people 10000`
"""

import argparse
import asyncio
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from procrastinate import App, PsycopgConnector

from tests.benchmarks import places, results, server

TASK = "stage"
SIZES = (10_000, 1_000_000)
WORKERS = (1, 2)
CONCURRENCY = 10
PATIENCE = 60.0
LIFE_SECONDS = 180.0


def app(url: str, *, gmail: str = "") -> App:
    """Give an app with the one task: send, write down, plan the next."""
    connector = PsycopgConnector(conninfo=url, min_size=2, max_size=CONCURRENCY + 4)
    found = App(connector=connector)

    @found.task(name=TASK)
    async def stage(number: int, position: int) -> None:
        if gmail:
            await asyncio.to_thread(server.send, gmail, f"{number}:{position}")
        await connector.execute_query_async(
            "INSERT INTO done VALUES (%(number)s, %(position)s)", number=number, position=position
        )
        due = datetime.now(UTC) + timedelta(days=3)
        await stage.configure(schedule_at=due).defer_async(number=number, position=position + 1)

    return found


def fill(url: str, *, future: int, due: int) -> None:
    """Write procrastinate's tables, as many future jobs as there are people, and some that are due now."""
    with psycopg.connect(url, autocommit=True) as connection:
        asyncio.run(_tables(url))
        connection.execute("CREATE TABLE done (number INTEGER, position INTEGER)")
        for first, last, when in ((due, due + future, "3000 days"), (0, due, "-1 second")):
            connection.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
                " SELECT 'default', %s, jsonb_build_object('number', n, 'position', 1), now() + %s::interval"
                " FROM generate_series(%s::int, %s::int - 1) n",
                (TASK, when, first, last),
            )
        connection.execute("VACUUM ANALYZE")


async def _tables(url: str) -> None:
    async with app(url).open_async() as opened:
        await opened.schema_manager.apply_schema_async()


def measure(people: int, workers: int, *, due: int = 100) -> dict[str, Any]:
    """Let so many workers run what is due, for a minute at most; the CPU is that of the first."""
    with places.address("postgresql") as url:
        fill(url, future=people, due=due)
        others = [_beside(url) for _ in range(workers - 1)]
        began, cpu = time.perf_counter(), time.process_time()
        asyncio.run(_run(url, due))
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        done = _done(url)
        for other in others:
            other.kill()
            other.communicate()
    figures = {"per_second": done / seconds, "cpu_ms": cpu / max(done, 1) * 1000, "done": done}
    return {"people": people, "workers": workers, **figures}


def _beside(url: str) -> subprocess.Popen[str]:
    """Start one more worker in a process of its own; it has begun when this is over."""
    asked = [sys.executable, "-m", "tests.benchmarks.procrastinate_baseline", "--work", url]
    process = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, env=places.environment())
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


async def _run(url: str, due: int) -> None:
    async with app(url).open_async() as opened:
        working = asyncio.create_task(_work(opened))
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and await asyncio.to_thread(_done, url) < due:
            await asyncio.sleep(0.1)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


async def _work(opened: App) -> None:
    await opened.run_worker_async(
        concurrency=CONCURRENCY,
        install_signal_handlers=False,
        listen_notify=False,
        shutdown_graceful_timeout=1,
    )


def _done(url: str) -> int:
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM done").fetchone()
        assert found is not None
        return int(found[0])


def work(url: str, gmail: str) -> None:
    """Run until killed, or for three minutes."""
    asyncio.run(_for_long(url, gmail))


async def _for_long(url: str, gmail: str) -> None:
    async with app(url, gmail=gmail).open_async() as opened:
        print("ready", flush=True)
        working = asyncio.create_task(_work(opened))
        await asyncio.sleep(LIFE_SECONDS)
        working.cancel()


def tell(figures: list[dict[str, Any]]) -> str:
    """Draw the figures."""
    rows = [[f"{one['people']:,}", one["workers"], float(one["per_second"])] for one in figures]
    return results.table(["procrastinate: future stages", "workers", "stages/s"], rows)


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--people", action="append", type=int)
    asked.add_argument("--work")
    asked.add_argument("--gmail", default="")
    given = asked.parse_args()
    if given.work:
        work(given.work, given.gmail)
        return
    figures = [measure(people, workers) for people in given.people or SIZES for workers in WORKERS]
    results.keep("procrastinate", {"machine": results.machine(), "figures": figures})
    results.say("procrastinate", tell(figures))


if __name__ == "__main__":
    from tests.benchmarks import procrastinate_baseline  # an app made in `__main__` is warned about

    procrastinate_baseline.main()
