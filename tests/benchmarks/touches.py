"""Touches settled per second, whole protocol: `python -m tests.benchmarks.touches --kind sqlite --people 10000`."""

import argparse
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock, Thread

import structlog

from bot.outreach.house import House
from bot.rules.pacing import Pace
from bot.workers.rounds import Rounds
from storage.database import Database
from tests.benchmarks import places
from tests.benchmarks.crowd import Crowd
from tests.benchmarks.mailbox import QuickSessions, World


class SteadyClock:
    """Time that began on a Monday at ten and runs as fast as ours."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = time.monotonic()
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        return self._start + self.ahead + timedelta(seconds=time.monotonic() - self._began)


def house() -> House:
    """Give a house without spacing or cap: what is measured is the machine and not the manners."""
    return House(pace=Pace(daily_cap=1_000_000, least=timedelta(0), most=timedelta(0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """How a crowd's due touches were settled."""

    settled: int
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        return self.settled / self.seconds


def settle(db: Database, *, due: int, workers: int = 1, world: World | None = None) -> Measured:
    """Settle everything that is due with so many workers of this process, each ticking on its own."""
    world = world or World()
    clock = SteadyClock(places.START)
    sessions = QuickSessions(db, clock, world)
    threads = [
        Thread(target=_work, args=(Rounds(db, sessions, house(), clock), clock, world, due))
        for _ in range(workers)
    ]
    began, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Measured(
        settled=len(world.sent), seconds=time.perf_counter() - began, cpu=time.process_time() - cpu
    )


def _work(rounds: Rounds, clock: SteadyClock, world: World, due: int) -> None:
    idle = 0
    while len(world.sent) < due and idle < 20:
        if rounds.tick():
            idle = 0
        else:
            idle += 1
            clock.ahead += timedelta(
                seconds=1
            )  # a mailbox rests a second after ten mails; nobody waits for it
