"""CPU for one follow-up through the real Google client over HTTP: `python -m tests.benchmarks.client`."""

import argparse
import time
from typing import Any

from bot.outreach.mailboxes.connecting import Sessions
from bot.workers.rounds import Rounds
from gmail.client import Gmail
from gmail.messages import OUR_HEADER
from tests.benchmarks import idle, places, results, server, touches
from tests.benchmarks.crowd import Crowd, grant
from tests.benchmarks.results import Goal

CALLS = 200
MAIL = b"X-Overture: token\r\nSubject: A role\r\n\r\n" + b"Hello Grace, shall we talk?\r\n" * 60


def measure(kind: str) -> dict[str, Any]:
    """Settle two waves with the real client; the first warms up."""
    people = Crowd(enrollments=10_000, now=places.START, due=touches.DUE, waves=2)
    with server.running() as url, places.filled(kind, people) as address:
        db = places.database(address)
        idle.look_around(db)
        for number in range(2):
            clock = touches.SteadyClock(touches.wave(number))
            working = Rounds(db, Sessions(db, server.google(url), clock), touches.house(), clock)
            began, cpu, before = time.perf_counter(), time.process_time(), len(server.gone(url))
            while working.tick():
                pass
            seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        settled = len(server.gone(url)) - before
        db.close()
    assert settled == touches.DUE, f"{settled} of {touches.DUE} were settled"
    return {"kind": kind, "cpu_ms": cpu / settled * 1000, "per_second": settled / seconds}


def five_calls() -> dict[str, Any]:
    """Make the five calls of a follow-up with nothing around them."""
    with server.running() as url:
        gmail = Gmail(server.google(url), grant(1), touches.SteadyClock(places.START))
        cursor = _follow_up(gmail, 1)
        began, cpu = time.perf_counter(), time.process_time()
        for _ in range(CALLS):
            cursor = _follow_up(gmail, cursor)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    return {"kind": "five calls alone", "cpu_ms": cpu / CALLS * 1000, "per_second": CALLS / seconds}


def _follow_up(gmail: Gmail, cursor: int) -> int:
    draft = gmail.create_draft(MAIL, "t1")
    gmail.thread("t2", headers=[OUR_HEADER])
    cursor = gmail.history(cursor).cursor
    sent = gmail.send_draft(draft.id)
    gmail.message_id(sent.message_id)
    return cursor


def goals(figures: list[dict[str, Any]]) -> list[Goal]:
    """Hold each database to eight milliseconds."""
    return [
        Goal(
            what=f"CPU per follow-up over HTTP, {one['kind']}, ms",
            measured=one["cpu_ms"],
            wanted=8.0,
            at_most=True,
        )
        for one in figures
        if one["kind"] in places.KINDS
    ]


def tell(figures: list[dict[str, Any]]) -> str:
    """Draw the figures."""
    rows = [[one["kind"], float(one["cpu_ms"]), float(one["per_second"])] for one in figures]
    return results.table(["one worker, real client, HTTP", "CPU ms per follow-up", "follow-ups/s"], rows)


def main() -> None:
    """Measure what the command line names."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--kind", action="append", choices=places.KINDS)
    given = asked.parse_args()
    places.hush()
    figures = [five_calls(), *(measure(kind) for kind in given.kind or places.KINDS)]
    results.keep("client", {"machine": results.machine(), "figures": figures})
    results.say("Through the real Google client over HTTP", tell(figures))


if __name__ == "__main__":
    main()
