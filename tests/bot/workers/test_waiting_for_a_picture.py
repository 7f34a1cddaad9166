"""A notice whose picture Slack is not done with waits for it, alone, and knows it again."""

from datetime import timedelta

from bot.outreach.notices.notifying import PostAgain
from bot.workers.notifier import Notifier
from storage import notices
from storage.database import Database
from storage.models import Notice
from storage.notices import Owed
from tests.builders import HOUSE, NOW, TEAM
from tests.fakes import FakePoster, MovedClock

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def test_it_is_posted_later_with_what_it_knows_and_nobody_else_waits(db: Database) -> None:
    with db.transaction() as tx:
        for channel in ("C1", "C2"):
            about = {"digest": 9}
            owed = Owed(team=TEAM, key=f"digest:{channel}", kind="digest", recipient=channel, about=about)
            notices.owe(tx, owed, NOW)
    slack = FakePoster(troubles=[PostAgain(MINUTE, keeping={"picture": {"file": "F1"}})])
    clock = MovedClock(NOW)
    notifier = Notifier(db, slack, HOUSE, clock)

    ticks = []
    for later in (timedelta(0), MINUTE - SECOND, SECOND):
        clock.now += later
        ticks.append(notifier.tick())

    assert ticks == [2, 0, 1]
    told = [(one.recipient, one.tries, one.about.get("picture")) for one in slack.posted]
    assert told == [("C1", 1, None), ("C2", 1, None), ("C1", 1, {"file": "F1"})]
    with db.transaction() as tx:
        assert {row.status.value for row in tx.query(Notice)} == {"posted"}
