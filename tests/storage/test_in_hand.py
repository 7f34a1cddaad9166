"""What a transaction has in hand follows what its own statements write past it."""

from bot.outreach.outgoing import advancing
from storage import enrollments, touches
from storage.database import Database
from storage.statuses import TouchStatus
from tests import builders
from tests.builders import HOUSE, NOW


def test_a_touch_in_hand_stands_where_it_was_turned_to(db: Database) -> None:
    enrollment = builders.make_enrollment(db, builders.by_hand())

    with db.transaction() as tx:
        [touch] = touches.of_enrollment(tx, enrollment.id)
        waiting, done = {TouchStatus.SCHEDULED}, TouchStatus.DONE
        assert touches.turn(tx, touch.id, expected=waiting, status=done, now=NOW, by="U0ANA")

        assert (touch.status, touch.done_at, touch.done_by) == (done, NOW, "U0ANA")


def test_an_enrollment_in_hand_stands_where_it_has_moved_to(db: Database) -> None:
    enrollment = builders.make_enrollment(db, builders.by_hand(), builders.by_hand())

    with db.transaction() as tx:
        moved = enrollments.lock(tx, enrollment.id)
        [touch] = touches.of_enrollment(tx, enrollment.id)
        advancing.advance(tx, touch, HOUSE, NOW)

        assert moved.position == touch.position + 1
