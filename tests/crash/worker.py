"""A worker as a process of its own: `python -m tests.crash.worker ORDERS`, with the orders as JSON.

It builds what a real one builds, follows the world's clock, and strikes itself where it is told to.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib import request

from bot import logs
from bot.clock import Clock
from bot.outreach.house import House
from bot.outreach.mailboxes.connecting import Sessions
from bot.rules.pacing import Pace
from bot.workers.rounds import Rounds
from bot.workers.runner import Runner
from gmail.oauth import Google
from storage.database import Database
from storage.vault import Vault
from tests.crash import boundaries
from tests.crash.boundaries import Blow, Counter, Harm

HOUSE = House(pace=Pace(least=timedelta(0), most=timedelta(0)), poll=timedelta(minutes=10))
"""Nobody is spaced out: three mails leave in one round, which is where deaths hurt most."""

PATIENCE = 2.0
"""Seconds a worker waits for an answer: a minute in life."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What one worker is told: where things are, when to look, what shall become of it.

    `looks` are minutes the world moves before each look; without any it looks until it is killed. A worker with a
    `slack` brings files of people in, and has its guards unless they are `missing`.
    """

    database: str
    key: str
    google: str
    clock: str
    looks: tuple[float, ...] = ()
    blows: tuple[Blow, ...] = ()
    trace: str = ""
    log: str = os.devnull
    slack: str = ""
    missing: str = ""

    def dumped(self) -> str:
        """Write the orders as one line."""
        return json.dumps(asdict(self))


def read(line: str) -> Orders:
    """Read orders as `Orders.dumped` wrote them."""
    told = json.loads(line)
    blows = tuple(Blow(at=one["at"], harm=Harm(one["harm"])) for one in told.pop("blows"))
    return Orders(**{**told, "looks": tuple(told["looks"]), "blows": blows})


def follow(clock: str) -> Clock:
    """Read the world's time from the file it is kept in."""
    path = Path(clock)
    return lambda: datetime.fromisoformat(path.read_text(encoding="ascii"))


def google_at(url: str) -> Google:
    """Tell where the stand-in is."""
    return Google(
        client_id="sandbox-client",
        client_secret="sandbox-secret",
        api_url=url,
        auth_url=f"{url}/o/oauth2/v2/auth",
        token_url=f"{url}/token",
        revoke_url=f"{url}/revoke",
    )


def work(orders: Orders) -> None:
    """Live as one worker: look as often as told, and come to harm at the planned boundaries."""
    with Path(orders.log).open("a", encoding="utf-8") as log:
        logs.configure(log)
        _live(orders)


def _live(orders: Orders) -> None:
    db = Database(orders.database, Vault([orders.key]))
    counter = Counter(orders.blows, notebook(orders))
    boundaries.watch_commits(db.engine, counter)
    boundaries.watch_calls(counter)
    boundaries.lose_patience(PATIENCE)
    clock = follow(orders.clock)
    rounds = Rounds(db, Sessions(db, google_at(orders.google), clock), HOUSE, clock)
    runner = Runner({"rounds": (rounds, 1.0, 1)})
    for minutes in orders.looks:
        if minutes:
            _move(orders.google, minutes)
        runner.tick("rounds")
    nursery = os.getppid()
    while not orders.looks and os.getppid() == nursery:
        runner.tick("rounds")
        time.sleep(0.02)
    db.close()


def notebook(orders: Orders) -> Callable[[str], None]:
    """Give what writes a boundary's name down, and whether a commit changed anything on disk."""
    if not orders.trace:
        return lambda name: None
    path, is_file = orders.database.removeprefix("sqlite:///"), orders.database.startswith("sqlite:")
    seen = [boundaries.fingerprint(path) if is_file else ""]

    def note(name: str) -> None:
        now = boundaries.fingerprint(path) if is_file else ""
        lasts = not is_file or now != seen[-1] or boundaries.writes_at_google(name)
        seen.append(now)
        with Path(orders.trace).open("a", encoding="utf-8") as trace:
            trace.write(f"{int(lasts)} {name}\n")

    return note


def _move(url: str, minutes: float) -> None:
    # Plain sockets and not our HTTP library: moving the world is none of the worker's boundaries.
    with request.urlopen(f"{url}/crash/move?minutes={minutes}", data=b"") as answer:
        answer.read()


if __name__ == "__main__":
    work(read(sys.argv[1]))
