"""Reply pressed in Slack: who may, what is refused, and that one press is one mail."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import steering
from bot.outreach.incoming import writing_back
from bot.outreach.overview import reporting
from bot.outreach.people import Who
from bot.refusals import Gone, NotAllowed, Refusal
from storage import inbox, replies, suppressions, touches
from storage.database import Database
from storage.incoming import InboundMail
from storage.models import Enrollment, Mailbox, Touch
from storage.statuses import EnrollmentStatus, SendStep, StageKind, TouchStatus
from tests import builders
from tests.bot.outreach import post
from tests.bot.outreach.post import Post
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, hours

AT = NOW + timedelta(days=2)
HER_ID = "<g1@mail.example>"


def answered(db: Database, **changes: Any) -> tuple[Enrollment, int]:
    """Let Grace answer the first mail; tell her enrollment and the id of what she wrote."""
    enrollment = post.written_to(db)
    mail = {"rfc_id": HER_ID, "from_name": "Grace Hopper", "references": ("<1@mail.example>",)} | changes
    Post(db).arrives(builders.make_inbound(**mail))
    return enrollment, post.rows(db, InboundMail)[-1].id


def press(
    db: Database, inbound_id: int, text: str = "Yes, still open!", *, nonce: str = "n1", who: Who = ANA
) -> Any:
    return writing_back.send(db, who, inbound_id, nonce=nonce, text=text, now=AT)


def written(db: Database, enrollment: Enrollment) -> list[Touch]:
    with db.transaction() as tx:
        return replies.of_enrollment(tx, enrollment.id)


def test_a_reply_waits_beside_the_stages_and_leaves_at_once(db: Database) -> None:
    enrollment, inbound_id = answered(db)

    assert press(db, inbound_id, "Yes, {{still}} **open**!") == ()

    (touch,) = written(db, enrollment)
    assert (touch.position, touch.kind, touch.status) == (
        replies.FIRST,
        StageKind.EMAIL,
        TouchStatus.SCHEDULED,
    )
    assert (touch.text, touch.subject) == ("Yes, {{still}} **open**!", "Re: A role for you")
    assert (touch.due_at, touch.answers_id, touch.mailbox_id) == (AT, inbound_id, enrollment.mailbox_id)
    assert post.rows(db, Mailbox)[0].ready_at <= AT
    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]


@pytest.mark.parametrize(
    ("nonce", "text"),
    [
        pytest.param("n1", "Yes, still open!", id="the same press again"),
        pytest.param("n1", "Yes, and more.", id="the same form with other words"),
        pytest.param("n2", " Yes, still open!\n", id="the same words in a second form"),
    ],
)
def test_a_press_that_comes_twice_is_one_reply(db: Database, nonce: str, text: str) -> None:
    enrollment, inbound_id = answered(db)
    press(db, inbound_id)

    assert press(db, inbound_id, text, nonce=nonce) == ()

    assert [touch.text for touch in written(db, enrollment)] == ["Yes, still open!"]


def test_a_second_reply_is_a_second_mail(db: Database) -> None:
    enrollment, inbound_id = answered(db)
    press(db, inbound_id)

    press(db, inbound_id, "And one thing more.", nonce="n2")

    assert [touch.position for touch in written(db, enrollment)] == [replies.FIRST, replies.FIRST + 1]


def test_whoever_was_answered_waits_for_nobody_any_more(db: Database) -> None:
    _, inbound_id = answered(db)
    assert [one.person for one in reporting.today(db, ANA, now=AT).unanswered] == ["Grace Hopper"]
    with db.transaction() as tx:
        tx.get_one(InboundMail, inbound_id).answered_at = AT

    assert reporting.today(db, ANA, now=AT).unanswered == ()


def test_words_that_were_not_sent_may_be_sent_again(db: Database) -> None:
    enrollment, inbound_id = answered(db)
    press(db, inbound_id)
    with db.transaction() as tx:
        replies.of_enrollment(tx, enrollment.id)[0].status = TouchStatus.SKIPPED

    press(db, inbound_id, nonce="n2")

    assert len(written(db, enrollment)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(" \n", "cannot be empty", id="empty"),
        pytest.param("x" * 10_001, "may have 10,000 characters", id="too long"),
        pytest.param("a\x00b", "nobody can see", id="a character nobody can see"),
    ],
)
def test_what_cannot_be_mailed_is_said_under_the_text(db: Database, text: str, said: str) -> None:
    enrollment, inbound_id = answered(db)

    (problem,) = press(db, inbound_id, text)

    assert said in problem.text
    assert written(db, enrollment) == []


def test_only_the_owner_of_the_mailbox_may_reply_even_if_the_sequence_is_anothers(db: Database) -> None:
    builders.make_sequence(db, who=BEN)
    enrollment, inbound_id = answered(db)

    with pytest.raises(NotAllowed, match="leaves from ana@acme.example, so only Ana Lovelace can send one"):
        writing_back.form(db, BEN, inbound_id, now=AT)
    with pytest.raises(NotAllowed):
        press(db, inbound_id, who=BEN)

    assert written(db, enrollment) == []


def test_somebody_in_another_workspace_finds_no_answer(db: Database) -> None:
    _, inbound_id = answered(db)

    with pytest.raises(Gone):
        writing_back.form(db, Who(team="T2", slack_id=ANA.slack_id), inbound_id, now=AT)


def test_the_form_shows_whom_it_goes_to_and_what_they_wrote(db: Database) -> None:
    _, inbound_id = answered(db, text="y" * 2_000, reply_to="desk@example.com")

    form = writing_back.form(db, ANA, inbound_id, now=AT)

    assert (form.first_name, form.address, form.sender) == ("Grace", "desk@example.com", "ana@acme.example")
    assert form.text == "y" * 1_500
    assert form.nonce != writing_back.form(db, ANA, inbound_id, now=AT).nonce


def test_nobody_is_replied_to_who_asked_not_to_be_written_to(db: Database) -> None:
    enrollment, inbound_id = answered(db)
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, GRACE, "asked", AT)

    with pytest.raises(Refusal, match="asked not to be written to"):
        press(db, inbound_id)

    assert written(db, enrollment) == []


@pytest.mark.parametrize(
    "sender",
    [
        pytest.param({"reply_to": "x>\r\nBcc: all@example.com"}, id="a line break in the address"),
        pytest.param({"reply_to": "no address"}, id="no address"),
    ],
)
def test_an_address_that_would_break_a_header_is_refused(db: Database, sender: Any) -> None:
    _, inbound_id = answered(db, **sender)

    with pytest.raises(Refusal, match="no address Overture could answer"):
        writing_back.form(db, ANA, inbound_id, now=AT)


def test_what_an_answer_needs_is_kept_with_the_mail_it_answers(db: Database) -> None:
    _, inbound_id = answered(
        db,
        from_name="Grace\r\nBcc: all@example.com",
        subject="Re: A\x00 role",
        in_reply_to="<2@mail.example>",
    )

    with db.transaction() as tx:
        mail = inbox.get(tx, inbound_id)
    assert mail is not None
    assert (mail.from_name, mail.from_address, mail.reply_to) == ("Grace Bcc: all@example.com", GRACE, "")
    assert (mail.subject, mail.rfc_id, mail.references) == ("Re: A role", HER_ID, "<1@mail.example>")


def test_a_chain_begins_with_what_it_answers_where_no_references_are_given(db: Database) -> None:
    _, inbound_id = answered(db, references=(), in_reply_to="<2@mail.example>", rfc_id="<" + "x" * 999 + ">")

    with db.transaction() as tx:
        mail = inbox.get(tx, inbound_id)
    assert mail is not None
    assert (mail.references, mail.rfc_id) == ("<2@mail.example>", "")


def test_a_reply_to_our_own_mailbox_is_no_place_to_answer(db: Database) -> None:
    _, inbound_id = answered(db, reply_to="Ana+jobs@acme.example")

    assert writing_back.form(db, ANA, inbound_id, now=AT).address == GRACE


@pytest.mark.parametrize("step", [None, SendStep.DRAFTED])
def test_nothing_that_is_done_to_the_sequence_touches_a_reply(db: Database, step: SendStep | None) -> None:
    enrollment, inbound_id = answered(db)
    press(db, inbound_id)
    with db.transaction() as tx:
        touch = replies.of_enrollment(tx, enrollment.id)[0]
        touch.status = TouchStatus.CLAIMED if step else TouchStatus.SCHEDULED
        touch.step = step
    before = [(touch.status, touch.due_at) for touch in written(db, enrollment)]

    steering.resume(db, ANA, enrollment.id, now=AT)
    steering.snooze(db, ANA, enrollment.id, until=(AT + timedelta(days=9)).date(), house=HOUSE, now=AT)
    steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=AT)
    steering.pause(db, ANA, enrollment.id, now=AT)
    with db.transaction() as tx:
        touches.postpone_open(tx, enrollment.id, AT + hours(99), "away")
        touches.drop_after(tx, enrollment.id, 1)
    steering.stop(db, ANA, enrollment.id, now=AT)

    assert [(touch.status, touch.due_at) for touch in written(db, enrollment)] == before
    assert builders.again(db, enrollment).status is EnrollmentStatus.STOPPED


def test_a_held_reply_is_not_set_going_by_the_sequence(db: Database) -> None:
    enrollment, inbound_id = answered(db)
    press(db, inbound_id)
    with db.transaction() as tx:
        replies.of_enrollment(tx, enrollment.id)[0].status = TouchStatus.HELD

    steering.resume(db, ANA, enrollment.id, now=AT)

    assert [touch.status for touch in written(db, enrollment)] == [TouchStatus.HELD]
    assert builders.statuses(db, enrollment) == ["sent", "scheduled"]
