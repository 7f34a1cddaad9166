"""Gmail does not answer, or not in time: what is doubtful is settled by evidence, never by sending again."""

import pytest

from bot.outreach.candidates import steering
from bot.rules import retry
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import NOW, email

LOST = ["lost_answer", "reset", "half_answer", "503"]
BEFORE = ["drop_before", "503_before"]


@pytest.mark.parametrize("kind", LOST)
def test_a_mail_whose_answer_was_lost_is_found_and_not_sent_again(office: Office, kind: str) -> None:
    enrollment = office.enroll(email(), email(3))
    office.fault(kind, "/drafts/send")

    office.tick()
    assert office.touch(enrollment).status is TouchStatus.UNKNOWN
    office.wait(minutes=20)

    assert len(office.mails()) == office.calls("drafts.send") == 1
    assert builders.statuses(office.db, enrollment) == ["sent", "scheduled"]
    assert office.touch(enrollment).done_at == NOW


@pytest.mark.parametrize("kind", LOST)
def test_it_is_found_even_when_history_has_forgotten_it(office: Office, kind: str) -> None:
    enrollment = office.enroll(email(), email(3))
    office.fault(kind, "/drafts/send")
    office.tick()
    office.stand_in.control("expire_history", address="ana@acme.example")

    office.wait(minutes=20)

    assert len(office.mails()) == office.calls("drafts.send") == 1
    assert builders.statuses(office.db, enrollment) == ["sent", "scheduled"]


@pytest.mark.parametrize("kind", BEFORE)
def test_a_mail_that_surely_did_not_leave_goes_later_from_the_same_draft(office: Office, kind: str) -> None:
    enrollment = office.enroll(email(), email(3))
    office.fault(kind, "/drafts/send")

    office.tick()
    waits_for = office.touch(enrollment)
    assert (waits_for.status, len(office.mails())) == (TouchStatus.UNKNOWN, 0)
    office.wait(minutes=20)

    assert len(office.mails()) == office.calls("drafts.create") == 1
    assert builders.statuses(office.db, enrollment) == ["sent", "scheduled"]
    assert office.drafts() == []


def test_a_doubtful_mail_is_not_touched_while_the_first_request_may_be_alive(office: Office) -> None:
    enrollment = office.enroll()
    office.fault("drop_before", "/drafts/send")
    office.tick()

    office.wait(minutes=4)
    assert (office.calls("drafts.send"), office.touch(enrollment).status) == (0, TouchStatus.UNKNOWN)
    office.wait(minutes=6)

    assert len(office.mails()) == 1
    assert retry.SURELY_DEAD.total_seconds() == 300


def test_a_doubtful_mail_does_not_hold_up_the_others(office: Office) -> None:
    office.enroll()
    office.enroll(address="alan.turing@example.com")
    office.fault("drop_before", "/drafts/send")

    office.wait(minutes=4)

    assert len(office.mails("alan.turing@example.com")) == 1


@pytest.mark.parametrize("kind", [*LOST, *BEFORE])
def test_a_draft_whose_answer_was_lost_leaves_no_orphan(office: Office, kind: str) -> None:
    enrollment = office.enroll(email(), email(3))
    office.fault(kind, "/drafts")

    office.tick()
    assert office.mails() == []
    office.wait(minutes=10)

    assert len(office.mails()) == 1
    assert office.drafts() == []
    assert builders.statuses(office.db, enrollment) == ["sent", "scheduled"]


def test_a_mail_that_vanished_without_a_trace_is_asked_about(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))
    office.fault("drop_before", "/drafts/send")
    office.tick()
    office.by_hand("delete")

    office.wait(minutes=120)

    assert office.mails() == []
    assert office.touch(enrollment).status is TouchStatus.HELD
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.HELD
    assert office.notices() == ["unknown_outcome"]


def test_a_stop_of_a_doubtful_mail_leaves_it_to_its_outcome(office: Office) -> None:

    enrollment = office.enroll(email(), email(3))
    office.fault("lost_answer", "/drafts/send")
    office.tick()

    steering.stop(office.db, builders.ANA, enrollment.id, now=office.now())
    office.wait(minutes=20)

    assert builders.statuses(office.db, enrollment) == ["sent"]
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.STOPPED


def test_a_stop_of_a_doubtful_mail_that_did_not_leave_keeps_it_from_leaving(office: Office) -> None:

    enrollment = office.enroll()
    office.fault("drop_before", "/drafts/send")
    office.tick()

    steering.stop(office.db, builders.ANA, enrollment.id, now=office.now())
    office.wait(minutes=60)

    assert (office.mails(), office.drafts()) == ([], [])
    assert builders.statuses(office.db, enrollment) == ["cancelled"]
