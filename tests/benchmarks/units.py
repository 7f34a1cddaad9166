"""Quota units of one mailbox in one day, against looking into every thread: `python -m tests.benchmarks.units`.

One working day: three hundred people wait in threads, fifty mails leave, twelve answers and 150 other mails come in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.outreach.house import House
from bot.outreach.outgoing import resting
from bot.workers.rounds import Rounds
from gmail import quota
from gmail.inbound import Inbound
from tests.benchmarks import idle, places, results, touches
from tests.benchmarks.crowd import DAY, Crowd, scattered
from tests.benchmarks.mailbox import QuickGmail, QuickSessions, World
from tests.benchmarks.results import Goal

PEOPLE, MAILS, ANSWERS, OTHERS = 300, 50, 12, 150
POLL = timedelta(seconds=60)
FREE_A_DAY = 80_000_000


@dataclass(slots=True)
class Moved:
    """A clock that stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def measure() -> dict[str, Any]:
    """Live one day with rounds, and the same day by polling."""
    people = Crowd(enrollments=PEOPLE, now=places.START, due=1, waves=MAILS, mailboxes=1, sequences=5)
    with places.filled("sqlite", people) as url:
        db, world, clock = places.database(url), World(), Moved(places.START)
        idle.look_around(db)
        sessions = QuickSessions(db, clock, world)
        house = House(pace=touches.house().pace, poll=POLL)
        working = Rounds(db, sessions, house, clock, monotonic=lambda: clock.now.timestamp())
        for arrival in _day(places.START):
            clock.now += POLL
            if arrival is not None:
                sessions.box(1).arrive(arrival)
            working.tick()
        db.close()
    return {
        "ours": world.units(),
        "calls": dict(world.calls),
        "formula": formula(polls=DAY // 60, came=ANSWERS + OTHERS, mails=MAILS),
        "late": formula(polls=int(timedelta(days=1) / resting.LATE), came=OTHERS, mails=0),
        "sent": len(world.sent),
        "threads every minute": _polling(POLL),
        "threads every hour": _polling(timedelta(hours=1)),
    }


def _day(start: datetime) -> Iterator[Inbound | None]:
    """Give what comes in each minute of a day: now an answer, now something else, mostly nothing."""
    minutes = DAY // 60
    for minute in range(minutes):
        now = start + timedelta(minutes=minute)
        if minute % (minutes // ANSWERS) == 7:
            number = PEOPLE - minute // (minutes // ANSWERS)
            yield _mail(f"a{minute}", f"t{number}", f"grace.{scattered(number)}@example.com", now)
        elif minute % (minutes // OTHERS) == 3:
            yield _mail(f"o{minute}", f"other{minute}", f"news{minute}@shop.example", now)
        else:
            yield None


def _mail(id: str, thread_id: str, sender: str, now: datetime) -> Inbound:
    inbox = frozenset({"INBOX"})
    return Inbound(
        id=id, thread_id=thread_id, labels=inbox, received_at=now, from_address=sender, subject="Re: A role",
        text="Thanks for writing, let us talk.", to=("ana@acme.example",),
    )  # fmt: skip


def _polling(every: timedelta) -> int:
    """Look into every open thread so often for a day, and send the same mails by one call each."""
    world = World()
    gmail = QuickGmail(world, lambda: places.START)
    for _ in range(int(timedelta(days=1) / every)):
        for number in range(1, PEOPLE + 1):
            gmail.thread(f"t{number}")
    return world.units() + MAILS * 100


def formula(*, polls: int, came: int, mails: int) -> int:
    """Give what one mailbox and day should cost: 2·p + 20·m for reading, 174 for each follow-up that leaves."""
    return 2 * polls + 20 * came + quota.ONE_MAIL * mails


def goals(figures: dict[str, Any]) -> list[Goal]:
    """Be cheaper than polling even once an hour, at sixty times the attention, and cost what the formula says."""
    share = figures["ours"] / figures["threads every hour"]
    what = "units a mailbox and day, a look every minute, against polling threads every hour"
    return [
        Goal(what=what, measured=share, wanted=1.0, at_most=True),
        Goal(
            what="units a mailbox and day, against 2·p + 20·m + 174 for each mail",
            measured=figures["ours"] / figures["formula"],
            wanted=1.02,
            at_most=True,
        ),
    ]


def tell(figures: dict[str, Any]) -> str:
    """Draw the figures."""
    rows = [
        [name, f"{figures[key]:,}", f"{FREE_A_DAY // figures[key]:,}"]
        for name, key in (
            ("history once a minute, the whole protocol for each mail (ours)", "ours"),
            ("the same by the formula: 2·p + 20·m + 174 for each mail", "formula"),
            ("only late answers to come, every ten minutes, by the formula", "late"),
            ("every open thread once an hour, mails sent by one call", "threads every hour"),
            ("every open thread once a minute, mails sent by one call", "threads every minute"),
        )
    ]
    return results.table(["one mailbox, one day", "units", "mailboxes under Google's free 80 million"], rows)


def main() -> None:
    """Measure and tell."""
    places.hush()
    figures = measure()
    results.keep("units", {"machine": results.machine(), "figures": figures})
    results.say("Quota units", tell(figures))


if __name__ == "__main__":
    main()
