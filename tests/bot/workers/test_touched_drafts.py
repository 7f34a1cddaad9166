"""A draft that waits in the mailbox and a person who edits, deletes or sends it: noticed, and respected."""

import pytest

from bot.outreach.candidates import explaining, steering
from bot.outreach.outgoing import answering
from bot.outreach.outgoing.answering import Answer
from sandbox.google import reading
from sandbox.google.mailbox import Message
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.workers.hearing import heard
from tests.bot.workers.office import Office
from tests.builders import ANA, HOUSE, email

MINE = "Edited by hand."
OURS = "Hello Grace, shall we talk?"


def put_off(office: Office, *, position: int = 0) -> Enrollment:
    """Leave the draft of a stage in Ana's mailbox that Gmail would not send just then."""
    enrollment = office.enroll(*(email(3) for _ in range(position + 2)))
    if position:
        office.tick()
        office.stand_in.move(days=3)
    office.fault("429:600", "/drafts/send")
    office.tick()
    return enrollment


def edited(office: Office, *, position: int = 0) -> Enrollment:
    """Let Ana change the draft, and Overture notice."""
    enrollment = put_off(office, position=position)
    office.by_hand("edit")
    office.wait(minutes=20)
    assert office.touch(enrollment, position).status is TouchStatus.HELD
    return enrollment


def says(office: Office, enrollment: Enrollment, said: Answer, *, position: int = 0) -> str:
    touch = office.touch(enrollment, position)
    return answering.answer(office.db, ANA, touch.id, said, house=HOUSE, now=office.now())


def texts(mails: list[Message]) -> list[str]:
    return [reading.text(mail.letter).strip() for mail in mails]


def test_a_changed_draft_is_held_and_asked_about_once(office: Office) -> None:
    edited(office)

    (told,) = heard(office)
    assert "You changed this email: You changed the email to Grace Hopper that waited in your drafts" in told
    assert told.endswith("Send Overture's text, I will send it myself, Skip this stage, Card")
    office.wait(minutes=60)
    assert (heard(office), office.mails(), len(office.drafts())) == ([], [], 1)


def test_a_changed_draft_that_may_be_on_its_way_is_not_asked_about_yet(office: Office) -> None:
    enrollment = office.enroll(email(), email(3))
    office.fault("drop_before", "/drafts/send")
    office.tick()
    office.by_hand("edit")

    office.wait(minutes=4)
    assert (office.touch(enrollment).status, heard(office)) == (TouchStatus.UNKNOWN, [])

    office.wait(minutes=10)
    (told,) = heard(office)
    assert "You changed this email" in told
    assert office.touch(enrollment).status is TouchStatus.HELD


@pytest.mark.parametrize("position", [0, 1])
def test_overtures_text_goes_only_after_the_changed_draft_is_gone(office: Office, position: int) -> None:
    enrollment = edited(office, position=position)

    told = says(office, enrollment, Answer.SEND_OURS, position=position)
    office.wait(minutes=4)

    assert told == "Your changed draft is deleted, and Overture's text goes out with the next round."
    assert len(office.mails()) == position + 1
    assert OURS in texts(office.mails())[-1]
    assert MINE not in "".join(texts(office.mails()))
    assert office.drafts() == []
    assert builders.statuses(office.db, enrollment) == ["sent"] * (position + 1) + ["scheduled"]


def test_overtures_text_stays_here_when_the_changed_one_was_sent_meanwhile(office: Office) -> None:
    enrollment = edited(office)
    says(office, enrollment, Answer.SEND_OURS)
    office.by_hand("send")

    office.wait(minutes=120)

    assert (len(office.mails()), office.calls("drafts.send")) == (1, 0)
    assert builders.statuses(office.db, enrollment) == ["sent", "scheduled"]


def test_a_second_change_is_asked_about_again(office: Office) -> None:
    enrollment = edited(office)
    heard(office)
    office.fault("429:600", "/drafts/send")
    says(office, enrollment, Answer.SEND_OURS)
    office.tick()
    office.by_hand("edit")

    office.wait(minutes=20)

    (told,) = heard(office)
    assert "You changed this email" in told


def test_a_stop_after_the_click_deletes_the_changed_draft_and_sends_nothing(office: Office) -> None:
    enrollment = edited(office)
    says(office, enrollment, Answer.SEND_OURS)

    steering.stop(office.db, ANA, enrollment.id, now=office.now())
    office.wait(minutes=10)

    assert (office.mails(), office.drafts()) == ([], [])
    assert builders.statuses(office.db, enrollment) == ["cancelled"]


@pytest.mark.parametrize("position", [0, 1])
def test_a_mail_its_recruiter_sends_herself_counts_from_when_she_does(office: Office, position: int) -> None:
    enrollment = edited(office, position=position)

    told = says(office, enrollment, Answer.BY_HAND, position=position)
    office.later(hours=5)
    office.by_hand("send")
    sent_at = office.now()
    office.wait(minutes=10)

    assert told.startswith("It is yours. It counts once it is in your Sent folder; if it is not by ")
    assert texts(office.mails())[-1] == MINE
    assert office.calls("drafts.send") == position
    touch = office.touch(enrollment, position)
    assert (touch.status, touch.done_at) == (TouchStatus.SENT, sent_at)
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.ACTIVE


def test_a_mail_she_never_sends_is_left_out_after_three_days_and_told(office: Office) -> None:
    enrollment = edited(office)
    heard(office)
    says(office, enrollment, Answer.BY_HAND)

    office.later(days=2)
    assert (heard(office), office.touch(enrollment).status) == ([], TouchStatus.UNKNOWN)
    office.later(days=1)

    (told,) = heard(office)
    assert "Stage 1 was left out: you wanted to send it yourself" in told
    assert (builders.statuses(office.db, enrollment), len(office.drafts())) == (["skipped", "scheduled"], 1)
    office.wait(minutes=60)
    assert office.mails() == []


def test_an_answer_to_a_mail_she_sent_herself_stops_the_sequence(office: Office) -> None:
    enrollment = edited(office)
    says(office, enrollment, Answer.BY_HAND)
    office.by_hand("send")
    office.wait(minutes=4)

    office.answer()
    office.wait(minutes=4)

    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED


def test_skipping_leaves_her_own_draft_to_her(office: Office) -> None:
    enrollment = edited(office)

    says(office, enrollment, Answer.SKIP)
    office.wait(minutes=10)

    assert (office.mails(), len(office.drafts())) == ([], 1)
    assert builders.statuses(office.db, enrollment) == ["skipped", "scheduled"]


def test_a_changed_draft_sent_without_a_click_counts_once_and_the_sequence_goes_on(office: Office) -> None:
    enrollment = edited(office)
    office.by_hand("send")

    office.wait(minutes=10)
    assert builders.statuses(office.db, enrollment) == ["sent", "scheduled"]
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.ACTIVE
    office.later(days=3)
    office.wait(minutes=10)

    assert texts(office.mails())[0] == MINE
    assert len(office.mails()) == 2


@pytest.mark.parametrize("position", [0, 1])
def test_a_draft_sent_by_hand_counts_once(office: Office, position: int) -> None:
    enrollment = put_off(office, position=position)
    office.by_hand("send")

    office.wait(minutes=20)

    assert (len(office.mails()), office.calls("drafts.send")) == (position + 1, position)
    assert builders.statuses(office.db, enrollment) == ["sent"] * (position + 1) + ["scheduled"]
    assert heard(office) == []


def test_a_deleted_draft_is_asked_about_after_the_looks(office: Office) -> None:
    enrollment = put_off(office)
    office.by_hand("delete")

    office.wait(minutes=60)
    assert (heard(office), office.mails()) == ([], [])
    office.wait(minutes=60)

    (told,) = heard(office)
    assert "The draft Overture had written is gone from your drafts, and no sent mail can be found." in told
    (found,) = explaining.why(office.db, ANA, "Grace Hopper", house=HOUSE, now=office.now())
    assert found.rule.startswith("It waits for you: The draft Overture had written is gone")
    says(office, enrollment, Answer.SEND)
    office.wait(minutes=4)
    assert len(office.mails()) == 1
