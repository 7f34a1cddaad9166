"""Stopping somebody who is in a sequence, and letting them go on."""

from datetime import timedelta

import pytest

from bot.outreach.candidates import steering
from bot.refusals import Gone, NotAllowed
from storage import touches
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus
from tests import builders
from tests.builders import ANA, BEN, NOW, email


def test_a_stop_cancels_what_waits(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email())
    builders.went_out(db, enrollment)

    assert steering.stop(db, ANA, enrollment.id, now=NOW) == "Grace Hopper"

    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]
    assert builders.again(db, enrollment).status is EnrollmentStatus.STOPPED
    with pytest.raises(Gone, match="ended already: stopped by hand"):
        steering.stop(db, ANA, enrollment.id, now=NOW)


def test_nobody_stops_a_colleagues_candidate(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    with pytest.raises(NotAllowed, match="Only the recruiter who enrolled"):
        steering.stop(db, BEN, enrollment.id, now=NOW)

    assert builders.statuses(db, enrollment) == ["scheduled"]


def test_nobody_is_asked_about_a_colleagues_candidate_by_name(db: Database) -> None:
    enrollment = builders.make_enrollment(db)

    assert steering.person(db, ANA, enrollment.id, now=NOW) == "Grace Hopper"
    with pytest.raises(NotAllowed, match="Only the recruiter who enrolled"):
        steering.person(db, BEN, enrollment.id, now=NOW)


@pytest.mark.parametrize(
    ("changes", "then"),
    [
        pytest.param({"status": TouchStatus.SCHEDULED}, "cancelled", id="waiting"),
        pytest.param({"status": TouchStatus.HELD}, "cancelled", id="held"),
        pytest.param(
            {"status": TouchStatus.CLAIMED, "step": SendStep.DRAFTING}, "claimed", id="a draft on its way"
        ),
        pytest.param(
            {"status": TouchStatus.CLAIMED, "step": SendStep.DRAFTED}, "cancelled", id="a draft waiting"
        ),
        pytest.param({"status": TouchStatus.CLAIMED, "step": SendStep.SENDING}, "claimed", id="on the wire"),
        pytest.param({"status": TouchStatus.UNKNOWN, "step": SendStep.SENDING}, "unknown", id="in doubt"),
        pytest.param({"status": TouchStatus.SENT}, "sent", id="sent"),
    ],
)
def test_a_stop_leaves_what_may_have_left_to_its_outcome(
    db: Database, changes: dict[str, object], then: str
) -> None:
    enrollment = builders.make_enrollment(db)
    change_touch(db, enrollment, **changes)

    steering.stop(db, ANA, enrollment.id, now=NOW)

    assert builders.statuses(db, enrollment) == [then]


def change_touch(db: Database, enrollment: Enrollment, **changes: object) -> None:
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[0]
        for name, value in changes.items():
            setattr(touch, name, value)


@pytest.mark.parametrize("status", ["replied", "held", "paused"])
def test_resuming_revives_what_did_not_leave_and_never_in_the_past(db: Database, status: str) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1))
    builders.went_out(db, enrollment)
    end(db, enrollment, EnrollmentStatus(status))
    later = NOW + timedelta(days=7)

    steering.resume(db, ANA, enrollment.id, now=later)

    assert builders.statuses(db, enrollment) == ["sent", "scheduled"]
    assert builders.the_touches(db, enrollment)[1].due_at == later
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


def end(db: Database, enrollment: Enrollment, status: EnrollmentStatus) -> None:
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).status = status
        touches.cancel_open(tx, enrollment.id, NOW)


def test_resuming_never_revives_what_may_have_left(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    change_touch(db, enrollment, status=TouchStatus.CANCELLED, sending_at=NOW)
    end(db, enrollment, EnrollmentStatus.HELD)

    steering.resume(db, ANA, enrollment.id, now=NOW)

    assert builders.statuses(db, enrollment) == ["cancelled"]


@pytest.mark.parametrize("status", ["finished", "stopped", "bounced", "opted_out", "active"])
def test_what_has_ended_for_good_is_not_resumed(db: Database, status: str) -> None:
    enrollment = builders.make_enrollment(db, status=EnrollmentStatus(status))

    with pytest.raises(Gone, match="cannot go on"):
        steering.resume(db, ANA, enrollment.id, now=NOW)


def test_nobody_is_resumed_beside_a_newer_enrollment(db: Database) -> None:
    old = builders.make_enrollment(db, status=EnrollmentStatus.REPLIED)
    builders.make_enrollment(db)

    with pytest.raises(Gone, match="enrolled in the same sequence again"):
        steering.resume(db, ANA, old.id, now=NOW)
