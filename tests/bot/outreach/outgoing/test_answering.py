"""What a recruiter says of a mail whose fate nobody knows, and what they hold back or let go."""

from datetime import timedelta

import pytest

from bot.outreach.outgoing import answering, clearing, holding
from bot.outreach.outgoing.answering import Answer
from bot.outreach.people import Who
from bot.refusals import Gone, NotAllowed
from gmail.sync import Batch
from storage import touches
from storage.database import Database
from storage.models import Enrollment, Mailbox
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, email

LATER = NOW + timedelta(days=1)


def asked_about(db: Database) -> tuple[Enrollment, int]:
    """Leave a mail in Ana's hands: it began to leave at NOW, and nobody knows what became of it."""
    enrollment = builders.make_enrollment(db, email(), email(3))
    builders.make_mailbox(db, ready_at=LATER + timedelta(days=9))
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[0]
        touch.status, touch.step, touch.sending_at, touch.draft_id = (
            TouchStatus.HELD,
            SendStep.SENDING,
            NOW,
            "d1",
        )
        tx.get_one(Enrollment, enrollment.id).status = EnrollmentStatus.HELD
        return enrollment, touch.id


def answer(db: Database, touch_id: int, said: Answer, who: Who = ANA) -> None:
    answering.answer(db, who, touch_id, said, house=HOUSE, now=LATER)


@pytest.mark.parametrize(
    ("said", "then"),
    [
        pytest.param(Answer.SENT, ["sent", "scheduled"], id="it went"),
        pytest.param(Answer.SKIP, ["skipped", "scheduled"], id="leave it out"),
        pytest.param(Answer.SEND, ["scheduled"], id="send it now"),
    ],
)
def test_what_the_recruiter_says_goes(db: Database, said: Answer, then: list[str]) -> None:
    enrollment, touch_id = asked_about(db)

    answer(db, touch_id, said)

    assert builders.statuses(db, enrollment) == then
    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    with pytest.raises(Gone, match="settled already"):
        answer(db, touch_id, said)


def test_what_was_left_out_counts_from_the_answer(db: Database) -> None:
    enrollment, touch_id = asked_about(db)

    answer(db, touch_id, Answer.SKIP)

    with db.transaction() as tx:
        assert [touch.done_at for touch in touches.of_enrollment(tx, enrollment.id)][0] == LATER


def test_what_went_counts_from_when_it_began_to_leave(db: Database) -> None:
    enrollment, touch_id = asked_about(db)

    answer(db, touch_id, Answer.SENT)

    assert builders.the_touches(db, enrollment)[1].due_at == NOW + timedelta(days=3)


def test_sending_now_takes_a_new_draft_and_wakes_the_mailbox(db: Database) -> None:
    enrollment, touch_id = asked_about(db)

    answer(db, touch_id, Answer.SEND)

    touch = builders.the_touches(db, enrollment)[0]
    assert (touch.draft_id, touch.step, touch.sending_at) == ("", None, None)
    with db.transaction() as tx:
        assert tx.query(Mailbox).one().ready_at == LATER


def test_only_its_recruiter_says(db: Database) -> None:
    enrollment, touch_id = asked_about(db)

    with pytest.raises(NotAllowed):
        answer(db, touch_id, Answer.SEND, BEN)
    with pytest.raises(Gone):
        answer(db, 999, Answer.SEND)

    assert builders.statuses(db, enrollment) == ["held"]


def test_holding_back_lets_nothing_begin(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    touch = builders.the_touches(db, enrollment)[0]

    holding.hold(db, ANA, touch.id, now=NOW)

    lease = builders.claim(db, NOW)
    assert lease is not None
    claim(db, touch.id)
    nothing = Batch(messages=(), cursor=1000)
    assert not clearing.clear(db, lease, touch.id, nothing, HOUSE, cursor=1000, now=NOW)


def claim(db: Database, touch_id: int) -> None:
    with db.transaction() as tx:
        touches.lock(tx, touch_id).status = TouchStatus.CLAIMED


def test_what_is_held_back_twice_or_let_go_twice_says_so(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    touch = builders.the_touches(db, enrollment)[0]
    holding.hold(db, ANA, touch.id, now=NOW)

    with pytest.raises(Gone):
        holding.hold(db, ANA, touch.id, now=NOW)
    holding.release(db, ANA, touch.id, now=NOW)
    with pytest.raises(Gone, match="not held back any more"):
        holding.release(db, ANA, touch.id, now=NOW)

    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


@pytest.mark.parametrize(
    ("status", "step"),
    [
        pytest.param(TouchStatus.SENT, None, id="sent"),
        pytest.param(TouchStatus.UNKNOWN, SendStep.SENDING, id="in doubt"),
        pytest.param(TouchStatus.CLAIMED, SendStep.SENDING, id="on the wire"),
    ],
)
def test_what_may_have_left_cannot_be_held_back(
    db: Database, status: TouchStatus, step: SendStep | None
) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[0]
        touch.status, touch.step = status, step

    with pytest.raises(Gone, match="gone out or ended"):
        holding.hold(db, ANA, touch.id, now=NOW)

    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


def test_nobody_holds_a_colleagues_mail(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    touch = builders.the_touches(db, enrollment)[0]

    with pytest.raises(NotAllowed):
        holding.hold(db, BEN, touch.id, now=NOW)

    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
