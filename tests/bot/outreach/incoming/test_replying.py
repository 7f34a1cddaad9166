"""What people make of an answer: marks, claims, "not a reply", and taking each back."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.outreach.candidates import steering
from bot.outreach.incoming import replying
from bot.outreach.notices import notifying, redrawing, troubling
from bot.outreach.notices.cards import ReplyCard
from bot.outreach.notices.notifying import Posted
from bot.outreach.people import Who
from bot.outreach.plans import following
from bot.refusals import Gone, NotAllowed, Refusal
from storage import suppressions, touches
from storage.database import Database
from storage.incoming import InboundMail
from storage.models import Enrollment, Notice
from storage.statuses import Access, EnrollmentStatus, Mark, TouchStatus
from tests import builders
from tests.bot.outreach.post import DAY, Post, rows, told, written_to
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, email, make_inbound

LATER = NOW + DAY
MINUTE = timedelta(minutes=1)


def answered(db: Database, text: str = "Thanks, let us talk.", **changes: Any) -> tuple[Enrollment, int]:
    """Let Grace answer the first mail of Ana's sequence."""
    enrollment = written_to(db)
    Post(db).arrives(make_inbound(text=text, **changes))
    return enrollment, rows(db, InboundMail)[0].id


def card(db: Database, inbound_id: int) -> ReplyCard:
    return replying.card(db, inbound_id, LATER)


def notices_of(db: Database, kind: str) -> list[Notice]:
    return [row for row in rows(db, Notice) if row.about.get("kind", row.kind) == kind]


def test_the_card_says_what_was_answered_and_what_it_did(db: Database) -> None:
    _, inbound_id = answered(db)

    shown = card(db, inbound_id)

    assert (shown.stage, shown.stages, shown.effect) == (1, 3, "Nothing more goes out.")
    assert (shown.writer, shown.is_cut, shown.is_shared) == ("", False, False)


def test_a_long_answer_is_cut(db: Database) -> None:
    _, inbound_id = answered(db, "long " * 400)

    shown = card(db, inbound_id)

    assert (len(shown.text), shown.is_cut) == (1500, True)


def test_a_mark_is_kept_once_and_a_second_opinion_is_refused(db: Database) -> None:
    _, inbound_id = answered(db)

    replying.label(db, ANA, inbound_id, Mark.INTERESTED, now=LATER)
    replying.label(db, ANA, inbound_id, Mark.INTERESTED, now=LATER + MINUTE)
    with pytest.raises(Gone, match="Ana Lovelace has marked it “interested” already"):
        replying.label(db, ANA, inbound_id, Mark.WRONG_PERSON, now=LATER)

    shown = card(db, inbound_id)
    assert (shown.mark, shown.marked_by, shown.can_undo) == (Mark.INTERESTED, "U0ANA", True)


def test_nobody_marks_an_answer_they_were_not_told_of(db: Database) -> None:
    _, inbound_id = answered(db)
    builders.make_recruiter(db, BEN)

    with pytest.raises(NotAllowed, match="Only those who were told"):
        replying.label(db, BEN, inbound_id, Mark.INTERESTED, now=LATER)
    with pytest.raises(NotAllowed):
        replying.claim(db, BEN, inbound_id, now=LATER)
    with pytest.raises(NotAllowed):
        replying.not_a_reply(db, BEN, inbound_id, now=LATER)

    assert (card(db, inbound_id).mark, card(db, inbound_id).claimed_by) == (None, "")


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_can_be_taken_back_for_ten_minutes(db: Database, mark: Mark) -> None:
    enrollment, inbound_id = answered(db)
    if mark is Mark.NOT_A_REPLY:
        replying.not_a_reply(db, ANA, inbound_id, now=LATER)
        assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    else:
        replying.label(db, ANA, inbound_id, mark, now=LATER)

    with pytest.raises(Gone, match="too late"):
        replying.undo(db, ANA, inbound_id, now=LATER + 10 * MINUTE)
    replying.undo(db, ANA, inbound_id, now=LATER + 9 * MINUTE)

    assert card(db, inbound_id).mark is None
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED
    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]
    with pytest.raises(Gone, match="nothing to undo"):
        replying.undo(db, ANA, inbound_id, now=LATER + 9 * MINUTE)


def test_not_now_comes_back_at_nine_that_day(db: Database) -> None:
    _, inbound_id = answered(db)

    replying.label(db, ANA, inbound_id, Mark.NOT_NOW, back_on=date(2027, 2, 23), now=LATER)

    (owed,) = notices_of(db, "comeback")
    assert (owed.not_before.isoformat(), owed.recipient) == ("2027-02-23T08:00:00+00:00", "U0ANA")
    assert troubling.card(db, owed.about, now=NOW).what == "You wanted to come back to Grace Hopper today."


def test_not_now_taken_back_does_not_come_back(db: Database) -> None:
    _, inbound_id = answered(db)
    replying.label(db, ANA, inbound_id, Mark.NOT_NOW, back_on=date(2027, 2, 23), now=LATER)

    replying.undo(db, ANA, inbound_id, now=LATER + MINUTE)
    replying.label(db, ANA, inbound_id, Mark.NOT_NOW, back_on=date(2027, 3, 1), now=LATER + 2 * MINUTE)

    assert [row.status.value for row in notices_of(db, "comeback")] == ["failed", "owed"]


def test_not_now_needs_a_day_that_is_still_to_come(db: Database) -> None:
    _, inbound_id = answered(db)

    with pytest.raises(Refusal, match="not still to come"):
        replying.label(db, ANA, inbound_id, Mark.NOT_NOW, back_on=LATER.date(), now=LATER)

    assert card(db, inbound_id).mark is None


def test_sender_creator_and_followers_hear_of_an_answer_and_one_takes_it(db: Database) -> None:
    sequence = builders.make_sequence(db, email(), email(3), who=BEN)
    enrollment = builders.make_enrollment(db)
    builders.went_out(db, enrollment)
    cleo = Who(team=TEAM, slack_id="U0CLEO")
    following.follow(db, cleo, sequence.id, now=NOW)
    following.follow(db, cleo, sequence.id, now=NOW)
    Post(db).arrives(make_inbound())
    inbound_id = rows(db, InboundMail)[0].id

    assert [row.recipient for row in notices_of(db, "reply")] == ["U0ANA", "U0BEN", "U0CLEO"]
    replying.claim(db, cleo, inbound_id, now=LATER)
    replying.claim(db, cleo, inbound_id, now=LATER)
    with pytest.raises(Gone, match="U0CLEO has got it|A colleague has got it"):
        replying.claim(db, BEN, inbound_id, now=LATER)
    replying.give_back(db, BEN, inbound_id, now=LATER)
    assert (card(db, inbound_id).claimed_by, card(db, inbound_id).is_shared) == ("U0CLEO", True)
    replying.give_back(db, cleo, inbound_id, now=LATER)
    replying.label(db, cleo, inbound_id, Mark.INTERESTED, now=LATER)
    with pytest.raises(NotAllowed):
        replying.not_a_reply(db, cleo, inbound_id, now=LATER)


def test_who_follows_no_more_hears_nothing(db: Database) -> None:
    sequence = builders.make_sequence(db, email(), email(3))
    enrollment = builders.make_enrollment(db)
    builders.went_out(db, enrollment)
    following.follow(db, BEN, sequence.id, now=NOW)
    assert following.unfollow(db, BEN, sequence.id, now=NOW) == "You no longer follow Backend, Berlin."

    Post(db).arrives(make_inbound())

    assert [row.recipient for row in notices_of(db, "reply")] == ["U0ANA"]


def test_a_follower_of_what_has_become_confidential_hears_nothing(db: Database) -> None:
    sequence = builders.make_sequence(db, email(), email(3))
    enrollment = builders.make_enrollment(db)
    builders.went_out(db, enrollment)
    following.follow(db, BEN, sequence.id, now=NOW)
    builders.make_sequence(db, access=Access.CONFIDENTIAL)

    Post(db).arrives(make_inbound())

    assert [row.recipient for row in notices_of(db, "reply")] == ["U0ANA"]
    with pytest.raises(Gone):
        following.follow(db, BEN, sequence.id, now=NOW)


def test_every_copy_of_the_card_is_found(db: Database) -> None:
    builders.make_sequence(db, email(), email(3), who=BEN)
    enrollment = builders.make_enrollment(db)
    builders.went_out(db, enrollment)
    Post(db).arrives(make_inbound())
    for ts in ("1.1", "1.2"):
        notice = notifying.claim(db, HOUSE, LATER)
        assert notice is not None
        notifying.posted(db, notice, Posted(channel="D1", ts=ts), NOW)

    assert redrawing.places(db, rows(db, InboundMail)[0].id) == [("D1", "1.1"), ("D1", "1.2")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (EnrollmentStatus.ACTIVE, EnrollmentStatus.ACTIVE),
        (EnrollmentStatus.PAUSED, EnrollmentStatus.PAUSED),
        (EnrollmentStatus.FINISHED, EnrollmentStatus.FINISHED),
    ],
)
def test_what_was_no_reply_leaves_everything_as_it_was(
    db: Database, before: EnrollmentStatus, after: EnrollmentStatus
) -> None:
    enrollment = written_to(db)
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment.id)
        row.status = before
        if not before.is_open:
            for touch in touches.of_enrollment(tx, row.id)[1:]:
                touch.status = TouchStatus.DONE
    Post(db).arrives(make_inbound())
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED

    inbound_id = rows(db, InboundMail)[0].id
    replying.not_a_reply(db, ANA, inbound_id, now=LATER)
    replying.not_a_reply(db, ANA, inbound_id, now=LATER)

    assert builders.again(db, enrollment).status is after
    assert builders.statuses(db, enrollment)[1] == ("scheduled" if before.is_open else "done")
    assert card(db, inbound_id).mark is Mark.NOT_A_REPLY


def test_an_opt_out_can_be_undone_where_it_was_misread(db: Database) -> None:
    enrollment, inbound_id = answered(db, "Please do not contact me again.")
    assert told(db) == ["opted_out"]
    with db.transaction() as tx:
        assert suppressions.why(tx, TEAM, GRACE)

    assert replying.undo_opt_out(db, ANA, inbound_id, now=LATER) == "Grace Hopper"

    with db.transaction() as tx:
        assert suppressions.why(tx, TEAM, GRACE) == ""
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    assert builders.statuses(db, enrollment) == ["sent", "scheduled"]
    with pytest.raises(Gone, match="undone already"):
        replying.undo_opt_out(db, ANA, inbound_id, now=LATER)


def test_undoing_an_opt_out_leaves_what_was_suppressed_before(db: Database) -> None:
    _, inbound_id = answered(db, "Please do not contact me again.")
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, "example.com", "a client of ours", NOW)

    replying.undo_opt_out(db, ANA, inbound_id, now=LATER)

    with db.transaction() as tx:
        assert suppressions.why(tx, TEAM, GRACE) == "a client of ours"


def test_a_button_drawn_before_an_answer_does_not_undo_the_answer(db: Database) -> None:
    enrollment, _ = answered(db)

    with pytest.raises(Gone, match="answered meanwhile"):
        steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=LATER)
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED

    steering.go_on(db, ANA, enrollment.id, house=HOUSE, now=LATER, even_answered=True)
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


def test_what_was_no_reply_goes_on_only_when_no_other_mail_is_one(db: Database) -> None:
    enrollment = written_to(db)
    Post(db).arrives(make_inbound(), make_inbound("in2", text="And here is my number."))
    first, second = (mail.id for mail in rows(db, InboundMail))

    replying.not_a_reply(db, ANA, first, now=LATER)
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED

    replying.not_a_reply(db, ANA, second, now=LATER)
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


def test_an_opt_out_is_not_undone_while_another_mail_asks_for_the_same(db: Database) -> None:
    written_to(db)
    Post(db).arrives(
        make_inbound(text="Please do not contact me again."),
        make_inbound("in2", text="Unsubscribe me, please."),
    )
    inbound_id = rows(db, InboundMail)[0].id

    with pytest.raises(Gone, match="Another mail of theirs"):
        replying.undo_opt_out(db, ANA, inbound_id, now=LATER)

    with db.transaction() as tx:
        assert suppressions.why(tx, TEAM, GRACE)
