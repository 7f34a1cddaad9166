"""From one stage to the next, counted from when the one before really went."""

from datetime import datetime

import pytest

from bot.outreach.outgoing import advancing, doubting
from bot.rules.drafts import StageDraft
from storage import notices, touches
from storage.database import Database
from storage.mailboxes import Lease
from storage.models import Mailbox, Notice
from storage.notices import Owed
from storage.statuses import DelayUnit, EnrollmentStatus, TouchStatus
from tests import builders
from tests.builders import ANA, HOUSE, NOW, TEAM, by_hand, email


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+00:00")


@pytest.mark.parametrize(
    ("stage", "went_at", "due_at"),
    [
        pytest.param(email(3), "2026-11-23T09:00", "2026-11-26T09:00", id="three working days"),
        pytest.param(email(3), "2026-11-26T09:00", "2026-12-01T09:00", id="over a weekend"),
        pytest.param(email(1), "2026-11-27T09:00", "2026-11-30T09:00", id="from friday to monday"),
        pytest.param(
            email(2, delay_unit=DelayUnit.DAYS),
            "2026-11-27T09:00",
            "2026-11-30T07:00",
            id="days end on a sunday",
        ),
        pytest.param(
            email(1, at=builders.wall(14)), "2026-11-23T09:00", "2026-11-24T13:00", id="at a fixed hour"
        ),
        pytest.param(email(1), "2027-03-26T09:00", "2027-03-29T08:00", id="across the change to summer time"),
        pytest.param(by_hand(0), "2026-11-23T09:00", "2026-11-23T09:00", id="by hand, the same day"),
    ],
)
def test_the_next_stage_counts_from_when_the_last_one_went(
    db: Database, stage: StageDraft, went_at: str, due_at: str
) -> None:
    enrollment = builders.make_enrollment(db, email(), stage)

    builders.went_out(db, enrollment, at=at(went_at))

    assert builders.the_touches(db, enrollment)[1].due_at == at(due_at)


@pytest.mark.parametrize(
    ("stage", "due_at"),
    [
        pytest.param(email(1), "2026-11-24T13:00", id="mail, when New York opens"),
        pytest.param(by_hand(1), "2026-11-24T09:00", id="by hand, in Berlin's morning"),
    ],
)
def test_mail_comes_in_the_candidates_hours_and_work_in_the_recruiters(
    db: Database, stage: StageDraft, due_at: str
) -> None:
    enrollment = builders.make_enrollment(db, email(), stage, zone="America/New_York")

    builders.went_out(db, enrollment, at=NOW)

    assert builders.the_touches(db, enrollment)[1].due_at == at(due_at)


def test_the_last_stage_finishes_the_sequence(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email())

    builders.went_out(db, enrollment)
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    builders.went_out(db, enrollment)

    found = builders.again(db, enrollment)
    assert (found.status, found.ended_at) == (EnrollmentStatus.FINISHED, NOW)
    assert builders.statuses(db, enrollment) == ["sent", "sent"]


def test_what_went_twice_advances_once(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), email())
    touch = builders.went_out(db, enrollment)

    with db.transaction() as tx:
        assert advancing.advance(tx, touches.lock(tx, touch.id), HOUSE, NOW) is None

    assert builders.statuses(db, enrollment) == ["sent", "scheduled"]


def test_what_ended_meanwhile_does_not_go_on(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), status=EnrollmentStatus.REPLIED)

    builders.went_out(db, enrollment)

    assert builders.statuses(db, enrollment) == ["sent"]
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED


def test_a_held_sequence_has_its_next_stage_planned(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), status=EnrollmentStatus.HELD)

    builders.went_out(db, enrollment)

    assert builders.statuses(db, enrollment) == ["sent", "scheduled"]


def test_the_mailbox_wakes_in_time_for_the_next_mail(db: Database) -> None:
    far = at("2027-01-01T00:00")
    builders.make_mailbox(db, ready_at=far)
    enrollment = builders.make_enrollment(db, email(), email(1))

    builders.make_mailbox(db, ready_at=far)
    builders.went_out(db, enrollment)

    with db.transaction() as tx:
        assert tx.query(Mailbox).one().ready_at == at("2026-11-24T09:00")


def test_a_stop_drops_the_reminder_nobody_has_seen(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0))
    touch = builders.the_touches(db, enrollment)[0]
    with db.transaction() as tx:
        key = advancing.reminder_key(touch)
        owed = Owed(team=TEAM, key=key, kind="reminder", recipient=ANA.slack_id, about={"touch": touch.id})
        notices.owe(tx, owed, NOW)

    with db.transaction() as tx:
        assert advancing.stop(
            tx, enrollment.id, status=EnrollmentStatus.REPLIED, why="they answered", now=NOW
        )
        assert not advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why="late", now=NOW)

    with db.transaction() as tx:
        assert tx.query(Notice).one().status.value == "failed"
    assert builders.again(db, enrollment).why == "they answered"


def test_a_stop_wakes_the_mailbox_to_delete_its_draft(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[0]
        touch.draft_id, touch.status = "d1", TouchStatus.SCHEDULED
        tx.query(Mailbox).one().ready_at = at("2027-01-01T00:00")

    with db.transaction() as tx:
        advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why="enough", now=NOW)

    with db.transaction() as tx:
        mailbox = tx.query(Mailbox).one()
    left = doubting.unsettled(db, Lease(mailbox_id=mailbox.id, fence=mailbox.fence), NOW)
    assert (mailbox.ready_at, left.left_over) == (NOW, ((touch.id, "d1"),))
