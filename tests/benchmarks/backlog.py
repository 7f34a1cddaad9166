"""A mailbox with thousands of new messages that are nobody's business: `python -m tests.benchmarks.backlog`.

What it takes until all are read and the mail that is due has left: rounds, minutes by the quota, units, memory.
"""

import argparse
import time
import tracemalloc
from datetime import datetime, timedelta
from typing import Any

from bot.outreach.house import House
from bot.workers.rounds import Rounds
from gmail.inbound import Inbound
from storage import mailboxes
from tests.benchmarks import idle, places, results, touches
from tests.benchmarks.crowd import Crowd
from tests.benchmarks.mailbox import QuickSessions, World
from tests.benchmarks.units import Moved

PEOPLE, NEWS = 300, 5_000
MINUTE = timedelta(minutes=1)
GMAILS_LIMIT = 6_000


def measure(news: int = NEWS) -> dict[str, Any]:
    """Let everything come at once and go from round to round until the mail that is due has left."""
    people = Crowd(enrollments=PEOPLE, now=places.START, due=1, waves=1, mailboxes=1, sequences=5)
    with places.filled("sqlite", people) as url:
        db, world, clock = places.database(url), World(), Moved(places.START)
        idle.look_around(db)
        sessions = QuickSessions(db, clock, world, counted=True)
        working = Rounds(db, sessions, House(pace=touches.house().pace), clock, monotonic=lambda: 0.0)
        for number in range(news):
            sessions.box(1).arrive(_news(number, clock.now))
        used: list[tuple[datetime, int]] = []
        tracemalloc.start()
        began, held = time.process_time(), tracemalloc.get_traced_memory()[0]
        while not world.sent:
            with db.reading() as tx:
                clock.now = max(clock.now, mailboxes.get(tx, 1).ready_at)
            before = world.units()
            working.tick()
            used.append((clock.now, world.units() - before))
        peak = tracemalloc.get_traced_memory()[1] - held
        tracemalloc.stop()
        taken = time.process_time() - began
        db.close()
    most = max(sum(units for at, units in used if begin <= at < begin + MINUTE) for begin, _ in used)
    minutes = (clock.now - places.START) / MINUTE
    return {"news": news, "rounds": len(used), "minutes": minutes, "units": world.units(),
            "most in a minute": most, "peak bytes": peak, "cpu seconds": taken}  # fmt: skip


def _news(number: int, now: datetime) -> Inbound:
    return Inbound(
        id=f"n{number}", thread_id=f"news{number}", labels=frozenset({"INBOX"}), received_at=now,
        from_address=f"offers{number}@shop{number}.example", subject=f"Offer {number} of the week",
        to=("ana@acme.example",), rfc_id=f"<{number}@shop.example>",
    )  # fmt: skip


def main() -> None:
    """Measure and tell."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--news", type=int, default=NEWS)
    places.hush()
    figures = measure(asked.parse_args().news)
    results.say("A backlog", results.table(list(figures), [list(figures.values())]))


if __name__ == "__main__":
    main()
