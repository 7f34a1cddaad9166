"""Taking an enrollment back while nothing of it has left."""

import threading
from datetime import timedelta

import pytest

from bot.outreach.candidates import enrolling, undoing
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.outgoing import planning
from bot.outreach.outgoing.planning import Outgoing
from bot.refusals import Gone, NotAllowed
from storage import facts, touches
from storage.database import Database
from storage.models import Candidate, Enrollment, Touch
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus
from tests import builders
from tests.builders import ANA, AT_ONCE, BEN, GRACE, HOUSE, NOW, by_hand, email


def rows(db: Database) -> tuple[int, int, int]:
    """Count enrollments, touches and candidates."""
    with db.transaction() as tx:
        return tx.query(Enrollment).count(), tx.query(Touch).count(), tx.query(Candidate).count()


def change_touch(db: Database, enrollment: Enrollment, **changes: object) -> None:
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[0]
        for name, value in changes.items():
            setattr(touch, name, value)


def test_it_is_as_if_it_had_not_been(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email())

    done = undoing.take_back(db, ANA, enrollment.id, now=NOW)

    assert (done.person, done.sequence) == ("Grace Hopper", "Backend, Berlin")
    assert rows(db) == (0, 0, 0)
    with pytest.raises(Gone, match="no longer there"):
        undoing.take_back(db, ANA, enrollment.id, now=NOW)


def test_who_was_known_before_stays_known(db: Database) -> None:
    builders.make_enrollment(db, sequence="Another", status=EnrollmentStatus.FINISHED)
    enrollment = builders.make_enrollment(db)

    undoing.take_back(db, ANA, enrollment.id, now=NOW)

    assert rows(db) == (1, 1, 1)


def test_who_was_written_down_earlier_stays_known(db: Database) -> None:
    enrollment = builders.make_enrollment(db, now=NOW + timedelta(minutes=1))

    undoing.take_back(db, ANA, enrollment.id, now=NOW)

    assert rows(db) == (0, 0, 1)


def test_the_same_person_can_be_enrolled_again_at_once(db: Database) -> None:
    sequence = builders.make_sequence(db)
    builders.make_mailbox(db)
    asked = Asked(address=GRACE, first_name="Grace", sequence_id=sequence.id)

    for _ in range(2):
        done = enrolling.enroll(db, ANA, asked, house=HOUSE, now=NOW)
        assert isinstance(done, Enrolled)
        undoing.take_back(db, ANA, done.enrollment_id, now=NOW)

    assert rows(db) == (0, 0, 0)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param({"status": TouchStatus.SENT}, "has left already", id="sent"),
        pytest.param({"status": TouchStatus.DONE}, "has left already", id="done by hand"),
        pytest.param(
            {"status": TouchStatus.CLAIMED, "step": SendStep.DRAFTING}, "leaving just now", id="claimed"
        ),
        pytest.param({"status": TouchStatus.UNKNOWN}, "has left already", id="in doubt"),
        pytest.param({"status": TouchStatus.HELD, "sending_at": NOW}, "has left already", id="asked about"),
    ],
)
def test_what_left_or_may_have_is_not_undone(db: Database, changes: dict[str, object], why: str) -> None:
    enrollment = builders.make_enrollment(db)
    change_touch(db, enrollment, **changes)
    before = builders.statuses(db, enrollment)

    with pytest.raises(Gone, match=why):
        undoing.take_back(db, ANA, enrollment.id, now=NOW)

    assert builders.statuses(db, enrollment) == before


def test_nobody_undoes_a_colleagues_enrollment(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    with pytest.raises(NotAllowed, match="Only the recruiter who enrolled"):
        undoing.take_back(db, BEN, enrollment.id, now=NOW)

    assert builders.statuses(db, enrollment) == ["scheduled"]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"draft_id": "d1", "step": SendStep.DRAFTED}, id="a draft at Gmail"),
        pytest.param({"reminded_at": NOW}, id="a reminder in Slack"),
        pytest.param({"status": TouchStatus.HELD}, id="a question in Slack"),
    ],
)
def test_what_shows_elsewhere_is_stopped_and_goes_once_it_is_gone_there(
    db: Database, changes: dict[str, object]
) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0) if "reminded_at" in changes else email())
    change_touch(db, enrollment, **changes)

    undoing.take_back(db, ANA, enrollment.id, now=NOW)

    found = builders.again(db, enrollment)
    assert (found.status, found.why) == (EnrollmentStatus.STOPPED, undoing.WHY)
    assert builders.statuses(db, enrollment) == ["cancelled"]
    later = NOW + timedelta(hours=1)
    assert undoing.clear_away(db, later - timedelta(seconds=1)) == 0
    assert undoing.clear_away(db, later) == ("draft_id" not in changes)
    change_touch_if_there(db, enrollment, draft_id="")
    undoing.clear_away(db, later)
    assert rows(db) == (0, 0, 0)
    with db.transaction() as tx:
        assert facts.under(tx, undoing.WAITING) == {}


def change_touch_if_there(db: Database, enrollment: Enrollment, **changes: object) -> None:
    if rows(db)[0]:
        change_touch(db, enrollment, **changes)


def test_of_an_undo_and_a_round_whoever_is_first_is_obeyed(db: Database) -> None:
    """Ten times: either the mail was taken up and the undo is told so, or nobody is left to write to."""
    outcomes = set()
    for number in range(10):
        address = f"grace.hopper{number}@example.com"
        enrollment = builders.make_enrollment(db, address=address)
        builders.make_mailbox(db, ready_at=NOW, lease_until=None)
        lease = builders.claim(db, NOW)
        assert lease is not None
        gone: list[bool] = []
        both = threading.Barrier(2)

        def undo(of: int = enrollment.id, gone: list[bool] = gone, both: threading.Barrier = both) -> None:
            both.wait()
            try:
                undoing.take_back(db, ANA, of, now=NOW)
                gone.append(True)
            except Gone:
                gone.append(False)

        click = threading.Thread(target=undo)
        click.start()
        both.wait()
        taken = planning.next_outgoing(db, lease, AT_ONCE, NOW)
        click.join()

        assert gone == [not isinstance(taken, Outgoing)]
        outcomes.add(gone[0])
        with db.transaction() as tx:
            left = [one.id for one in tx.query(Enrollment)]
            for touch in tx.query(Touch):
                touch.status = TouchStatus.SENT
        assert (enrollment.id in left) is not gone[0]
    assert outcomes
