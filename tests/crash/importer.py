"""A worker that brings files of people in and tells Slack how that goes, as a process forked from the nursery.

In life the two go on beside each other; here the message is drawn in the breath between two batches, in which six
seconds of the world's time pass: so each batch is told of, and every run meets the same boundaries in the same order.
"""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from bot import logs
from bot.clock import Clock
from bot.outreach.mailboxes.connecting import Door, Sessions
from bot.outreach.plans.trying import Bench
from bot.report import drawings
from bot.slack import runner as slack_runner
from bot.slack.poster import SlackPoster
from bot.slack.room import Room
from bot.workers.imports import Imports
from bot.workers.notifier import Notifier
from bot.workers.runner import Runner
from storage import imports
from storage.database import Database, Transaction
from storage.imports import Lease
from storage.models import Import
from storage.vault import Vault
from tests.crash import boundaries, worker
from tests.crash.boundaries import Counter
from tests.crash.worker import HOUSE, Orders

FENCE = "fence"
BREATH = timedelta(seconds=6)
"""Longer than the five seconds that lie between two drawings of the message."""


def work(orders: Orders) -> None:
    """Live as one worker: go on with files as often as told, and come to harm at the planned boundaries."""
    with Path(orders.log).open("a", encoding="utf-8") as log:
        logs.configure(log)
        _live(orders)


def tell_time(clock: str, now: datetime) -> None:
    """Write the world's time where workers read it, never half of it."""
    fresh = Path(f"{clock}.{os.getpid()}")
    fresh.write_text(now.isoformat(), encoding="ascii")
    fresh.replace(clock)


def loops(db: Database, orders: Orders) -> Runner:
    """Build what the application builds for files and for messages."""
    clock = worker.follow(orders.clock)
    messages = Runner({"notifier": (_notifier(db, orders, clock), 1.0, 1)})

    def rest(_seconds: float) -> None:
        tell_time(orders.clock, clock() + BREATH)
        messages.tick("notifier")

    return Runner(
        {
            "imports": (Imports(db, HOUSE, clock, rest=rest), 1.0, 1),
            "notifier": (_notifier(db, orders, clock), 1.0, 1),
        }
    )


def _live(orders: Orders) -> None:
    if orders.missing == FENCE:
        imports.keep = _keep_any
    db = Database(orders.database, Vault([orders.key]))
    counter = Counter(orders.blows, worker.notebook(orders))
    boundaries.watch_commits(db.engine, counter)
    boundaries.watch_posts(counter)
    runner = loops(db, orders)
    for _ in orders.looks:
        runner.tick("imports")
        runner.tick("notifier")
    nursery = os.getppid()
    while not orders.looks and os.getppid() == nursery:
        runner.tick("imports")
        runner.tick("notifier")
        time.sleep(0.02)
    db.close()


def _notifier(db: Database, orders: Orders, clock: Clock) -> Notifier:
    google = worker.google_at(orders.google)
    sessions = Sessions(db, google, clock)
    room = Room(
        db=db,
        house=HOUSE,
        door=Door(google=google, redirect_uri="http://127.0.0.1/google/callback"),
        clock=clock,
        bench=Bench(db, sessions, HOUSE, clock),
    )
    client = slack_runner.client(orders.slack, "xoxb-sandbox")
    return Notifier(db, SlackPoster(room, client, drawings.as_png), HOUSE, clock)


def _keep_any(tx: Transaction, lease: Lease, now: datetime) -> Import:
    """Begin a batch whoever has the file by now: what `imports.keep` would be without its fence."""
    kept = update(Import).where(Import.id == lease.import_id)
    tx.execute(kept.values(lease_until=now + imports.LEASE))
    return tx.scalars(select(Import).where(Import.id == lease.import_id)).one()
