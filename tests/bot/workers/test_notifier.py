"""Notices leave once; what is unclear is tried once more for a person, and never for a channel."""

from collections.abc import Sequence as Errors
from datetime import timedelta

import pytest

from bot.outreach.notices.notifying import PostLater, PostRefused, PostUnknown
from bot.workers.notifier import Notifier
from storage import notices
from storage.database import Database
from storage.models import Notice
from storage.notices import Owed
from tests.builders import NOW, TEAM
from tests.fakes import FakePoster, MovedClock

SOON = timedelta(seconds=59)
MINUTE = timedelta(minutes=1)
HOURS = timedelta(hours=3)


class Desk:
    """A notifier, its Slack and its clock."""

    def __init__(self, db: Database, troubles: Errors[Exception] = ()) -> None:
        self.db = db
        self.slack = FakePoster(troubles=list(troubles))
        self.clock = MovedClock(NOW)

    def owe(self, key: str = "reply:1", kind: str = "reply") -> None:
        with self.db.transaction() as tx:
            owed = Owed(team=TEAM, key=key, kind=kind, recipient="U0ANA", about={"inbound": 1})
            notices.owe(tx, owed, NOW)

    def tick(self, later: timedelta = timedelta(0)) -> int:
        self.clock.now += later
        return Notifier(self.db, self.slack, self.clock).tick()

    def die_posting(self) -> None:
        with self.db.transaction() as tx:
            assert notices.claim_due(tx, self.clock.now) is not None

    def stands(self) -> list[str]:
        with self.db.transaction() as tx:
            return [row.status.value for row in tx.query(Notice).order_by(Notice.id)]


def test_what_is_owed_is_posted_once(db: Database) -> None:
    desk = Desk(db)
    desk.owe("reply:1")
    desk.owe("reply:2")

    assert (desk.tick(), desk.tick(HOURS)) == (2, 0)

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

    desk.tick()

    assert desk.stands() == ["failed", "posted"]
    assert desk.tick(HOURS) == 0


def test_a_notice_that_breaks_us_does_not_block_the_others(db: Database) -> None:
    desk = Desk(db, [KeyError("nothing drawn")])
    desk.owe("reply:1")
    desk.owe("reply:2")

    desk.tick()

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
        with db.transaction() as tx:
            notices.doubt_stale(tx, desk.clock.now + MINUTE)

    desk.tick(HOURS)

    assert desk.stands() == ["failed", "posted"]
    assert [notice.id for notice in desk.slack.posted] == [2]


def test_different_notices_have_different_ids(db: Database) -> None:
    desk = Desk(db)
    desk.owe("reply:1")
    desk.owe("reply:2")

    desk.tick()

    assert len({notice.message_id for notice in desk.slack.posted}) == 2
