"""What the database itself allows only once."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from storage import enrollments, notices, recruiters, seen, suppressions, touches
from storage.database import Database, Transaction
from storage.errors import Clash
from storage.models import Enrollment, Notice, Touch
from storage.notices import Owed
from storage.statuses import EnrollmentStatus, NoticeStatus, TouchStatus
from tests import builders
from tests.builders import NOW, TEAM

OWED = Owed(team=TEAM, key="reply:1", kind="reply", recipient="U0ANA", about={"inbound": 1})


def at_once(db: Database, act: Callable[[Transaction], object], times: int = 4) -> list[object]:
    """Do something in several transactions at the same time; give what each of them said."""
    said: list[object] = []
    start = threading.Barrier(times)

    def one() -> None:
        start.wait()
        with db.transaction() as tx:
            said.append(act(tx))

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def twin(enrollment: Enrollment) -> Enrollment:
    return Enrollment(
        team_id=enrollment.team_id,
        candidate_id=enrollment.candidate_id,
        sequence_id=enrollment.sequence_id,
        version_id=enrollment.version_id,
        recruiter_id=enrollment.recruiter_id,
        status=EnrollmentStatus.ACTIVE,
        zone="UTC",
        created_at=NOW,
    )


def test_a_stage_has_one_touch_for_each_candidate(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    first = builders.the_touches(db, enrollment)[0]
    second = Touch(
        enrollment_id=enrollment.id,
        sequence_id=enrollment.sequence_id,
        stage_id=first.stage_id,
        position=0,
        number=1,
        kind=first.kind,
        status=TouchStatus.SCHEDULED,
        due_at=NOW,
        token="another",
    )

    with pytest.raises(Clash), db.transaction() as tx:
        touches.add(tx, second)

    assert builders.statuses(db, enrollment) == ["scheduled"]


@pytest.mark.parametrize("status", ["active", "paused", "held"])
def test_a_candidate_is_in_a_sequence_once_at_a_time(db: Database, status: str) -> None:
    enrollment = builders.make_enrollment(db, status=EnrollmentStatus(status))

    with pytest.raises(Clash), db.transaction() as tx:
        enrollments.add(tx, twin(enrollment))


@pytest.mark.parametrize("status", ["replied", "finished", "stopped", "bounced", "opted_out"])
def test_a_candidate_may_come_back_after_a_sequence_ended(db: Database, status: str) -> None:
    enrollment = builders.make_enrollment(db, status=EnrollmentStatus(status))

    with db.transaction() as tx:
        added = enrollments.add(tx, twin(enrollment))

    assert added.id != enrollment.id


def test_a_notice_is_owed_once(db: Database) -> None:
    with db.transaction() as tx:
        assert notices.owe(tx, OWED, NOW)
    with db.transaction() as tx:
        assert not notices.owe(tx, OWED, NOW + timedelta(hours=1))

    with db.reading() as tx:
        found = tx.query(Notice).one()
        assert (found.status, found.not_before, dict(found.about)) == (NoticeStatus.OWED, NOW, {"inbound": 1})


def test_a_notice_owed_by_several_at_once_is_owed_once(db: Database) -> None:
    assert sorted(map(bool, at_once(db, lambda tx: notices.owe(tx, OWED, NOW)))) == [
        False,
        False,
        False,
        True,
    ]


def test_a_click_counts_once(db: Database) -> None:
    said = at_once(db, lambda tx: seen.first_time(tx, "view-1", NOW))

    assert sorted(map(bool, said)) == [False, False, False, True]


def test_an_old_click_is_forgotten(db: Database) -> None:
    with db.transaction() as tx:
        seen.first_time(tx, "old", NOW)
        seen.first_time(tx, "new", NOW + timedelta(days=1))
        seen.purge(tx, NOW + timedelta(days=1))

        assert (seen.first_time(tx, "old", NOW), seen.first_time(tx, "new", NOW)) == (True, False)


def test_a_person_who_clicks_twice_at_first_sight_is_written_down_once(db: Database) -> None:
    said = at_once(db, lambda tx: recruiters.ensure(tx, team=TEAM, slack_id="U0NEW", now=NOW).id)

    assert len(said) == 4
    assert len(set(said)) == 1


def test_an_address_suppressed_by_several_at_once_is_suppressed(db: Database) -> None:
    said = at_once(db, lambda tx: suppressions.add(tx, TEAM, "grace@example.com", "they asked", NOW))

    assert len(said) == 4
    with db.reading() as tx:
        assert suppressions.why(tx, TEAM, "grace@example.com") == "they asked"


@pytest.mark.parametrize(
    ("key", "asked", "why"),
    [
        pytest.param("grace@example.com", "grace@example.com", "no", id="the address"),
        pytest.param("example.com", "grace@example.com", "no", id="the whole domain"),
        pytest.param("grace@example.com", "alan@example.com", "", id="somebody else there"),
        pytest.param("example.com", "grace@example.org", "", id="another domain"),
    ],
)
def test_nobody_writes_to_what_is_suppressed(db: Database, key: str, asked: str, why: str) -> None:
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, key, "no", NOW)

        assert suppressions.why(tx, TEAM, asked) == why
        assert suppressions.why(tx, "T2", asked) == ""


def taken(tx: Transaction) -> Notice | None:
    notice = notices.first_due(tx, OWED.team, OWED.recipient, NOW)
    if notice is not None:
        notices.take(tx, notice, NOW)
    return notice


def test_a_notice_whose_worker_died_is_found_by_its_age(db: Database) -> None:
    with db.transaction() as tx:
        notices.owe(tx, OWED, NOW - timedelta(hours=1))
        assert taken(tx) is not None
    with db.transaction() as tx:
        assert taken(tx) is None
        assert notices.doubt_stale(tx, NOW) == 0
        assert notices.doubt_stale(tx, NOW + timedelta(microseconds=1)) == 1


def test_a_notice_is_taken_by_one_worker(db: Database) -> None:
    with db.transaction() as tx:
        notices.owe(tx, OWED, NOW)

    said = at_once(db, taken)

    assert len([notice for notice in said if notice is not None]) == 1


def test_a_notice_that_lost_its_reason_is_dropped_unless_it_was_posted(db: Database) -> None:
    with db.transaction() as tx:
        notices.owe(tx, OWED, NOW)
        notices.drop_unposted(tx, OWED.key)
        assert taken(tx) is None
