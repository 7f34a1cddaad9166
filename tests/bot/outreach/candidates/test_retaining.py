"""Who is finished and long quiet is anonymised; nobody who is in a sequence ever is, and an opt-out stays one."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.outreach.candidates import enrolling, retaining
from bot.outreach.candidates.knowing import Asked
from bot.refusals import Refusal
from bot.workers.privacy import Privacy
from storage import forgetting, touches
from storage.database import Database
from storage.models import Candidate, Enrollment
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.outreach.post import Post, written_to
from tests.builders import ANA, GRACE, HOUSE, NOW, email

YEAR = timedelta(days=366)
LATER = NOW + YEAR
ENDED = EnrollmentStatus.FINISHED


def finished(db: Database, address: str = GRACE) -> Enrollment:
    return builders.make_enrollment(db, email(), address=address, status=ENDED, ended_at=NOW)


def name(db: Database, enrollment: Enrollment) -> str:
    return builders.again(db, enrollment).candidate.name


def settle(db: Database, enrollment: Enrollment) -> None:
    """Let the touch that waits be cancelled, as in life whatever waits is when an enrollment ends."""
    with db.transaction() as tx:
        touches.cancel_open(tx, enrollment.id, NOW)


def test_whoever_is_finished_and_quiet_for_so_long_is_anonymised(db: Database) -> None:
    enrollment = finished(db)
    settle(db, enrollment)

    assert retaining.anonymise(db, None, LATER) == 0
    assert retaining.anonymise(db, 13, LATER) == 0
    assert retaining.anonymise(db, 12, LATER) == 1
    assert retaining.anonymise(db, 12, LATER) == 0

    assert name(db, enrollment) == "Somebody forgotten"
    assert builders.again(db, enrollment).status is ENDED


@pytest.mark.parametrize(
    "status", [EnrollmentStatus.ACTIVE, EnrollmentStatus.PAUSED, EnrollmentStatus.HELD], ids=str
)
def test_nobody_who_is_in_a_sequence_is_touched(db: Database, status: EnrollmentStatus) -> None:
    enrollment = builders.make_enrollment(db, status=status)

    assert retaining.anonymise(db, 1, LATER) == 1

    assert name(db, enrollment) == "Grace Hopper"
    assert retaining.anonymise(db, 1, LATER) == 0


def test_a_mail_that_came_later_counts_as_contact(db: Database) -> None:
    enrollment = written_to(db)
    Post(db).arrives(builders.make_inbound(received_at=NOW + timedelta(days=300)))

    assert retaining.anonymise(db, 12, LATER) == 1
    assert name(db, enrollment) == "Grace Hopper"
    assert retaining.anonymise(db, 12, LATER + timedelta(days=290)) == 0
    assert retaining.anonymise(db, 12, LATER + timedelta(days=310)) == 1
    assert name(db, enrollment) == "Somebody forgotten"


def test_a_mail_in_doubt_keeps_somebody_for_another_day(db: Database) -> None:
    enrollment = finished(db)
    [touch] = builders.the_touches(db, enrollment)
    with db.transaction() as tx:
        touches.lock(tx, touch.id).status = TouchStatus.UNKNOWN

    retaining.anonymise(db, 12, LATER)

    assert name(db, enrollment) == "Grace Hopper"
    assert retaining.anonymise(db, 12, LATER) == 0


def test_an_opt_out_outlives_it_and_everybody_else_may_come_again(db: Database) -> None:
    out = written_to(db)
    Post(db).arrives(builders.make_inbound(text="Please remove me from your list."))
    finished(db, address="alan.turing@example.com")
    with db.transaction() as tx:
        tx.execute(update(Enrollment).values(ended_at=NOW))

    assert retaining.anonymise(db, 11, LATER) == 2

    assert name(db, out) == "Somebody forgotten"
    with pytest.raises(Refusal, match="must not be written to"):
        enroll(db, GRACE)
    assert isinstance(enroll(db, "alan.turing@example.com"), enrolling.Enrolled)


def enroll(db: Database, address: str) -> object:
    sequence = builders.make_sequence(db)
    asked = Asked(address=address, first_name="A", sequence_id=sequence.id)
    return enrolling.enroll(db, ANA, asked, house=HOUSE, now=LATER)


def test_it_goes_on_where_it_stopped_and_past_one_who_breaks_it(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [finished(db, address=f"{who}.x@example.com") for who in ("ada", "bob", "cyd")]
    whole = forgetting.find

    def broken(tx: object, candidate: Candidate) -> object:
        if candidate.id == every[0].candidate_id:
            raise ValueError("poison")
        return whole(tx, candidate)  # type: ignore[arg-type]

    monkeypatch.setattr(forgetting, "find", broken)
    looked = [retaining.anonymise(db, 12, LATER, most=1) for _ in range(4)]

    assert looked == [1, 1, 1, 0]
    assert [name(db, one) for one in every] == ["Ada X", "Somebody forgotten", "Somebody forgotten"]


def test_the_worker_keeps_everybody_unless_it_is_told_otherwise(db: Database) -> None:
    enrollment = finished(db)

    assert Privacy(db, None, lambda: LATER).tick() == 0
    assert name(db, enrollment) == "Grace Hopper"
    assert Privacy(db, 6, lambda: LATER).tick() == 1
    assert name(db, enrollment) == "Somebody forgotten"
