"""Notices leave once; what is unclear is tried once more for a person, and never for a channel."""

import threading
from collections.abc import Sequence as Errors
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from bot.outreach.notices import notifying, troubling
from bot.outreach.notices.notifying import PostLater, PostRefused, PostUnknown
from bot.outreach.overview import subscribing
from bot.rules import preferences
from bot.rules.preferences import Preferences, Told
from bot.workers.notifier import Notifier
from storage import notices
from storage.database import Database
from storage.models import Notice
from storage.notices import Owed
from storage.statuses import Cadence
from tests import builders
from tests.builders import ANA, HOUSE, NOW, TEAM
from tests.fakes import FakePoster, MovedClock

SOON = timedelta(seconds=59)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOURS = timedelta(hours=3)


class Desk:
    """A notifier, its Slack and its clock."""

    def __init__(self, db: Database, troubles: Errors[Exception] = ()) -> None:
        self.db = db
        self.slack = FakePoster(troubles=list(troubles))
        self.clock = MovedClock(NOW)
        self.house = HOUSE

    def owe(self, key: str = "reply:1", kind: str = "reply", *, whom: str = "U0ANA", **about: Any) -> None:
        with self.db.transaction() as tx:
            owed = Owed(
                team=TEAM, key=key, kind=kind, recipient=whom, about=about or {"inbound": 1, "digest": 9}
            )
            notices.owe(tx, owed, self.clock.now)

    def tick(self, later: timedelta = timedelta(0)) -> int:
        self.clock.now += later
        return Notifier(self.db, self.slack, self.house, self.clock).tick()

    def work(self, later: timedelta = timedelta(0)) -> int:
        """Tick until nothing leaves any more; tell how much did."""
        done = self.tick(later)
        return done + self.work() if done else 0

    def die_posting(self) -> None:
        assert notifying.claim(self.db, self.house, self.clock.now) is not None

    def stands(self) -> list[str]:
        with self.db.transaction() as tx:
            return [row.status.value for row in tx.query(Notice).order_by(Notice.id)]


def test_what_is_owed_is_posted_once(db: Database) -> None:
    desk = Desk(db)
    desk.owe("reply:1")
    desk.owe("reply:2")

    assert (desk.tick(), desk.tick(), desk.tick(HOURS)) == (1, 1, 0)

    assert [notice.recipient for notice in desk.slack.posted] == ["U0ANA", "U0ANA"]
    assert desk.stands() == ["posted", "posted"]


def test_where_it_stands_is_remembered(db: Database) -> None:
    desk = Desk(db)
    desk.owe()

    desk.tick()

    with db.transaction() as tx:
        row = tx.query(Notice).one()
        assert (row.channel, row.ts) == ("D1", "1.0")


def test_slack_is_given_the_time_it_asks_for(db: Database) -> None:
    desk = Desk(db, [PostLater(MINUTE)])
    desk.owe()

    assert (desk.tick(), desk.tick(SOON), desk.tick(MINUTE - SOON)) == (1, 0, 1)

    assert [notice.tries for notice in desk.slack.posted] == [1, 1]
    assert desk.stands() == ["posted"]


def test_what_slack_refuses_is_given_up_and_the_others_go(db: Database) -> None:
    desk = Desk(db, [PostRefused("channel_not_found")])
    desk.owe("reply:1")
    desk.owe("reply:2")

    desk.work()

    assert desk.stands() == ["failed", "posted"]
    assert desk.tick(HOURS) == 0


def test_a_notice_that_breaks_us_does_not_block_the_others(db: Database) -> None:
    desk = Desk(db, [KeyError("nothing drawn")])
    desk.owe("reply:1")
    desk.owe("reply:2")

    desk.work()

    assert desk.stands() == ["failed", "posted"]


def test_what_is_unclear_is_tried_once_more_under_the_same_id(db: Database) -> None:
    desk = Desk(db, [PostUnknown()])
    desk.owe()

    assert (desk.tick(), desk.tick(SOON), desk.tick(MINUTE - SOON)) == (1, 0, 1)

    first, second = desk.slack.posted
    assert first.message_id == second.message_id
    assert desk.stands() == ["posted"]


def test_what_stays_unclear_is_given_up(db: Database) -> None:
    desk = Desk(db, [PostUnknown(), PostUnknown()])
    desk.owe()

    assert (desk.tick(), desk.tick(MINUTE), desk.tick(HOURS)) == (1, 1, 0)

    assert desk.stands() == ["failed"]


def test_a_channel_is_never_told_twice(db: Database) -> None:
    desk = Desk(db, [PostUnknown()])
    desk.owe("digest:1", kind="digest")

    assert (desk.tick(), desk.tick(HOURS)) == (1, 0)

    assert desk.stands() == ["failed"]


def test_a_notice_whose_worker_died_is_posted_after_all(db: Database) -> None:
    desk = Desk(db)
    desk.owe()
    desk.die_posting()

    assert (desk.tick(MINUTE), desk.tick(2 * MINUTE)) == (0, 1)

    assert desk.stands() == ["posted"]


@pytest.mark.parametrize(
    ("kind", "deaths"), [pytest.param("digest", 1, id="a digest"), pytest.param("reply", 2, id="twice")]
)
def test_a_notice_whose_workers_die_is_not_told_for_ever(db: Database, kind: str, deaths: int) -> None:
    desk = Desk(db)
    desk.owe(kind=kind)
    desk.owe("reply:2")
    for _ in range(deaths):
        desk.die_posting()
        desk.clock.now += 3 * MINUTE

    desk.work(HOURS)

    assert desk.stands() == ["failed", "posted"]
    assert [notice.id for notice in desk.slack.posted] == [2]


def test_different_notices_have_different_ids(db: Database) -> None:
    desk = Desk(db)
    desk.owe("reply:1")
    desk.owe("reply:2")

    desk.work()

    assert len({notice.message_id for notice in desk.slack.posted}) == 2


def test_different_people_are_told_in_the_same_second_and_one_person_never_two_things(db: Database) -> None:
    desk = Desk(db)
    for number in range(3):
        desk.owe(f"reply:{number}")
    desk.owe("reply:ben", whom="U0BEN")

    assert [desk.tick() for _ in range(4)] == [2, 1, 1, 0]

    assert [notice.recipient for notice in desk.slack.posted] == ["U0ANA", "U0BEN", "U0ANA", "U0ANA"]


def test_whom_slack_wants_patience_with_waits_in_order_and_nobody_else(db: Database) -> None:
    desk = Desk(db, [PostLater(MINUTE)])
    for number in range(2):
        desk.owe(f"reply:{number}")
    desk.owe("reply:ben", whom="U0BEN")

    assert (desk.work(), desk.work(SOON), desk.work(SECOND), desk.work(SECOND)) == (2, 0, 1, 1)

    assert [(notice.recipient, notice.id) for notice in desk.slack.posted[1:]] == [
        ("U0BEN", 3),
        ("U0ANA", 1),
        ("U0ANA", 2),
    ]


def test_with_a_second_one_slack_wants_patience_with_the_whole_workspace_waits(db: Database) -> None:
    desk = Desk(db, [PostLater(MINUTE), PostLater(MINUTE)])
    for whom in ("U0ANA", "U0BEN", "U0CLEO", "U0DORA"):
        desk.owe(f"reply:{whom}", whom=whom)

    assert (desk.work(), desk.work(SOON)) == (2, 0)
    assert [desk.work(SECOND) for _ in range(3)] == [1, 2, 1]  # and then no flood

    assert [one.recipient for one in desk.slack.posted[2:]] == ["U0ANA", "U0BEN", "U0CLEO", "U0DORA"]


def test_while_slack_takes_nothing_nobody_is_tried(db: Database) -> None:
    desk = Desk(db, [PostLater(MINUTE, everybody=True)])
    for whom in ("U0ANA", "U0BEN"):
        desk.owe(f"reply:{whom}", whom=whom)

    assert (desk.work(), desk.work(SOON), desk.work(SECOND), desk.work(SECOND)) == (1, 0, 1, 1)


def test_what_follows_one_in_doubt_waits_behind_it(db: Database) -> None:
    desk = Desk(db, [PostUnknown()])
    for number in range(2):
        desk.owe(f"reply:{number}")

    assert (desk.work(), desk.work(SOON), desk.work(SECOND), desk.work(SECOND)) == (1, 0, 1, 1)

    assert [notice.id for notice in desk.slack.posted] == [1, 1, 2]


def test_several_workers_together_keep_slacks_pace_and_the_order(db: Database) -> None:
    desk = Desk(db)
    for number in range(30):
        desk.owe(f"reply:{number}")
    start = threading.Barrier(3)

    def work() -> None:
        start.wait()
        desk.work()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    posted = [notice.id for notice in desk.slack.posted]
    assert posted == list(range(1, len(posted) + 1))
    assert len(posted) <= 11  # a burst of ten, and then one a second
    assert desk.work(timedelta(seconds=5)) == 5


def test_what_somebody_does_not_want_to_hear_now_waits_or_is_dropped(db: Database) -> None:
    desk = Desk(db)
    wishes = Preferences(quiet=True, reminders=Told.NEVER, news=Told.DAILY)
    builders.make_recruiter(db, preferences=preferences.stored(wishes))
    desk.clock.now = NOW.replace(hour=21)
    desk.owe("reply:1")
    desk.owe("reminder:1", kind="reminder")
    desk.owe("news:1", kind="news", news="brought")

    assert desk.work() == 0
    assert desk.stands() == ["owed", "failed", "owed"]

    assert desk.work(timedelta(hours=11)) == 2  # nine in Berlin, the next day
    assert desk.stands() == ["posted", "failed", "posted"]


def test_a_digest_in_doubt_is_told_to_its_owner_and_the_operator(db: Database) -> None:
    desk = Desk(db, [PostUnknown()])
    desk.house = replace(HOUSE, admin_channel="C0ADMIN")
    builders.make_recruiter(db)
    line = subscribing.subscribe(db, ANA, "C1", cadence=Cadence.DAILY, at=time(9), now=NOW)
    desk.owe("digest:1", kind="digest", whom="C1", digest=line.id)

    desk.work()

    assert [(one.kind, one.recipient) for one in desk.slack.posted] == [
        ("digest", "C1"),
        ("trouble", "U0ANA"),
        ("operator", "C0ADMIN"),
    ]
    told = [troubling.card(db, one.about, now=NOW) for one in desk.slack.posted[1:]]
    assert {card.channel for card in told} == {"C1"}
