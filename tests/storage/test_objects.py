"""What a transaction has in hand, after a statement was put past it."""

from storage import enrollments, notices, touches
from storage.database import Database
from storage.models import Enrollment, Notice
from storage.notices import Owed
from storage.statuses import EnrollmentStatus, NoticeStatus, TouchStatus
from storage.transaction import opened
from tests import builders
from tests.builders import NOW, TEAM


def test_who_was_ended_is_seen_to_have_ended(db: Database) -> None:
    made = builders.make_enrollment(db)

    with db.transaction() as tx:
        enrollment = tx.get_one(Enrollment, made.id)
        enrollment.subject = "Kept"
        assert enrollments.end(tx, made.id, status=EnrollmentStatus.STOPPED, why="enough", now=NOW)
        assert (enrollment.status, enrollment.why, enrollment.ended_at) == (
            EnrollmentStatus.STOPPED,
            "enough",
            NOW,
        )

    assert builders.again(db, made).subject == "Kept"


def test_what_was_cancelled_is_seen_to_be(db: Database) -> None:
    made = builders.make_enrollment(db)

    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, made.id)[0]
        touches.cancel_open(tx, made.id, NOW)
        assert (touch.status, touch.done_at) == (TouchStatus.CANCELLED, NOW)


def test_a_notice_that_was_dropped_is_seen_to_be(db: Database) -> None:
    owed = Owed(team=TEAM, key="reply:1", kind="reply", recipient="U0ANA", about={})

    with db.transaction() as tx:
        assert notices.owe(tx, owed, NOW)
        notice = tx.query(Notice).one()
        assert notices.drop_unposted(tx, owed.key)
        assert notice.status is NoticeStatus.FAILED


def test_who_has_nothing_in_hand_opens_no_session(db: Database) -> None:
    made = builders.make_enrollment(db)

    with db.transaction() as tx:
        enrollments.end(tx, made.id, status=EnrollmentStatus.STOPPED, why="enough", now=NOW)
        touches.cancel_open(tx, made.id, NOW)
        assert opened(tx) is None
