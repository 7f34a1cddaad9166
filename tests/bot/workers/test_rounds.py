"""A mailbox's round, over the wire: what leaves, when, and how often."""

from collections import Counter
from typing import Any

import pytest

from sandbox.google import reading
from storage.statuses import EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.workers.office import Office
from tests.builders import NOW, by_hand, email


def test_the_first_stage_goes_out_once(office: Office) -> None:
    enrollment = office.enroll(email(), email())

    office.tick()
    office.tick()
    office.wait(minutes=20)

    (mail,) = office.mails()
    assert "Hello Grace, shall we talk?" in reading.text(mail.letter)
    assert mail.letter.text("From") == "Ana Lovelace <ana@acme.example>"
    assert builders.statuses(office.db, enrollment) == ["sent", "scheduled"]
    assert office.drafts() == []


def test_a_tick_keeps_one_connection_for_all_it_writes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.enroll()
    used: list[object] = []
    commit = office.db.engine.dialect.do_commit

    def note(connection: Any) -> None:
        used.append(connection)
        commit(connection)

    monkeypatch.setattr(office.db.engine.dialect, "do_commit", note)
    office.tick()

    assert len(office.mails()) == 1
    fetched = Counter(id(one) for one in used)  # each fetched anew from the pool, or kept
    assert max(fetched.values()) >= 4


def test_what_went_is_remembered_as_gmail_calls_it(office: Office) -> None:
    enrollment = office.enroll()

    office.tick()

    (mail,) = office.mails()
    touch = office.touch(enrollment)
    assert (touch.done_at, touch.rfc_id) == (NOW, mail.letter.message_id())
    assert touch.mime is None
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.FINISHED


def test_the_second_stage_answers_in_the_same_thread_on_both_sides(office: Office) -> None:
    enrollment = office.enroll(email(), email(3, body="Did you see my mail?"))
    office.tick()

    office.later(days=2)
    assert len(office.mails()) == 1
    office.later(days=1)

    first, second = office.mails()
    assert (second.thread_id, second.letter.text("Subject")) == (first.thread_id, "Re: A role for you")
    assert second.letter.raw("In-Reply-To") == first.letter.message_id()
    assert second.letter.raw("References") == first.letter.message_id()
    threads = {touch.thread_id for touch in builders.the_touches(office.db, enrollment)}
    assert threads == {builders.again(office.db, enrollment).thread_id}


def test_a_new_thread_brings_its_own_subject(office: Office) -> None:
    office.enroll(email(), email(1, subject="Another thought", new_thread=True))
    office.tick()

    office.later(days=1)

    first, second = office.mails()
    assert second.thread_id != first.thread_id
    assert (second.letter.text("Subject"), second.letter.raw("In-Reply-To")) == ("Another thought", "")


@pytest.mark.parametrize("kind", ["503_before", "drop_before", "429", "403:userRateLimitExceeded"])
def test_a_mailbox_that_cannot_be_read_sends_nothing(office: Office, kind: str) -> None:
    office.enroll()
    office.fault(kind, "/history", method="GET", times=2)

    office.tick()
    assert office.calls("drafts.create") == 0
    office.wait(minutes=10)

    assert len(office.mails()) == 1


def test_a_lost_cursor_is_found_again_before_anything_leaves(office: Office) -> None:
    enrollment = office.enroll(email(), email(1))
    office.tick()
    office.stand_in.move(days=1)
    office.answer()
    office.stand_in.control("expire_history", address="ana@acme.example")

    office.wait(minutes=4)

    assert len(office.mails()) == 1
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED


def test_mails_of_one_mailbox_leave_apart(office: Office) -> None:
    for number in range(3):
        office.enroll(address=f"candidate.{number}@example.com")

    office.tick()
    sent = [len(office.mails(f"candidate.{n}@example.com")) for n in range(1)]
    assert sent == [1]
    assert office.calls("drafts.send") == 1
    office.later(seconds=29)
    assert office.calls("drafts.send") == 1
    office.wait(minutes=4)

    assert office.calls("drafts.send") == 3


def test_gmails_own_time_to_wait_is_kept(office: Office) -> None:
    enrollment = office.enroll()
    office.fault("429:1800", "/drafts/send")

    office.tick()
    office.wait(minutes=28)
    assert (office.mails(), office.touch(enrollment).status) == ([], TouchStatus.SCHEDULED)
    office.wait(minutes=4)

    assert len(office.mails()) == 1
    assert office.calls("drafts.create") == 1


def test_a_mail_gmail_refuses_is_asked_about_and_the_others_go(office: Office) -> None:
    refused = office.enroll()
    office.enroll(address="alan.turing@example.com")
    office.fault("400:invalidArgument", "/drafts")

    office.wait(minutes=6)

    assert (office.mails(), len(office.mails("alan.turing@example.com"))) == ([], 1)
    assert office.touch(refused).status is TouchStatus.HELD
    assert office.notices() == ["not_sent"]


def test_a_mailbox_that_sent_too_much_rests_for_a_day(office: Office) -> None:
    office.enroll(email(), email(1))
    office.tick()
    office.stand_in.move(days=1)
    limit_notice(office)

    office.tick()
    office.wait(minutes=20)
    assert len(office.mails()) == 1
    office.later(days=1)

    assert len(office.mails()) == 2


def limit_notice(office: Office) -> None:
    from sandbox.google import delivery, writing
    from sandbox.google.writing import Note

    note = Note(
        sender=("Mail Delivery Subsystem", "mailer-daemon@googlemail.com"),
        to="ana@acme.example",
        subject="Delivery Status Notification (Failure)",
        text="You have reached a limit for sending mail. Your message was not sent.",
        headers={"Auto-Submitted": "auto-replied"},
    )
    google = office.stand_in.state
    delivery.receive(google, google.accounts["ana@acme.example"], writing.letter(note))


def test_a_stage_by_hand_waits_for_no_mailbox(office: Office) -> None:
    enrollment = office.enroll(by_hand(), email(0))

    office.tick()

    assert builders.statuses(office.db, enrollment) == ["scheduled"]
    assert office.calls("drafts.create") == 0
