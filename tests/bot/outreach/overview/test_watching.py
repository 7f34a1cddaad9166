"""The next instant at which something is due, for whoever moves the clock."""

from datetime import timedelta

from bot.outreach.notices import notifying
from bot.outreach.overview import watching
from storage import notices
from storage.database import Database
from storage.notices import Owed
from tests.builders import NOW

SOON, LATER = NOW + timedelta(minutes=11), NOW + timedelta(hours=3)


def test_a_card_that_is_only_drawn_again_is_no_event(db: Database) -> None:
    with db.transaction() as tx:
        notices.owe(tx, owed(notifying.REDRAW), NOW, at=SOON)
        notices.owe(tx, owed("reply"), NOW, at=LATER)

    assert watching.next_event(db, now=NOW) == LATER


def owed(kind: str) -> Owed:
    return Owed(team="T1", key=kind, kind=kind, recipient="U1", about={})
