"""Without an address, what is done by hand begins; with one, the emails begin, and nothing comes twice."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import enrolling, explaining, mending
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.outgoing import prompting, reminding
from bot.refusals import Gone, Refusal
from bot.rules.drafts import Problem, StageDraft
from bot.rules.steers import Mending
from storage.database import Database
from storage.models import Enrollment, Notice, Touch
from storage.statuses import EnrollmentStatus, StageKind, TouchStatus
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, by_hand, email

LINK = "https://www.linkedin.com/in/grace-hopper"
MIXED = (email(), by_hand(), email(), by_hand())
LATER = NOW + timedelta(days=1)
SKIPPED, DONE, SCHEDULED = TouchStatus.SKIPPED, TouchStatus.DONE, TouchStatus.SCHEDULED


def asked(db: Database, *stages: StageDraft, **changes: object) -> Enrolled | tuple[Problem, ...]:
    sequence = builders.make_sequence(db, *(stages or MIXED))
    builders.make_mailbox(db)
    person = {"link": LINK, "first_name": "Grace", "last_name": "Hopper", "waits": True} | changes
    wanted = Asked(sequence_id=sequence.id, **person)  # type: ignore[arg-type]
    return enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)


def waiting(db: Database, *stages: StageDraft) -> int:
    done = asked(db, *stages)
    assert isinstance(done, Enrolled), done
    return done.enrollment_id


def trail(db: Database, enrollment_id: int) -> list[tuple[int, TouchStatus]]:
    with db.transaction() as tx:
        found = tx.query(Touch).filter(Touch.enrollment_id == enrollment_id).order_by(Touch.position)
        return [(touch.number, touch.status) for touch in found]


def mark_sent(db: Database) -> None:
    """Do by hand what waits for it."""
    with db.transaction() as tx:
        [touch] = tx.query(Touch).filter(Touch.status == SCHEDULED, Touch.kind != StageKind.EMAIL)
        touch.due_at = NOW
        touch_id = touch.id
    prompting.owe_due(db, NOW)
    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW)


def give(db: Database, enrollment_id: int) -> int:
    """Give an address; tell which enrollment goes on."""
    assert mending.fix_address(db, ANA, enrollment_id, GRACE, house=HOUSE, now=LATER) == ()
    with db.transaction() as tx:
        [row] = [one for one in tx.query(Enrollment) if one.status.is_open]
        assert row.address is not None
        assert (row.address.address, row.by_hand_only) == (GRACE, False)
        return row.id


def test_what_is_done_by_hand_begins_at_once_and_the_address_is_asked_for(db: Database) -> None:
    enrollment_id = waiting(db)

    with db.transaction() as tx:
        [touch] = tx.query(Touch)
        [owed] = tx.query(Notice)
    assert (touch.number, touch.status, touch.due_at) == (2, SCHEDULED, NOW)
    assert owed.about == {"kind": "no_address", "enrollment": enrollment_id}
    [why] = explaining.why(db, ANA, "grace hopper", house=HOUSE, now=NOW)
    assert why.mending is Mending.FIX_ADDRESS


def test_no_email_comes_while_there_is_no_address(db: Database) -> None:
    enrollment_id = waiting(db)

    mark_sent(db)
    mark_sent(db)

    assert trail(db, enrollment_id) == [(2, DONE), (4, DONE)]
    with db.transaction() as tx:
        assert tx.get_one(Enrollment, enrollment_id).status is EnrollmentStatus.FINISHED


def test_with_an_address_the_emails_begin_with_the_first_and_nothing_comes_twice(db: Database) -> None:
    first = waiting(db)
    mark_sent(db)

    second = give(db, first)

    assert trail(db, first) == [(2, DONE), (4, TouchStatus.CANCELLED)]
    assert trail(db, second) == [(1, SCHEDULED)]
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, second)
        assert {one.key for one in row.own_stages} == {row.version.stages[1].key}


def test_a_stage_done_by_hand_that_stood_first_is_passed_over(db: Database) -> None:
    first = waiting(db, by_hand(0), email(), by_hand())
    mark_sent(db)

    second = give(db, first)

    assert trail(db, second) == [(1, SKIPPED), (2, SCHEDULED)]


def test_what_waited_unmarked_comes_again_at_its_place(db: Database) -> None:
    first = waiting(db, by_hand(0), email())

    second = give(db, first)

    assert trail(db, second) == [(1, SCHEDULED)]


def test_an_address_may_come_when_all_by_hand_is_done(db: Database) -> None:
    first = waiting(db, email(), by_hand())
    mark_sent(db)

    second = give(db, first)

    assert trail(db, second) == [(1, SCHEDULED)]


def test_an_address_is_given_once(db: Database) -> None:
    first = waiting(db)
    give(db, first)

    with pytest.raises(Gone):
        mending.fix_address(db, ANA, first, "grace@new.example", house=HOUSE, now=LATER)


def test_who_was_stopped_meanwhile_is_not_begun_anew(db: Database) -> None:
    first = waiting(db)
    with db.transaction() as tx:
        tx.get_one(Enrollment, first).status = EnrollmentStatus.OPTED_OUT

    with pytest.raises(Gone):
        mending.fix_address(db, ANA, first, GRACE, house=HOUSE, now=LATER)


def test_a_colleague_may_not_give_it(db: Database) -> None:
    first = waiting(db)

    with pytest.raises(Refusal):
        mending.fix_address(db, BEN, first, GRACE, house=HOUSE, now=LATER)


@pytest.mark.parametrize(
    ("stages", "changes"),
    [
        pytest.param(MIXED, {"waits": False}, id="nobody said so"),
        pytest.param((email(), email()), {}, id="nothing is done by hand"),
    ],
)
def test_an_address_is_wanted_otherwise(
    db: Database, stages: tuple[StageDraft, ...], changes: dict[str, object]
) -> None:
    found = asked(db, *stages, **changes)

    assert isinstance(found, tuple)
    assert [one.field for one in found] == ["address"]


def test_an_address_that_is_given_counts_whatever_is_ticked(db: Database) -> None:
    done = asked(db, address=GRACE)

    assert isinstance(done, Enrolled)
    assert trail(db, done.enrollment_id) == [(1, SCHEDULED)]


@pytest.mark.parametrize(
    ("changes", "numbers"),
    [
        pytest.param({"waits": True}, [2, 4], id="without an address what is done by hand"),
        pytest.param({"waits": True, "address": GRACE}, [1, 2, 3, 4], id="with one everything"),
        pytest.param({}, [1, 2, 3, 4], id="not ticked"),
    ],
)
def test_the_form_dates_what_would_come(db: Database, changes: dict[str, Any], numbers: list[int]) -> None:
    sequence = builders.make_sequence(db, *MIXED)
    wanted = Asked(link=LINK, first_name="Grace", sequence_id=sequence.id, **changes)

    shown = enrolling.form(db, ANA, wanted, house=HOUSE, now=NOW)

    assert [one.number for one in shown.dates] == numbers
    assert shown.dates[0].at == NOW
