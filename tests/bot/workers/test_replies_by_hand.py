"""A reply written in Slack takes the road of every mail: once, at once, whatever has become of its sequence."""

from datetime import timedelta

import pytest

from bot.outreach.candidates import explaining, steering
from bot.outreach.house import House
from bot.outreach.overview import reporting
from bot.outreach.plans import authoring
from bot.rules.pacing import Pace
from sandbox.google import reading
from storage.incoming import InboundMail
from storage.models import Mailbox, Touch
from storage.statuses import EnrollmentStatus, SequenceStatus, TouchStatus
from tests import builders
from tests.bot.workers.office import Office
from tests.bot.workers.writing import SOON, answered, card, inbound, press, redraws, words, written
from tests.builders import ANA, GRACE, HOUSE, email


def test_it_arrives_in_their_conversation_from_the_same_mailbox(office: Office) -> None:
    with office.db.transaction() as tx:
        tx.query(Mailbox).one().signature = "<p>Ana, Acme</p>"
    enrollment = answered(office)

    press(office, "Dear {{first_name}}, **yes**!")
    office.tick()

    first, reply = office.mails()
    held = office.stand_in.state.accounts[GRACE].mailbox
    theirs = next(mail for mail in held.newest() if "SENT" in mail.labels)
    assert reply.thread_id == theirs.thread_id == first.thread_id
    assert reply.letter.raw("In-Reply-To") == theirs.letter.message_id()
    assert reply.letter.raw("References").split() == [first.letter.message_id(), theirs.letter.message_id()]
    assert reply.letter.text("Subject") == f"Re: {first.letter.text('Subject')}"
    assert reply.letter.text("To") == "Grace Hopper <grace.hopper@example.com>"
    assert reply.letter.text("From") == first.letter.text("From")
    assert "Dear {{first_name}}, yes!" in reading.text(reply.letter)
    assert "Ana, Acme" in reading.text(reply.letter)
    (touch,) = written(office)
    assert (touch.status, touch.thread_id) == (
        TouchStatus.SENT,
        builders.again(office.db, enrollment).thread_id,
    )
    assert (touch.text, touch.rfc_id) == ("Dear {{first_name}}, **yes**!", reply.letter.message_id())
    assert (touch.stage_id, office.drafts()) == (office.touch(enrollment).stage_id, [])


def test_it_leaves_at_night_beyond_the_cap_without_a_gap_and_before_what_is_due(office: Office) -> None:
    office.house = House(pace=Pace(daily_cap=1))
    answered(office)
    office.stand_in.move(hours=13)
    office.enroll(address="alan.turing@example.com")
    with office.db.transaction() as tx:
        tx.query(Touch).filter_by(status=TouchStatus.SCHEDULED).one().due_at = office.now() - timedelta(
            hours=1
        )

    press(office)
    press(office, "And one thing more.", nonce="n2")
    office.tick()

    assert words(office)[1:] == ["Yes, it is!", "And one thing more."]
    assert office.mails("alan.turing@example.com") == []


def test_it_counts_in_the_24_hours_of_its_mailbox(office: Office) -> None:
    office.house = House(pace=Pace(daily_cap=2, least=timedelta(0), most=timedelta(0)))
    answered(office)
    press(office)
    office.tick()
    office.enroll(address="alan.turing@example.com")

    office.wait(minutes=20)

    assert office.mails("alan.turing@example.com") == []


@pytest.mark.parametrize("status", [SequenceStatus.PAUSED, SequenceStatus.ARCHIVED])
def test_it_leaves_though_its_sequence_stands(office: Office, status: SequenceStatus) -> None:
    enrollment = answered(office)
    authoring.turn(office.db, ANA, enrollment.sequence_id, status, now=office.now())
    press(office)

    office.tick()

    assert words(office)[1:] == ["Yes, it is!"]


def test_neither_a_stop_nor_another_answer_keeps_what_is_on_its_way(office: Office) -> None:
    enrollment = answered(office)
    steering.resume(office.db, ANA, enrollment.id, now=office.now())
    press(office)

    def interfere() -> None:
        steering.stop(office.db, ANA, enrollment.id, now=office.now())
        office.answer(text="Are you there?")

    office.rounds(after={"create_draft": interfere}).tick()

    assert words(office)[1:] == ["Yes, it is!"]
    assert office.answers()[-1] == "Are you there?"
    first, second = inbound(office)
    assert (first.answered_at, second.answered_at) == (office.now(), None)
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.STOPPED


def test_it_moves_nothing_on_and_the_next_stage_answers_the_stage_before(office: Office) -> None:
    enrollment = answered(office)
    press(office)
    office.tick()
    before = builders.again(office.db, enrollment)
    steering.resume(office.db, ANA, enrollment.id, now=office.now())
    office.wait(minutes=2)
    office.stand_in.move(days=3)

    office.wait(minutes=4)

    first, _, second = office.mails()
    assert (before.status, before.position) == (EnrollmentStatus.REPLIED, 1)
    assert second.letter.raw("In-Reply-To") == first.letter.message_id()
    assert builders.statuses(office.db, enrollment) == ["sent", "sent"]
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.FINISHED


def test_it_answers_its_mail_and_every_earlier_one_of_theirs(office: Office) -> None:
    answered(office)
    office.answer(text="Hello?")
    office.later(minutes=11)  # nothing is to leave, so that the mailbox is read now and then
    office.answer(text="I ask once more.")
    office.later(minutes=11)

    press(office, to=1)
    office.later(minutes=3)

    at = office.now()
    assert [(mail.answered_at, mail.answered_by) for mail in inbound(office)] == [
        (at, "U0ANA"),
        (at, "U0ANA"),
        (None, ""),
    ]
    assert redraws(office) == 2
    assert card(office, 1) == ""


def test_a_mail_she_writes_in_gmail_answers_them_too(office: Office) -> None:
    answered(office)
    thread_id = inbound(office)[0].thread_id
    office.stand_in.control("compose", address="ana@acme.example", to=GRACE, thread_id=thread_id, text="Yes!")

    office.later(minutes=11)

    assert (inbound(office)[0].answered_by, inbound(office)[0].answered_at is None) == ("U0ANA", False)
    assert redraws(office) == 1


def test_a_stage_that_goes_is_no_answer(office: Office) -> None:
    enrollment = answered(office)
    steering.resume(office.db, ANA, enrollment.id, now=office.now())
    office.stand_in.move(days=3)
    office.wait(minutes=4)

    assert len(office.mails()) == 2
    assert inbound(office)[0].answered_at is None


def test_an_answer_from_a_new_conversation_is_answered_there(office: Office) -> None:
    office.enroll(email(), email(3))
    office.tick()
    office.answer("new_thread")
    office.later(minutes=2)
    press(office)

    office.tick()

    first, reply = office.mails()
    assert reply.letter.text("Subject") == "Re: A question about the role"
    assert reply.thread_id != first.thread_id
    assert written(office)[0].note == ""


def test_an_answer_taken_in_by_an_older_version_is_answered_all_the_same(office: Office) -> None:
    answered(office)
    with office.db.transaction() as tx:
        mail = tx.query(InboundMail).one()
        mail.from_address = mail.from_name = mail.subject = mail.rfc_id = mail.references = ""
    press(office)

    office.tick()

    first, reply = office.mails()
    assert reply.letter.raw("In-Reply-To") == first.letter.message_id()
    assert reply.letter.text("Subject") == f"Re: {first.letter.text('Subject')}"


def test_no_list_takes_it_for_a_stage(office: Office) -> None:
    enrollment = answered(office)
    steering.resume(office.db, ANA, enrollment.id, now=office.now())
    before = reporting.today(office.db, ANA, now=office.now())
    press(office)

    (told,) = explaining.why(office.db, ANA, "Grace", house=HOUSE, now=office.now())
    assert told.happened[-1] == f"Reply by hand: {SOON}"
    assert told.next.startswith("Stage 2 (email) is due")
    assert reporting.today(office.db, ANA, now=office.now()) == before
    office.tick()

    (told,) = explaining.why(office.db, ANA, "Grace", house=HOUSE, now=office.now())
    assert told.happened[-1].startswith("Reply by hand went out on Mon 23 Nov")
    assert reporting.funnel(office.db, enrollment.sequence_id) == [(1, 1)]
    (person,) = reporting.page(office.db, ANA, enrollment.sequence_id, now=office.now()).people
    assert person.stage == 2
