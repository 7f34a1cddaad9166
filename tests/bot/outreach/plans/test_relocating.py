"""People of a live sequence go on by its new version: each from where they stand, nobody twice, nobody back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.outreach.candidates import mending, steering
from bot.outreach.outgoing import advancing, picturing, prompting, reminding
from bot.refusals import Gone
from storage import touches
from storage.database import Database
from storage.models import Enrollment, Notice, Touch
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus
from tests import builders
from tests.bot.outreach import edits
from tests.bot.outreach.edits import edit_and_bring, order, rewritten, staged, with_before
from tests.builders import ANA, HOUSE, NOW, by_hand, email

A, B, C = staged("A", email(2)), staged("B", email(3)), staged("C", email(5))
CALL = staged("H", by_hand(2))
X = staged("X", email(1, body="Something new"))
LATER = NOW + timedelta(days=1)


def begun(db: Database, *stages: Any, **more: Any) -> Enrollment:
    """Enroll Grace, and let the first stage go out."""
    enrollment = builders.make_enrollment(db, *(stages or (A, B, C)), **more)
    builders.went_out(db, enrollment)
    return enrollment


def change(db: Database, enrollment: Enrollment, **values: Any) -> None:
    """Change the touch that is next."""
    with db.transaction() as tx:
        touch = next(row for row in touches.of_enrollment(tx, enrollment.id) if not row.status.is_final)
        for name, value in values.items():
            setattr(tx.get_one(Touch, touch.id), name, value)


def next_due(db: Database, enrollment: Enrollment) -> datetime:
    return builders.the_touches(db, enrollment)[-1].due_at


def test_a_stage_put_in_before_the_next_comes_first_and_then_the_rest(db: Database) -> None:
    enrollment = begun(db)

    done = edit_and_bring(db, enrollment, with_before("B", X), now=LATER)

    assert (done.moved, done.finished, done.kept) == (1, 0, ())
    assert edits.keys(db, enrollment) == [("A", "sent"), ("X", "scheduled")]
    assert next_due(db, enrollment) == NOW + timedelta(days=1)
    for key in "XBC":
        assert edits.keys(db, enrollment)[-1] == (key, "scheduled")
        builders.went_out(db, enrollment, at=LATER)
    assert builders.again(db, enrollment).status is EnrollmentStatus.FINISHED


def test_one_they_had_that_now_stands_later_never_comes_again(db: Database) -> None:
    enrollment = begun(db)
    builders.went_out(db, enrollment)

    edit_and_bring(db, enrollment, order("B", "C", "A"))
    builders.went_out(db, enrollment)

    assert edits.keys(db, enrollment) == [("A", "sent"), ("B", "sent"), ("C", "sent")]
    assert builders.again(db, enrollment).status is EnrollmentStatus.FINISHED


def test_for_whom_nothing_is_left_it_is_finished_at_once(db: Database) -> None:
    enrollment = begun(db, A, B)

    done = edit_and_bring(db, enrollment, order("A"))

    assert (done.moved, done.finished) == (0, 1)
    assert edits.keys(db, enrollment) == [("A", "sent")]
    assert builders.again(db, enrollment).status is EnrollmentStatus.FINISHED


def test_the_wait_counts_from_what_went_last_and_never_ends_in_the_past(db: Database) -> None:
    early, late = begun(db), begun(db, address="alan.turing@example.com")
    first = builders.the_touches(db, late)[0].id
    with db.transaction() as tx:
        tx.get_one(Touch, first).done_at = NOW - timedelta(days=14)

    edit_and_bring(db, early, rewritten("B", delay=2), now=LATER)

    assert next_due(db, early) == NOW + timedelta(days=2)
    assert next_due(db, late) == LATER


def test_what_was_put_off_for_a_reason_of_its_own_keeps_its_time(db: Database) -> None:
    enrollment = begun(db)
    postponed = NOW + timedelta(days=3, hours=2)
    change(db, enrollment, due_at=postponed)

    edit_and_bring(db, enrollment, rewritten("C", body="Other"), now=NOW + timedelta(days=3, hours=1))

    assert next_due(db, enrollment) == postponed


@pytest.mark.parametrize(
    "flight",
    [
        pytest.param({"status": TouchStatus.CLAIMED, "step": SendStep.DRAFTING}, id="claimed"),
        pytest.param({"status": TouchStatus.UNKNOWN, "step": SendStep.SENDING}, id="nobody knows"),
        pytest.param({"status": TouchStatus.HELD, "draft_id": "d1"}, id="held, a draft at Gmail"),
        pytest.param({"status": TouchStatus.SCHEDULED, "draft_id": "d1"}, id="waits, a draft at Gmail"),
    ],
)
def test_whoever_is_being_written_to_keeps_the_old_text_and_is_named(
    db: Database, flight: dict[str, Any]
) -> None:
    enrollment = begun(db)
    change(db, enrollment, **flight)

    done = edit_and_bring(db, enrollment, with_before("B", X))

    assert (done.moved, done.kept) == (0, ("Grace Hopper",))
    assert edits.version_of(db, enrollment) == 1
    assert edits.keys(db, enrollment)[-1] == ("B", flight["status"].value)


def test_what_was_held_for_a_missing_value_is_judged_again_by_the_new_text(db: Database) -> None:
    enrollment = begun(db)
    change(db, enrollment, status=TouchStatus.HELD, why="lacks {{reason}}", mend="Fill it in.")
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment.id)
        row.status, row.why = EnrollmentStatus.HELD, "lacks {{reason}}"

    edit_and_bring(db, enrollment, rewritten("B", body="No value needed."))

    assert edits.keys(db, enrollment)[-1] == ("B", "scheduled")
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    assert builders.the_touches(db, enrollment)[-1].why == ""


@pytest.mark.parametrize("status", [EnrollmentStatus.PAUSED, EnrollmentStatus.HELD])
def test_whoever_is_paused_or_held_for_a_mailbox_stays_so(db: Database, status: EnrollmentStatus) -> None:
    enrollment = begun(db)
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment.id)
        row.status, row.why = status, "as it was"

    edit_and_bring(db, enrollment, with_before("B", X))

    found = builders.again(db, enrollment)
    assert (found.status, found.why) == (status, "as it was")
    assert edits.keys(db, enrollment)[-1] == ("X", "scheduled")


def test_a_snooze_survives_though_another_stage_is_next(db: Database) -> None:
    enrollment = begun(db)
    until = (NOW + timedelta(days=14)).date()
    snoozed = steering.snooze(db, ANA, enrollment.id, until=until, house=HOUSE, now=NOW).until

    edit_and_bring(db, enrollment, with_before("B", X))

    touch = builders.the_touches(db, enrollment)[-1]
    assert (touch.due_at, touch.not_before) == (snoozed, snoozed)
    assert touch.moved.startswith("snoozed until")


@pytest.mark.parametrize("status", ["replied", "stopped", "finished", "opted_out"])
def test_whoever_has_ended_is_left_alone(db: Database, status: str) -> None:
    enrollment = begun(db)
    advancing_stop(db, enrollment, EnrollmentStatus(status))

    done = edit_and_bring(db, enrollment, with_before("B", X))

    assert (done.moved, done.finished) == (0, 0)
    assert edits.version_of(db, enrollment) == 1


def advancing_stop(db: Database, enrollment: Enrollment, status: EnrollmentStatus) -> None:
    with db.transaction() as tx:
        advancing.stop(tx, enrollment.id, status=status, why="over", now=NOW)


def reminded(db: Database) -> Enrollment:
    """Enroll Grace, let the first stage go out, and remind Ana of the second, done by hand."""
    enrollment = begun(db, A, CALL, C)
    assert prompting.owe_due(db, NOW + timedelta(days=2)) == 1
    with db.transaction() as tx:
        notice = tx.query(Notice).one()
        notice.channel, notice.ts = "D0ANA", "1.1"
    return enrollment


def redrawn(db: Database) -> list[int]:
    with db.transaction() as tx:
        return [row.about["reminder"] for row in tx.query(Notice) if row.kind == "redraw"]


def test_a_reminder_of_the_same_stage_and_text_stays_as_it_stands(db: Database) -> None:
    enrollment = reminded(db)
    touch_id = builders.the_touches(db, enrollment)[-1].id

    edit_and_bring(db, enrollment, rewritten("C", body="Other"), now=NOW + timedelta(days=2))

    assert prompting.owe_due(db, NOW + timedelta(days=2)) == 0
    assert redrawn(db) == []
    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW + timedelta(days=2))
    assert edits.keys(db, enrollment)[-1] == ("C", "scheduled")


def test_a_reminder_whose_text_changed_is_drawn_anew(db: Database) -> None:
    enrollment = reminded(db)
    touch_id = builders.the_touches(db, enrollment)[-1].id

    edit_and_bring(db, enrollment, rewritten("H", body="Another word"), now=NOW + timedelta(days=2))

    assert redrawn(db) == [touch_id]
    assert picturing.card(db, touch_id, NOW + timedelta(days=2)).text == "Another word"


def test_a_reminder_of_what_is_no_longer_next_says_so_and_does_nothing(db: Database) -> None:
    enrollment = reminded(db)
    touch_id = builders.the_touches(db, enrollment)[-1].id

    edit_and_bring(db, enrollment, with_before("H", X), now=NOW + timedelta(days=2))

    assert redrawn(db) == [touch_id]
    assert "edited meanwhile" in picturing.card(db, touch_id, NOW).settled
    with pytest.raises(Gone):
        reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW)
    assert edits.keys(db, enrollment) == [("A", "sent"), ("H", "cancelled"), ("X", "scheduled")]


def test_what_an_edit_left_behind_does_not_come_back_when_somebody_is_resumed(db: Database) -> None:
    enrollment = reminded(db)
    edit_and_bring(db, enrollment, with_before("H", X), now=NOW + timedelta(days=2))
    steering.mark_answered(db, ANA, enrollment.id, now=NOW)

    steering.resume(db, ANA, enrollment.id, now=NOW)

    assert edits.keys(db, enrollment) == [("A", "sent"), ("H", "cancelled"), ("X", "scheduled")]


def test_a_mark_made_before_the_move_cannot_be_undone_after_it(db: Database) -> None:
    enrollment = reminded(db)
    touch_id = builders.the_touches(db, enrollment)[-1].id
    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW + timedelta(days=2))

    edit_and_bring(db, enrollment, with_before("C", X), now=NOW + timedelta(days=2))

    assert not picturing.card(db, touch_id, NOW + timedelta(days=2)).can_undo
    with pytest.raises(Gone, match="edited"):
        reminding.undo(db, ANA, touch_id, now=NOW + timedelta(days=2))


@pytest.mark.parametrize(("keys", "left"), [("ABH", True), ("HAB", False)], ids=["behind", "before"])
def test_after_a_bounce_by_hand_is_offered_for_what_is_really_left(
    db: Database, keys: str, left: bool
) -> None:
    enrollment = begun(db, A, B, CALL)
    edit_and_bring(db, enrollment, order(*keys))
    builders.went_out(db, enrollment)

    with db.transaction() as tx:
        assert mending.has_manual_left(tx, tx.get_one(Enrollment, enrollment.id)) is left
