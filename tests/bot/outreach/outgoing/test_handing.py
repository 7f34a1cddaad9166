"""A stage done by hand is handed to a colleague, in words of one's own; an answer to it is told apart."""

from datetime import timedelta

import pytest

from bot.outreach.outgoing import handing, picturing, prompting, reminding
from bot.refusals import Gone, NotAllowed, Refusal
from storage import cohorts, touches
from storage.cohorts import Group, Scope
from storage.database import Database
from storage.models import Enrollment, Notice, Recruiter, Sequence, Touch
from storage.statuses import Access, EnrollmentStatus, Mark
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def touch_id(db: Database) -> int:
    """Remind Ana of an InMail to Grace; Ben is a colleague."""
    builders.make_recruiter(db, BEN)
    enrollment = builders.make_enrollment(db, by_hand(0), email(3))
    prompting.owe_due(db, NOW)
    return builders.the_touches(db, enrollment)[0].id


def told(db: Database) -> list[str]:
    with db.transaction() as tx:
        rows = tx.query(Notice).filter(Notice.kind.in_(("reminder", "reminders"))).order_by(Notice.id)
        return [row.recipient for row in rows]


def the(db: Database, touch_id: int) -> Touch:
    with db.transaction() as tx:
        found = touches.get(tx, touch_id)
        assert found is not None
        return found


def test_the_colleague_is_reminded_and_told_by_whom(db: Database, touch_id: int) -> None:
    assert handing.over(db, ANA, touch_id, BEN, now=NOW) == "Ben Okafor"
    prompting.owe_due(db, NOW)

    assert told(db) == [ANA.slack_id, BEN.slack_id]
    assert picturing.card(db, touch_id, NOW, viewer=BEN.slack_id).handed_by == ANA.slack_id
    anas = picturing.card(db, touch_id, NOW, viewer=ANA.slack_id)
    assert (anas.settled, anas.may_take_back) == ("Handed to <@U0BEN>", True)


def test_the_colleague_may_do_it_but_not_stop_the_sequence(db: Database, touch_id: int) -> None:
    handing.over(db, ANA, touch_id, BEN, now=NOW)
    assert not picturing.card(db, touch_id, NOW, viewer=BEN.slack_id).may_stop
    with pytest.raises(NotAllowed):
        reminding.stop(db, BEN, touch_id, now=NOW)

    reminding.mark_sent(db, BEN, touch_id, house=HOUSE, now=NOW)

    assert picturing.card(db, touch_id, NOW).settled == "Marked sent by <@U0BEN>"
    with db.transaction() as tx:
        assert tx.query(Enrollment).one().recruiter.slack_id == ANA.slack_id


def test_only_a_colleague_who_may_use_the_sequence_gets_it(db: Database, touch_id: int) -> None:
    with db.transaction() as tx:
        tx.query(Sequence).one().access = Access.SHARED_VIEW

    with pytest.raises(handing.NotTheirs, match="may not use this sequence"):
        handing.over(db, ANA, touch_id, BEN, now=NOW)
    with pytest.raises(handing.NotTheirs, match="That is you"):
        handing.over(db, ANA, touch_id, ANA, now=NOW)
    assert the(db, touch_id).doer_id is None


def test_nobody_hands_over_what_is_not_theirs(db: Database, touch_id: int) -> None:
    with pytest.raises(NotAllowed):
        handing.over(db, BEN, touch_id, BEN, now=NOW)


def test_who_may_no_longer_use_the_sequence_is_not_reminded(db: Database, touch_id: int) -> None:
    handing.over(db, ANA, touch_id, BEN, now=NOW)
    with db.transaction() as tx:
        tx.query(Sequence).one().access = Access.PERSONAL

    prompting.owe_due(db, NOW + MINUTE)

    assert told(db)[-1] == ANA.slack_id
    with pytest.raises(NotAllowed):
        reminding.mark_sent(db, BEN, touch_id, house=HOUSE, now=NOW)


def test_what_was_handed_over_can_be_taken_back(db: Database, touch_id: int) -> None:
    handing.over(db, ANA, touch_id, BEN, now=NOW)
    prompting.owe_due(db, NOW)

    handing.back(db, ANA, touch_id, now=NOW)

    assert picturing.card(db, touch_id, NOW, viewer=ANA.slack_id).settled == ""
    with pytest.raises(NotAllowed):
        reminding.mark_sent(db, BEN, touch_id, house=HOUSE, now=NOW)
    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW)
    with pytest.raises(Gone, match="marked sent by Ana Lovelace already"):
        handing.over(db, ANA, touch_id, BEN, now=NOW)


def test_own_words_are_for_this_person_only(db: Database, touch_id: int) -> None:
    assert handing.form(db, ANA, touch_id, now=NOW).body == "Hello Grace"
    assert handing.rewrite(db, ANA, touch_id, "Dear **Grace**, {{first_name}}", now=NOW) == ()

    assert picturing.card(db, touch_id, NOW).text == "Dear Grace, {{first_name}}"
    assert handing.form(db, ANA, touch_id, now=NOW).body == "Dear **Grace**, {{first_name}}"


@pytest.mark.parametrize(("text", "says"), [(" ", "cannot be empty"), ("x" * 1_901, "1,900 characters")])
def test_own_words_fit_what_they_are_sent_by(db: Database, touch_id: int, text: str, says: str) -> None:
    [problem] = handing.rewrite(db, ANA, touch_id, text, now=NOW)

    assert says in problem.text
    assert the(db, touch_id).own_words == {}


@pytest.mark.parametrize("before", ["waiting", "done"])
def test_an_answer_is_marked_before_or_after_it_was_sent_told_apart_and_taken_back(
    db: Database, touch_id: int, before: str
) -> None:
    if before == "done":
        reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW - DAY)
        assert picturing.card(db, touch_id, NOW).may_reply
    with pytest.raises(Gone):
        reminding.label(db, ANA, touch_id, Mark.INTERESTED, now=NOW)
    statuses = builders.statuses(db, the(db, touch_id).enrollment)

    reminding.mark_replied(db, ANA, touch_id, now=NOW)
    reminding.label(db, ANA, touch_id, Mark.INTERESTED, now=NOW)

    enrollment = the(db, touch_id).enrollment
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED
    assert "cancelled" in builders.statuses(db, enrollment)
    card = picturing.card(db, touch_id, NOW)
    assert (card.may_label, card.mark, card.can_undo) == (True, Mark.INTERESTED, True)
    with db.transaction() as tx:
        counted = cohorts.by(tx, Scope(team=enrollment.team_id), Group.EVERYBODY)
    # Whom nothing has reached is in no rate.
    assert [(one.replied, one.interested) for one in counted.values()] == (
        [(1, 1)] if before == "done" else []
    )

    reminding.undo(db, ANA, touch_id, now=NOW + MINUTE)

    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    assert builders.statuses(db, enrollment) == statuses
    assert the(db, touch_id).mark is None


def test_an_answer_after_the_last_stage_counts_and_is_taken_back(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0))
    prompting.owe_due(db, NOW)
    touch_id = builders.the_touches(db, enrollment)[0].id
    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW)
    assert builders.again(db, enrollment).status is EnrollmentStatus.FINISHED

    reminding.mark_replied(db, ANA, touch_id, now=NOW + DAY)
    assert builders.again(db, enrollment).status is EnrollmentStatus.REPLIED
    reminding.undo(db, ANA, touch_id, now=NOW + DAY)

    assert builders.again(db, enrollment).status is EnrollmentStatus.FINISHED


def test_a_guest_does_nothing_for_anybody(db: Database, touch_id: int) -> None:
    with db.transaction() as tx:
        tx.query(Recruiter).filter(Recruiter.slack_id == BEN.slack_id).one().is_guest = True

    with pytest.raises(Refusal, match="Only members"):
        handing.over(db, ANA, touch_id, BEN, now=NOW)
