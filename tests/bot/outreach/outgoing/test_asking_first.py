"""A mail its recruiter wants to see first leaves once they say so, and in their words if they wrote some."""

from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from bot.outreach.candidates import explaining, steering
from bot.outreach.incoming import reacting
from bot.outreach.outgoing import answering, asking, planning
from bot.outreach.outgoing.answering import Answer
from bot.outreach.outgoing.asking import OwnWords
from bot.outreach.outgoing.planning import Outgoing, Withheld
from bot.refusals import Gone, NotAllowed
from bot.rules import gate
from storage import touches
from storage.database import Database
from storage.models import Enrollment, Notice
from storage.statuses import EnrollmentStatus, TouchStatus, Verdict
from tests import builders
from tests.bot.outreach.post import Post
from tests.builders import ANA, AT_ONCE, BEN, HOUSE, NOW, email

SHOWN = email(body="Hello **{{first_name}}** of {{company}}", ask_first=True)


def judge(db: Database, now: Any = NOW) -> Outgoing | Withheld | None:
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)
    lease = builders.claim(db, now)
    assert lease is not None
    return planning.next_outgoing(db, lease, AT_ONCE, now)


def asked(db: Database, *later: Any, stage: Any = SHOWN) -> Enrollment:
    """Enroll Grace, and let the first mail be shown to Ana."""
    enrollment = builders.make_enrollment(db, stage, *later)
    assert isinstance(judge(db), Withheld)
    return enrollment


def first(db: Database, enrollment: Enrollment) -> Any:
    return builders.the_touches(db, enrollment)[0]


def letter(found: object) -> EmailMessage:
    assert isinstance(found, Outgoing), found
    return message_from_bytes(found.mime, policy=policy.default)


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def owed(db: Database, kind: str) -> list[Notice]:
    with db.transaction() as tx:
        return [row for row in tx.query(Notice).order_by(Notice.id) if row.kind == kind]


def test_it_is_held_and_shown_once_with_what_it_would_say(db: Database) -> None:
    enrollment = asked(db)

    touch, card = first(db, enrollment), asking.card(db, first(db, enrollment).id, NOW)
    assert (touch.status, touch.verdict, touch.why) == (
        TouchStatus.HELD,
        Verdict.HOLD,
        gate.SHOW_FIRST.why,
    )
    assert [(row.recipient, row.about["touch"]) for row in owed(db, "question")] == [(ANA.slack_id, touch.id)]
    assert (card.subject, card.address, card.settled) == ("A role for you", builders.GRACE, "")
    assert card.text.replace("*", "").strip() == "Hello Grace of Navy"
    assert judge(db, NOW + timedelta(hours=1)) is None
    assert owed(db, "trouble") == []


def test_why_says_whom_it_waits_for_and_where_to_say_so(db: Database) -> None:
    asked(db)

    (told,) = explaining.why(db, ANA, "Grace", house=HOUSE, now=NOW)

    assert told.rule == f"It waits for you: {gate.SHOW_FIRST.why}"
    assert told.mend == gate.SHOW_FIRST.mend


def test_send_lets_it_leave_as_it_was_shown_and_nobody_asks_again(db: Database) -> None:
    enrollment = asked(db)
    touch_id = first(db, enrollment).id

    asking.allow(db, ANA, touch_id, now=NOW)
    asking.allow(db, ANA, touch_id, now=NOW)

    assert "leaves within the sending hours" in asking.card(db, touch_id, NOW).settled
    assert "Hello Grace of Navy" in plain(letter(judge(db))).replace("*", "")
    assert len(owed(db, "question")) == 1


def test_what_was_allowed_still_keeps_the_sending_hours(db: Database) -> None:
    enrollment = asked(db)
    night = NOW + timedelta(hours=12)

    asking.allow(db, ANA, first(db, enrollment).id, now=night)

    assert isinstance(judge(db, night), Withheld)
    assert first(db, enrollment).verdict is Verdict.POSTPONE
    assert isinstance(judge(db, NOW + timedelta(hours=24)), Outgoing)


def test_a_snooze_is_kept_and_so_is_the_yes(db: Database) -> None:
    enrollment = asked(db)
    touch_id = first(db, enrollment).id
    asking.allow(db, ANA, touch_id, now=NOW)

    steering.snooze(db, ANA, enrollment.id, until=date(2026, 11, 30), house=HOUSE, now=NOW)

    assert judge(db) is None
    assert isinstance(judge(db, NOW + timedelta(days=7)), Outgoing)
    assert len(owed(db, "question")) == 1


def test_a_yes_to_what_was_snoozed_meanwhile_lets_it_leave_when_that_is_over(db: Database) -> None:
    enrollment = asked(db)
    steering.snooze(db, ANA, enrollment.id, until=date(2026, 11, 30), house=HOUSE, now=NOW)

    asking.allow(db, ANA, first(db, enrollment).id, now=NOW)

    assert judge(db, NOW + timedelta(days=1)) is None
    assert isinstance(judge(db, NOW + timedelta(days=7)), Outgoing)


def test_own_words_leave_exactly_so_with_the_signature(db: Database) -> None:
    builders.make_mailbox(db, signature="<b>Ana</b>, Acme")
    enrollment = asked(db)
    touch_id = first(db, enrollment).id
    form = asking.form(db, ANA, touch_id, now=NOW)
    assert (form.subject, form.body) == ("A role for you", "Hello **Grace** of Navy")

    written = OwnWords(subject="{{first_name}}, a word", text="Dear {{company}}, *we* met.")
    assert asking.rewrite(db, ANA, touch_id, written, now=NOW) == ()
    assert asking.rewrite(db, ANA, touch_id, written, now=NOW) == ()

    mail = letter(judge(db))
    assert mail["Subject"] == "{{first_name}}, a word"
    assert "Dear {{company}}, we met." in plain(mail).replace("*", "")
    assert "Ana" in plain(mail)
    assert "in your words" in asking.card(db, touch_id, NOW).settled


def test_own_words_in_a_thread_have_no_subject(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1, ask_first=True))
    builders.went_out(db, enrollment)
    tomorrow = NOW + timedelta(days=1)
    assert isinstance(judge(db, tomorrow), Withheld)
    touch_id = builders.the_touches(db, enrollment)[1].id

    assert asking.card(db, touch_id, tomorrow).subject == ""
    assert asking.form(db, ANA, touch_id, now=tomorrow).subject is None
    asking.rewrite(db, ANA, touch_id, OwnWords(subject=None, text="Well?"), now=tomorrow)

    mail = letter(judge(db, tomorrow))
    assert (mail["Subject"], plain(mail).strip()) == ("Re: A role", "Well?")


@pytest.mark.parametrize(
    ("written", "field"),
    [
        pytest.param(OwnWords(subject="A word", text="  "), "body", id="no text"),
        pytest.param(OwnWords(subject="", text="Dear"), "subject", id="no subject"),
        pytest.param(OwnWords(subject="a\nb", text="Dear"), "subject", id="two lines"),
        pytest.param(OwnWords(subject="A word", text="x" * 10_001), "body", id="too long"),
    ],
)
def test_words_nobody_may_send_are_not_taken(db: Database, written: OwnWords, field: str) -> None:
    enrollment = asked(db)

    found = asking.rewrite(db, ANA, first(db, enrollment).id, written, now=NOW)

    assert [problem.field for problem in found] == [field]
    assert builders.statuses(db, enrollment) == ["held"]


def test_skip_leaves_it_out_and_the_sequence_goes_on(db: Database) -> None:
    enrollment = asked(db, email(1, subject="Again"))
    touch_id = first(db, enrollment).id

    asking.skip(db, ANA, touch_id, house=HOUSE, now=NOW)
    asking.skip(db, ANA, touch_id, house=HOUSE, now=NOW)

    assert builders.statuses(db, enrollment) == ["skipped", "scheduled"]
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    card = asking.card(db, touch_id, NOW)
    assert (card.settled, card.settled_by) == ("It was left out", ANA.slack_id)
    assert letter(judge(db, NOW + timedelta(days=1)))["Subject"] == "Again"


def test_an_answer_meanwhile_ends_it_and_the_card_says_so(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1, ask_first=True))
    builders.went_out(db, enrollment)
    assert isinstance(judge(db, NOW + timedelta(days=1)), Withheld)
    touch_id = builders.the_touches(db, enrollment)[1].id
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)

    Post(db).arrives(builders.make_inbound())

    assert [row.about for row in owed(db, "redraw")] == [{"touch": touch_id}]
    assert asking.card(db, touch_id, NOW).settled.startswith("They have answered")
    with pytest.raises(Gone, match="They have answered"):
        asking.allow(db, ANA, touch_id, now=NOW)
    with pytest.raises(Gone):
        asking.rewrite(db, ANA, touch_id, OwnWords(subject=None, text="Well?"), now=NOW)
    with pytest.raises(Gone):
        asking.skip(db, ANA, touch_id, house=HOUSE, now=NOW)
    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]


def test_a_mail_that_may_be_an_answer_is_not_answered_by_the_yes(db: Database) -> None:
    enrollment = asked(db)
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment.id)
        reacting.hold_and_ask(tx, row, "in1", why="It may be an answer.", now=NOW)
    touch_id = first(db, enrollment).id

    asking.allow(db, ANA, touch_id, now=NOW)

    assert judge(db) is None
    assert "It may be an answer" in asking.card(db, touch_id, NOW).settled
    steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=NOW)
    assert isinstance(judge(db), Outgoing)


def test_letting_the_sequence_go_on_elsewhere_is_no_yes_and_shows_it_again(db: Database) -> None:
    enrollment = asked(db)

    steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=NOW)

    assert isinstance(judge(db), Withheld)
    assert builders.statuses(db, enrollment) == ["held"]
    assert len(owed(db, "question")) == 2


def test_what_surely_did_not_leave_is_tried_again_without_asking(db: Database) -> None:
    enrollment = asked(db)
    touch_id = first(db, enrollment).id
    asking.allow(db, ANA, touch_id, now=NOW)
    assert isinstance(judge(db), Outgoing)
    with db.transaction() as tx:
        touch = touches.lock(tx, touch_id)
        touch.status = TouchStatus.HELD
        tx.get_one(Enrollment, enrollment.id).status = EnrollmentStatus.HELD

    answering.answer(db, ANA, touch_id, Answer.SEND, house=HOUSE, now=NOW)

    assert isinstance(judge(db), Outgoing)
    assert len(owed(db, "question")) == 1


def test_only_who_may_steer_the_person_may_say_so(db: Database) -> None:
    builders.make_recruiter(db, BEN)
    enrollment = asked(db)

    with pytest.raises(NotAllowed):
        asking.allow(db, BEN, first(db, enrollment).id, now=NOW)
    assert builders.statuses(db, enrollment) == ["held"]
