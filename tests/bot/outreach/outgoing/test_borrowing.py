"""Stages of one sequence leave different mailboxes, and an answer in any of them stops them all."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import explaining, steering
from bot.outreach.incoming import writing_back
from bot.outreach.mailboxes import losing
from bot.outreach.outgoing import reminding
from bot.outreach.outgoing.planning import Outgoing, Withheld
from bot.outreach.people import Who
from bot.refusals import NotAllowed
from bot.rules import gate
from storage import mailboxes, queues
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus, MailboxStatus, TouchStatus
from tests import builders
from tests.bot.outreach.pair import DAY, Pair
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email

ANEW: dict[str, Any] = {"new_thread": True, "subject": "One more thing"}


@pytest.fixture
def pair(db: Database) -> Pair:
    return Pair(db)


def test_a_stage_in_a_colleagues_name_leaves_their_mailbox_as_theirs(pair: Pair) -> None:
    pair.enroll(pair.first(body="Hello {{first_name}}, I am {{sender_first_name}}."))

    assert pair.judge(ANA) is None
    mail = pair.send(BEN)

    assert mail["From"] == "Ben Okafor <ben@acme.example>"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "I am Ben." in body.get_content()
    assert "Ben, Acme" in body.get_content()


def sent_by_ben(pair: Pair, *later: Any) -> Enrollment:
    """Let Ben's mail reach Grace; what is later comes a day after."""
    enrollment = pair.enroll(pair.first(), *later)
    pair.send(BEN)
    return enrollment


def test_what_answers_leaves_where_its_conversation_lives_and_a_new_one_leaves_ones_own(pair: Pair) -> None:
    enrollment = sent_by_ben(pair, by_hand(0), email(1), email(1, **ANEW))
    call = builders.the_touches(pair.db, enrollment)[1]
    reminding.mark_sent(pair.db, ANA, call.id, house=HOUSE, now=NOW)

    follow_up = pair.send(BEN, NOW + DAY)
    pair.heard(BEN, NOW + 2 * DAY)
    anew = pair.send(ANA, NOW + 2 * DAY)

    assert (follow_up["Subject"], bool(follow_up["In-Reply-To"])) == ("Re: A role for you", True)
    assert follow_up["From"].startswith("Ben")
    assert anew["From"].startswith("Ana")
    assert (anew["Subject"], anew["In-Reply-To"]) == ("One more thing", None)


def test_a_conversation_keeps_the_address_that_opened_it(pair: Pair) -> None:
    talent = {"address": "talent@acme.example", "name": "Talent", "accepted": True}
    builders.make_mailbox(pair.db, ANA, aliases=[talent])
    pair.enroll(email(sender="talent@acme.example"), email(1))

    mails = [pair.send(ANA), pair.send(ANA, NOW + DAY)]

    assert [mail["From"] for mail in mails] == ["Talent <talent@acme.example>"] * 2
    builders.make_mailbox(pair.db, ANA, aliases=[{**talent, "accepted": False}])
    pair.enroll(sequence="Backend, Berlin", address="alan.turing@example.com")
    assert isinstance(pair.judge(ANA), Withheld)


@pytest.mark.parametrize(
    ("where", "thread"),
    [
        pytest.param(BEN, "in it", id="in the conversation"),
        pytest.param(BEN, "anew", id="as a new mail to Ben"),
        pytest.param(ANA, "anew", id="as a new mail to Ana"),
    ],
)
def test_an_answer_in_any_mailbox_stops_what_another_would_send(pair: Pair, where: Who, thread: str) -> None:
    enrollment = sent_by_ben(pair, email(1, **ANEW))
    opened = builders.the_touches(pair.db, enrollment)[0]

    thread_id = opened.thread_id if thread == "in it" else "nobodys"
    pair.arrives(where, builders.make_inbound(thread_id=thread_id, received_at=NOW + DAY))

    assert builders.again(pair.db, enrollment).status is EnrollmentStatus.REPLIED
    assert pair.judge(ANA, NOW + 2 * DAY) is None
    hear = [whom for whom, _ in pair.told("reply")]
    assert hear == ([ANA.slack_id, BEN.slack_id] if where is BEN else [ANA.slack_id])


def test_nothing_leaves_before_the_other_mailbox_was_read_and_that_is_let_read(pair: Pair) -> None:
    enrollment = sent_by_ben(pair, email(1, **ANEW))
    tomorrow = NOW + DAY

    pair.heard(BEN, tomorrow - timedelta(seconds=61))
    assert isinstance(pair.judge(ANA, tomorrow), Withheld)

    waiting = builders.the_touches(pair.db, enrollment)[1]
    assert (waiting.status, waiting.due_at) == (TouchStatus.SCHEDULED, tomorrow + gate.LISTEN)
    assert "mailbox of Ben Okafor are read first" in waiting.why
    assert pair.box(BEN).ready_at == tomorrow
    pair.heard(BEN, tomorrow + timedelta(seconds=5))
    assert isinstance(pair.judge(ANA, tomorrow + gate.LISTEN), Outgoing)


def test_a_mailbox_that_wrote_is_read_as_often_as_the_one_that_will(pair: Pair) -> None:
    enrollment = sent_by_ben(pair, email(1, **ANEW))

    with pair.db.transaction() as tx:
        assert queues.is_live(tx, pair.ben.id)
        assert queues.is_live(tx, pair.ana.id)
    steering.stop(pair.db, ANA, enrollment.id, now=NOW)
    with pair.db.transaction() as tx:
        assert not queues.is_live(tx, pair.ben.id)


def lose(pair: Pair) -> None:
    """Let Google take Ben's mailbox away."""
    lease = pair.lease(BEN, NOW)
    losing.lose(pair.db, lease, "revoked", NOW)


def test_who_waits_for_a_colleagues_lost_mailbox_is_told_once_and_goes_on_by_itself(pair: Pair) -> None:
    enrollment = sent_by_ben(pair, email(1, **ANEW))

    lose(pair)

    lost = gate.lost_elsewhere("Ben Okafor")
    held = builders.again(pair.db, enrollment)
    assert (held.status, held.why) == (EnrollmentStatus.HELD, lost.why)
    news = [(whom, about["kind"]) for whom, about in pair.told("trouble")]
    assert sorted(news) == [(ANA.slack_id, "lender_lost"), (BEN.slack_id, "mailbox_lost")]
    with pair.db.transaction() as tx:
        losing.regain(tx, mailboxes.get(tx, pair.ben.id), NOW)
    assert builders.again(pair.db, enrollment).status is EnrollmentStatus.ACTIVE


def test_what_would_leave_while_another_mailbox_is_lost_is_held_until_it_is_back(pair: Pair) -> None:
    enrollment = sent_by_ben(pair, email(1, **ANEW))
    builders.make_mailbox(pair.db, BEN, status=MailboxStatus.DISCONNECTED)

    assert isinstance(pair.judge(ANA, NOW + DAY), Withheld)

    touch = builders.the_touches(pair.db, enrollment)[1]
    lost = gate.lost_elsewhere("Ben Okafor")
    assert (touch.status, touch.why, touch.mend) == (TouchStatus.HELD, lost.why, lost.mend)
    with pair.db.transaction() as tx:
        losing.regain(tx, mailboxes.get(tx, pair.ben.id), NOW + DAY)
    assert builders.statuses(pair.db, enrollment) == ["sent", "scheduled"]


def test_why_looks_at_the_mailbox_the_mail_leaves(pair: Pair) -> None:
    pair.enroll(pair.first())
    lose(pair)

    (told,) = explaining.why(pair.db, ANA, "Grace", house=HOUSE, now=NOW)

    assert (told.rule, told.mend) == (
        gate.lost_elsewhere("Ben Okafor").why,
        gate.lost_elsewhere("Ben Okafor").mend,
    )


def test_the_colleague_an_answer_came_to_answers_it_and_others_do_not(pair: Pair) -> None:
    enrollment = sent_by_ben(pair)
    opened = builders.the_touches(pair.db, enrollment)[0]
    pair.arrives(BEN, builders.make_inbound(thread_id=opened.thread_id, received_at=NOW + DAY))

    assert writing_back.form(pair.db, BEN, 1, now=NOW + DAY).sender == "ben@acme.example"
    with pytest.raises(NotAllowed, match="only Ben Okafor"):
        writing_back.form(pair.db, ANA, 1, now=NOW + DAY)


def test_a_resumed_sequence_wakes_the_mailbox_its_next_mail_leaves(pair: Pair) -> None:
    enrollment = pair.enroll(pair.first())
    steering.pause(pair.db, ANA, enrollment.id, now=NOW)
    builders.make_mailbox(pair.db, BEN, ready_at=NOW + DAY)

    steering.resume(pair.db, ANA, enrollment.id, now=NOW)

    assert pair.box(BEN).ready_at == NOW
