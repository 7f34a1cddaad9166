"""A reply written in Slack that something keeps: its card says what, its writer is asked, and one mail goes at most."""

from datetime import timedelta

import pytest

from bot.outreach.candidates import steering
from bot.outreach.outgoing.answering import Answer
from storage import replies
from storage.incoming import InboundMail
from storage.models import Mailbox, Touch
from storage.statuses import EnrollmentStatus, MailboxStatus, TouchStatus
from tests import builders
from tests.bot.workers.dying import STEPS, dies_after
from tests.bot.workers.hearing import heard, reconnect
from tests.bot.workers.office import Killed, Office
from tests.bot.workers.writing import SOON, answered, card, inbound, press, redraws, says, words, written
from tests.builders import ANA


def test_what_gmail_has_held_keeps_it_and_the_card_says_so(office: Office) -> None:
    answered(office)
    press(office)
    assert card(office) == SOON
    with office.db.transaction() as tx:
        tx.query(Mailbox).one().held_until = office.now() + timedelta(hours=2)

    office.tick()

    assert (len(office.mails()), redraws(office)) == (1, 1)
    assert (
        card(office) == "Your reply waits until Mon 23 Nov, 12:02: Gmail has asked this mailbox for a pause."
    )
    office.later(hours=2, minutes=1)
    assert words(office)[1:] == ["Yes, it is!"]


def test_a_lost_mailbox_keeps_it_until_it_is_reconnected(office: Office) -> None:
    answered(office)
    office.stand_in.control("revoke", address="ana@acme.example")
    press(office)
    office.tick()
    with office.db.transaction() as tx:
        assert tx.query(Mailbox).one().status is MailboxStatus.LOST

    assert card(office) == "Your reply waits until you reconnect Gmail on the Home tab; then it leaves."
    assert redraws(office) == 1
    reconnect(office)
    office.tick()

    assert words(office)[1][:11] == "Yes, it is!"


def test_gmail_that_does_not_answer_keeps_it_and_the_card_says_so(office: Office) -> None:
    answered(office)
    press(office)
    office.fault("503", "/history", method="GET")
    office.tick()

    assert (
        card(office) == "Your reply waits: Gmail does not answer just now. It leaves by itself once it does."
    )
    office.wait(minutes=6)
    assert words(office)[1:] == ["Yes, it is!"]


@pytest.mark.parametrize(
    ("said", "mails", "told"),
    [
        pytest.param(Answer.SENT, 1, "Marked as sent.", id="it went"),
        pytest.param(Answer.SEND, 2, "It goes out with the next round.", id="send it now"),
        pytest.param(Answer.SKIP, 1, "Your reply is not sent.", id="leave it"),
    ],
)
def test_its_writer_is_asked_when_nobody_can_tell_and_the_sequence_is_not_held(
    office: Office, said: Answer, mails: int, told: str
) -> None:
    enrollment = answered(office)
    press(office)
    office.rounds(before={"send_draft": lambda: office.by_hand("delete")}).tick()
    office.wait(minutes=150)

    (asked,) = heard(office)
    assert "Was this email sent?: Nobody can tell whether your reply to Grace Hopper went out." in asked
    assert asked.endswith("Look in Gmail, It was sent, Send now, Do not send it, Card")
    assert card(office).startswith("Your reply waits for you. Gmail's answer was lost")
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED

    assert says(office, said) == told
    office.wait(minutes=4)

    assert len(office.mails()) == mails
    assert (inbound(office)[0].answered_at is None) is (said is Answer.SKIP)
    assert builders.statuses(office.db, enrollment) == ["sent", "cancelled"]


def test_one_gmail_refuses_is_asked_about_and_tried_again_on_a_click(office: Office) -> None:
    enrollment = answered(office)
    press(office)
    office.fault("400:badRequest", "/drafts/send")
    office.tick()

    (asked,) = heard(office)
    assert "Your reply to Grace Hopper was not sent. Gmail refused it (400 badRequest)." in asked
    assert asked.endswith("Try again, Do not send it, Card")
    assert (builders.again(office.db, enrollment).status, office.drafts()) == (EnrollmentStatus.REPLIED, [])
    says(office, Answer.SEND)
    office.wait(minutes=2)

    assert words(office)[1:] == ["Yes, it is!"]


def test_a_reply_that_is_asked_about_holds_nothing_else(office: Office) -> None:
    enrollment = answered(office)
    steering.resume(office.db, ANA, enrollment.id, now=office.now())
    press(office)
    office.fault("400:badRequest", "/drafts/send")
    office.tick()
    assert written(office)[0].status is TouchStatus.HELD
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.ACTIVE

    office.stand_in.move(days=3)
    office.wait(minutes=4)
    says(office, Answer.SKIP)

    assert builders.statuses(office.db, enrollment) == ["sent", "sent"]
    assert (len(office.mails()), written(office)[0].status) == (2, TouchStatus.SKIPPED)


def changed(office: Office) -> None:
    """Leave a draft of the reply that Ana changes in Gmail."""
    press(office)
    office.fault("429:600", "/drafts/send")
    office.tick()
    office.by_hand("edit")
    office.wait(minutes=20)
    (asked,) = heard(office)
    assert "You changed your reply to Grace Hopper that waited in your drafts" in asked
    assert asked.endswith("Look in Gmail, Send Overture's text, I will send it myself, Do not send it, Card")


def test_a_draft_of_it_that_was_changed_is_asked_about_and_ours_may_go(office: Office) -> None:
    answered(office)
    changed(office)

    says(office, Answer.SEND_OURS)
    office.wait(minutes=4)

    assert (words(office)[1:], office.drafts()) == (["Yes, it is!"], [])


def test_a_draft_of_it_that_she_sends_herself_answers_them(office: Office) -> None:
    answered(office)
    changed(office)

    told = says(office, Answer.BY_HAND)
    assert card(office) == "You send the reply yourself; it counts once it is in your Sent folder."
    office.by_hand("send")
    office.wait(minutes=4)

    assert told.startswith("It is yours. It counts once it is in your Sent folder; until ")
    assert (len(office.mails()), written(office)[0].status) == (2, TouchStatus.SENT)
    assert inbound(office)[0].answered_by == "U0ANA"


def test_one_she_wanted_to_send_and_did_not_is_told_and_ends(office: Office) -> None:
    enrollment = answered(office)
    changed(office)
    says(office, Answer.BY_HAND)
    office.later(days=3, minutes=1)

    (told,) = heard(office)

    assert "Your reply was not sent: you wanted to send it yourself" in told
    assert builders.again(office.db, enrollment).status is EnrollmentStatus.REPLIED
    assert (written(office)[0].status, inbound(office)[0].answered_at) == (TouchStatus.SKIPPED, None)


def test_whoever_asks_not_to_be_written_to_meanwhile_gets_none(office: Office) -> None:
    answered(office)
    press(office)
    office.answer("opt_out")

    office.tick()

    assert len(office.mails()) == 1
    assert any("Your reply was not sent: they asked not to be written to" in told for told in heard(office))
    assert card(office, 0) == "Your reply was not sent: they asked not to be written to."


@pytest.mark.parametrize("step", STEPS)
def test_a_death_at_any_step_leaves_one_mail(
    office: Office, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(office)
    press(office)
    with monkeypatch.context() as patched:
        dies_after(patched, step)
        with pytest.raises(Killed):
            office.tick()
    press(office)
    office.wait(minutes=30)

    assert (words(office)[1:], office.drafts()) == (["Yes, it is!"], [])
    assert (written(office)[0].status, inbound(office)[0].answered_by) == (TouchStatus.SENT, "U0ANA")


def test_one_that_an_older_copy_of_the_database_never_knew_is_not_sent_again_by_a_late_press(
    office: Office,
) -> None:
    answered(office)
    press(office)
    office.tick()
    with office.db.transaction() as tx:
        tx.delete(tx.query(Touch).filter(Touch.position >= replies.FIRST).one())
        tx.query(InboundMail).one().answered_at = None
    press(office)

    office.later(minutes=2)

    assert (len(office.mails()), office.drafts()) == (2, [])
    assert (written(office)[0].status, inbound(office)[0].answered_by) == (TouchStatus.SENT, "U0ANA")


def test_a_thread_that_cannot_be_looked_at_just_now_only_puts_it_off(office: Office) -> None:
    answered(office)
    press(office)
    office.fault("503", "/threads/", method="GET")
    office.tick()
    assert written(office)[0].status is TouchStatus.SCHEDULED

    office.wait(minutes=4)

    assert words(office)[1:] == ["Yes, it is!"]


def test_one_that_an_older_copy_of_the_database_forgot_is_known_by_where_it_stands(office: Office) -> None:
    answered(office)
    press(office)
    office.tick()
    with office.db.transaction() as tx:
        row = tx.query(Touch).filter(Touch.position >= replies.FIRST).one()
        row.status, row.gmail_id, row.thread_id, row.rfc_id = TouchStatus.SCHEDULED, "", "", ""
        tx.query(Mailbox).one().cursor -= 20

    office.later(minutes=11)

    assert (len(office.mails()), written(office)[0].status) == (2, TouchStatus.SENT)
