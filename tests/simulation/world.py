"""One world: virtual time, events, workers that die and sleep, and a gate between them and Google."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

from greenlet import greenlet

from bot.outreach.house import House
from bot.workers.rounds import Rounds
from gmail.answers import HistoryPage
from gmail.errors import NotFound
from tests.simulation import weather as skies
from tests.simulation.cast import Owner, Person
from tests.simulation.files import File
from tests.simulation.gmail import Account, Lag
from tests.simulation.invariants import Witness
from tests.simulation.sessions import Session
from tests.simulation.weather import Fault, Killed, Weather

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
Event = Callable[[], object]


@dataclass(slots=True, eq=False)
class Worker:
    """One process; `read_at` is when Google last told it everything, `said_at` when it last opened a transaction."""

    number: int
    rounds: Rounds
    busy: bool = False
    done: int = 0
    fiber: greenlet | None = None
    down_until: datetime = EPOCH
    said_at: datetime = EPOCH
    read_at: dict[str, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class Sessions:
    """What a worker opens mailboxes with."""

    world: "World"
    worker: list[Worker] = field(default_factory=list)

    def open(self, mailbox_id: int) -> Session:
        """Give a client of the mailbox's account."""
        account = self.world.owners[mailbox_id].account
        gate = self.world.gate
        return Session(account, lambda name, about, do: gate(self.worker[0], account, name, about, do))


class World:
    """Everything that is, under one seed."""

    def __init__(self, seed: int, path: Path, *, house: House, weather: Weather, workers: int = 2) -> None:
        self.seed = seed
        self.random = Random(seed)
        self.house = house
        self.weather = weather
        self.now = self.copied_at = EPOCH
        self.offset = timedelta(0)
        self.stepped = False
        self.by_hand = False
        self.worker: Worker | None = None
        self.steps = self.crashes = self.freezes = self.faults = 0
        self.owners: dict[int, Owner] = {}
        self.paused: dict[int, datetime] = {}
        self.revoked: set[str] = set()
        self.has_sent: Callable[[Person, int], None] = lambda _person, _position: None
        self.after_tick: Event = lambda: None
        self.on_draft: list[Event] = []
        self.fall_back: Event = lambda: None
        self.is_drafted: Callable[[Account], None] = lambda _account: None
        self.db = File(path, self.boundary)
        self.witness = Witness(self)
        self._events: list[tuple[datetime, int, Event]] = []
        self._sleepers: list[tuple[datetime, int, Worker]] = []
        self._numbers = count()
        self.workers = [self._hired(number) for number in range(workers)]

    def _hired(self, number: int) -> Worker:
        sessions = Sessions(self)
        # A session is all a round asks Gmail for; Rounds knows no other door.
        rounds = Rounds(self.db, sessions, self.house, self.clock, monotonic=self.monotonic)  # type: ignore[arg-type]
        worker = Worker(number, rounds)
        sessions.worker.append(worker)
        return worker

    def clock(self) -> datetime:
        """Show what the machine's clock shows."""
        return self.now + self.offset

    def monotonic(self) -> float:
        """Count seconds, whatever the clock shows."""
        return (self.now - EPOCH).total_seconds()

    def account(self, address: str) -> Account:
        """Open an account at Google."""
        lag = Lag(self.weather.history_lag, self.weather.search_lag)
        pages = self.random.choice((2, 5, 500)) if self.weather != skies.CALM else 500
        return Account(
            address, lambda: self.now, self.random, self.witness.accepted, lag=lag, page_size=pages
        )

    def at(self, when: datetime, act: Event) -> None:
        """Plan an event."""
        heapq.heappush(self._events, (when, next(self._numbers), act))

    def soon(self, least: float, most: float, act: Event) -> None:
        """Plan an event some seconds from now."""
        self.at(self.now + timedelta(seconds=self.random.uniform(least, most)), act)

    def soon_by(self, random: Random, most: float, act: Event) -> None:
        """Plan an event by somebody else's die."""
        self.at(self.now + timedelta(seconds=random.uniform(0, most)), act)

    def last_event_at(self) -> datetime:
        """Tell when the last thing happens that is planned by now."""
        return max((at for at, _, _ in self._events), default=self.now)

    def _happen(self) -> None:
        while self._events and self._events[0][0] <= self.now:
            act = heapq.heappop(self._events)[2]
            self.outside(act)

    def outside(self, act: Event) -> None:
        """Do something that no worker does: it neither dies nor sleeps."""
        worker, self.worker = self.worker, None
        try:
            act()
        finally:
            self.worker = worker

    def boundary(self, name: str) -> None:
        """Pass a step that may be a worker's last, or before which it may sleep."""
        worker = self.worker
        if worker is None:
            return
        self.steps += 1
        if self.random.random() < self.weather.crash:
            self.crashes += 1
            raise Killed
        if name == "commit":
            return  # a transaction is open: nothing else can happen before it ends
        self.now += timedelta(seconds=self.random.random() * 0.02)
        self._happen()
        if self.random.random() < self.weather.freeze:
            self.freezes += 1
            self._freeze(self.random.choice((5, 30, 125, 200, 320, 900)) * self.random.uniform(1, 1.2))
        elif self._sleepers and self._sleepers[0][0] <= self.now:
            self._freeze(0.0)  # somebody wakes up in the middle of what we do
        if name == "begin":
            worker.said_at = self.now

    def _freeze(self, seconds: float) -> None:
        """Let the worker sleep while everybody else goes on, often past its lease."""
        worker, self.worker = self.worker, None
        assert worker is not None
        assert worker.fiber is not None
        heapq.heappush(self._sleepers, (self.now + timedelta(seconds=seconds), next(self._numbers), worker))
        assert worker.fiber.parent is not None
        worker.fiber.parent.switch()
        self.worker = worker

    def gate(
        self, worker: Worker, account: Account, name: str, about: str, do: Callable[[], object]
    ) -> object:
        """Carry one request to Google and its answer back, through the weather."""
        if name == "send_draft":
            self.witness.begins(worker, account, about)
        self.boundary(name)
        self.now += timedelta(seconds=self._latency())
        self._happen()
        result = self._carried(account, name, do)
        if name == "create_draft":
            self._drafted(account)
        if isinstance(result, HistoryPage) and not result.next_page or name == "profile":
            worker.read_at[account.address] = self.now
        self.now += timedelta(seconds=self._latency() / 2)
        self.boundary(f"{name} answered")
        return result

    def _drafted(self, account: Account) -> None:
        """Let things go wrong just when a mail is on its way."""
        self.is_drafted(account)
        if self.on_draft:
            self.soon(0, 0.5, self.on_draft.pop())
        if self.random.random() < self.weather.failover:
            self.db.remember()
            self.copied_at = self.now
            self.soon(0, 5, self.fall_back)

    def _latency(self) -> float:
        if self.random.random() < self.weather.slow:
            return self.random.uniform(1.0, 8.0)
        return self.random.uniform(0.02, 0.3)

    def _carried(self, account: Account, name: str, do: Callable[[], object]) -> object:
        if account.address in self.revoked:
            raise skies.revocation()
        match skies.fault(self.weather, name, self.random):
            case Fault.NONE:
                return do()
            case Fault.REVOKED:
                self.revoked.add(account.address)
                raise skies.revocation()
            case Fault.REFUSED:
                self.faults += 1
                raise skies.refusal(name, self.random)
            case Fault.LOST:
                self.faults += 1
                do()
                raise skies.silence(name)
            case Fault.LATE:
                self.faults += 1
                # A draft can be sent but once, however late; of anything else we say that it is dead in five minutes.
                self.soon(1, 600 if name == "send_draft" else 280, lambda: self._too_late(do))
                self.now += timedelta(seconds=60)
                raise skies.silence(name)

    def _too_late(self, do: Callable[[], object]) -> None:
        try:
            do()
        except NotFound:
            return

    def run(self, until: datetime) -> None:
        """Let time go on, from event to event and from ready mailbox to ready mailbox."""
        idle = 0.0
        while True:
            ready_at = max(self._ready_at(), self.now + timedelta(seconds=idle))
            event_at = self._events[0][0] if self._events else until
            awake_at = self._sleepers[0][0] if self._sleepers else until
            if min(ready_at, event_at, awake_at) >= until:
                self.now = max(self.now, until)
                return
            self.now = max(self.now, min(ready_at, event_at, awake_at))
            self._happen()
            if self._sleepers and self._sleepers[0][0] <= self.now:
                self._drive(heapq.heappop(self._sleepers)[2])
            elif ready_at <= self.now:
                worker = self._somebody()
                idle = 0.5 if worker is not None and self.tick(worker) else min(idle * 2 + 1, 600)

    def _somebody(self) -> Worker | None:
        free = [worker for worker in self.workers if not worker.busy and worker.down_until <= self.now]
        return self.random.choice(free) if free else None

    def _ready_at(self) -> datetime:
        return self.db.ready_at(self.clock() + timedelta(days=1)) - self.offset

    def replace(self, worker: Worker, seconds: float) -> None:
        """Start a worker anew, some seconds after the old one is gone."""
        fresh = self._hired(worker.number)
        fresh.down_until = self.now + timedelta(seconds=seconds)
        self.workers[worker.number] = fresh

    def tick(self, worker: Worker) -> int:
        """Let a worker do its rounds; it may die, or fall asleep in the middle."""
        worker.busy, worker.done = True, 1
        worker.read_at.clear()
        worker.fiber = greenlet(lambda: self._work(worker))
        self._drive(worker)
        return worker.done

    def _drive(self, worker: Worker) -> None:
        assert worker.fiber is not None
        self.worker = worker
        worker.fiber.switch()
        self.worker = None
        if worker.fiber.dead:
            self.after_tick()

    def _work(self, worker: Worker) -> None:
        try:
            worker.done = worker.rounds.tick()
        except Killed:
            self.replace(worker, self.random.choice((1, 10, 150)))
        finally:
            worker.busy = False
