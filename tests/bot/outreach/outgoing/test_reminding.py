"""Stages done by hand: reminded of once, marked once, taken back within ten minutes."""

from datetime import timedelta

import pytest

from bot.outreach.candidates import steering
from bot.outreach.outgoing import picturing, prompting, reminding
from bot.refusals import Gone, NotAllowed
from bot.rules.drafts import StageDraft
from storage.database import Database
from storage.models import Enrollment, Notice, Sequence
from storage.statuses import EnrollmentStatus, Mark, SequenceStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, by_hand, email

MINUTE = timedelta(minutes=1)


def reminded(db: Database, *stages: StageDraft) -> tuple[Enrollment, int]:
    """Enroll Grace where the first stage is done by hand, and remind Ana of it."""
    enrollment = builders.make_enrollment(db, *(stages or (by_hand(0), email(3))))
    assert prompting.owe_due(db, NOW) == 1
    return enrollment, builders.the_touches(db, enrollment)[0].id


def owed(db: Database) -> list[str]:
    with db.transaction() as tx:
        rows = tx.query(Notice).filter(Notice.kind != "redraw").order_by(Notice.id)
        return [row.kind for row in rows if row.status.value == "owed"]


def status(db: Database, enrollment: Enrollment) -> str:
    return builders.again(db, enrollment).status.value


def test_a_stage_by_hand_is_reminded_of_once(db: Database) -> None:
    reminded(db)

    assert (prompting.owe_due(db, NOW), prompting.owe_due(db, NOW + timedelta(days=2))) == (0, 0)
    assert owed(db) == ["reminder"]


def test_nothing_is_reminded_of_before_it_is_due(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), by_hand(2))
    builders.went_out(db, enrollment)

    assert prompting.owe_due(db, NOW + timedelta(days=2, seconds=-1)) == 0
    assert prompting.owe_due(db, NOW + timedelta(days=2)) == 1


@pytest.mark.parametrize("status", ["paused", "held", "replied", "stopped"])
def test_a_sequence_that_does_not_run_reminds_of_nothing(db: Database, status: str) -> None:
    builders.make_enrollment(db, by_hand(0), status=EnrollmentStatus(status))

    assert prompting.owe_due(db, NOW) == 0


def test_a_paused_sequence_reminds_of_nothing(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0))
    with db.transaction() as tx:
        tx.get_one(Sequence, enrollment.sequence_id).status = SequenceStatus.PAUSED

    assert prompting.owe_due(db, NOW) == 0


def test_a_reminder_with_a_missing_token_is_held_and_asked_about(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0, body="About {{reason}}"))

    prompting.owe_due(db, NOW)

    assert builders.statuses(db, enrollment) == ["held"]
    assert status(db, enrollment) == "held"
    assert owed(db) == ["trouble"]


def test_the_card_says_what_to_send_and_to_whom(db: Database) -> None:
    _, touch_id = reminded(db, by_hand(0, body="Hello **{{first_name}}** of {{company}}"))

    card = picturing.card(db, touch_id, NOW)

    assert (card.person, card.stage, card.stages) == ("Grace Hopper", 1, 1)
    assert "Grace" in card.text
    assert "{{" not in card.text
    assert card.link == "https://www.linkedin.com/in/grace-hopper"
    assert (card.settled, card.can_undo) == ("", False)


def test_marking_sent_goes_on_with_the_next_stage(db: Database) -> None:
    enrollment, touch_id = reminded(db)

    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW + timedelta(days=1))

    assert builders.statuses(db, enrollment) == ["done", "scheduled"]
    assert builders.the_touches(db, enrollment)[1].due_at == NOW + timedelta(days=4)


def test_marking_the_last_stage_sent_finishes(db: Database) -> None:
    enrollment, touch_id = reminded(db, by_hand(0))

    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW)

    assert status(db, enrollment) == "finished"


def test_marking_twice_is_refused_with_who_did_it(db: Database) -> None:
    enrollment, touch_id = reminded(db)
    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW)

    for again in (reminding.mark_sent, reminding.skip):
        with pytest.raises(Gone, match="marked sent by Ana Lovelace already"):
            again(db, ANA, touch_id, house=HOUSE, now=NOW)

    assert builders.statuses(db, enrollment) == ["done", "scheduled"]


def test_a_colleague_cannot_mark_it(db: Database) -> None:
    enrollment, touch_id = reminded(db)

    with pytest.raises(NotAllowed):
        reminding.mark_sent(db, BEN, touch_id, house=HOUSE, now=NOW)

    assert builders.statuses(db, enrollment) == ["scheduled"]


def test_skipping_goes_on_without_it(db: Database) -> None:
    enrollment, touch_id = reminded(db)

    reminding.skip(db, ANA, touch_id, house=HOUSE, now=NOW)

    assert builders.statuses(db, enrollment) == ["skipped", "scheduled"]
    assert picturing.card(db, touch_id, NOW).settled == "Skipped by <@U0ANA>"


def test_an_answer_elsewhere_stops_the_mails_too(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), by_hand(0), email(1))
    builders.went_out(db, enrollment)
    touch_id = builders.the_touches(db, enrollment)[1].id

    reminding.mark_replied(db, ANA, touch_id, now=NOW)

    assert builders.statuses(db, enrollment) == ["sent", "cancelled"]
    assert status(db, enrollment) == "replied"
    assert picturing.card(db, touch_id, NOW).settled == "Marked replied by <@U0ANA>"
    with pytest.raises(Gone, match="Nothing was changed"):
        reminding.mark_replied(db, ANA, touch_id, now=NOW)


def test_stopping_from_a_reminder(db: Database) -> None:
    enrollment, touch_id = reminded(db)

    reminding.stop(db, ANA, touch_id, now=NOW)

    assert (status(db, enrollment), builders.statuses(db, enrollment)) == ("stopped", ["cancelled"])


def test_snoozing_reminds_again_later(db: Database) -> None:
    enrollment, touch_id = reminded(db)

    reminding.snooze(db, ANA, touch_id, until=NOW + timedelta(days=1), now=NOW)

    assert prompting.owe_due(db, NOW + timedelta(hours=23)) == 0
    assert prompting.owe_due(db, NOW + timedelta(days=1)) == 1
    assert owed(db) == ["reminder", "reminder"]
    assert builders.statuses(db, enrollment) == ["scheduled"]


def test_what_was_settled_cannot_be_snoozed(db: Database) -> None:
    _, touch_id = reminded(db)
    reminding.mark_sent(db, ANA, touch_id, house=HOUSE, now=NOW)

    with pytest.raises(Gone):
        reminding.snooze(db, ANA, touch_id, until=NOW + timedelta(days=1), now=NOW)


@pytest.mark.parametrize("how", ["mark_sent", "skip", "mark_replied", "stop"])
def test_a_mark_is_taken_back_within_ten_minutes(db: Database, how: str) -> None:
    enrollment, touch_id = reminded(db)
    mark(db, how, touch_id)
    assert picturing.card(db, touch_id, NOW).can_undo

    reminding.undo(db, ANA, touch_id, now=NOW + 9 * MINUTE)

    assert builders.statuses(db, enrollment) == ["scheduled"]
    assert status(db, enrollment) == "active"
    assert prompting.owe_due(db, NOW + 9 * MINUTE) == 0
    assert picturing.card(db, touch_id, NOW).settled == ""


@pytest.mark.parametrize("sent_before", [False, True])
def test_why_they_are_not_interested_goes_with_what_was_said_of_it(db: Database, sent_before: bool) -> None:
    _, touch_id = reminded(db)
    if sent_before:
        mark(db, "mark_sent", touch_id)
    mark(db, "mark_replied", touch_id)
    reminding.label(db, ANA, touch_id, Mark.NOT_INTERESTED, reason="Pay", now=NOW)
    assert picturing.card(db, touch_id, NOW).reason == "Pay"

    reminding.label(db, ANA, touch_id, Mark.NOT_NOW, now=NOW)
    assert picturing.card(db, touch_id, NOW).reason == ""
    reminding.label(db, ANA, touch_id, Mark.NOT_INTERESTED, reason="Pay", now=NOW)
    reminding.undo(db, ANA, touch_id, now=NOW)

    card = picturing.card(db, touch_id, NOW)
    assert (card.mark, card.reason) == (None, "")


def mark(db: Database, how: str, touch_id: int) -> None:
    if how in {"mark_sent", "skip"}:
        getattr(reminding, how)(db, ANA, touch_id, house=HOUSE, now=NOW)
    else:
        getattr(reminding, how)(db, ANA, touch_id, now=NOW)


def test_a_mark_is_not_taken_back_after_ten_minutes(db: Database) -> None:
    enrollment, touch_id = reminded(db)
    mark(db, "mark_sent", touch_id)

    with pytest.raises(Gone, match="too late"):
        reminding.undo(db, ANA, touch_id, now=NOW + 10 * MINUTE)

    assert builders.statuses(db, enrollment) == ["done", "scheduled"]


def test_a_mark_is_not_taken_back_after_the_next_stage_began(db: Database) -> None:
    enrollment, touch_id = reminded(db, by_hand(0), email(0), email(1))
    mark(db, "mark_sent", touch_id)
    builders.went_out(db, enrollment)

    with pytest.raises(Gone, match="next stage has begun"):
        reminding.undo(db, ANA, touch_id, now=NOW + MINUTE)

    assert builders.statuses(db, enrollment) == ["done", "sent", "scheduled"]


@pytest.mark.parametrize("how", ["mark_sent", "mark_replied"])
def test_an_answer_that_came_meanwhile_is_not_undone(db: Database, how: str) -> None:
    enrollment, touch_id = reminded(db, by_hand(0))
    mark(db, how, touch_id)
    answered(db, enrollment)

    with pytest.raises(Gone):
        reminding.undo(db, ANA, touch_id, now=NOW + MINUTE)

    assert status(db, enrollment) == "replied"


def answered(db: Database, enrollment: Enrollment) -> None:
    """Let a mail of Grace's be taken in."""
    from bot.outreach.incoming import receiving
    from gmail.sync import Batch

    lease = builders.claim(db, NOW)
    assert lease is not None
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).thread_id = "thread1"
    batch = Batch(messages=(builders.make_inbound(),), cursor=1001)
    receiving.take_in(db, lease, batch, HOUSE, cursor=1000, now=NOW)


def test_what_was_held_meanwhile_stays_held_when_a_mark_is_taken_back(db: Database) -> None:
    enrollment, touch_id = reminded(db)
    mark(db, "mark_sent", touch_id)
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).status = EnrollmentStatus.PAUSED

    reminding.undo(db, ANA, touch_id, now=NOW + MINUTE)

    assert (status(db, enrollment), builders.statuses(db, enrollment)) == ("paused", ["scheduled"])


def test_nobody_is_brought_back_beside_a_newer_enrollment(db: Database) -> None:
    old, touch_id = reminded(db, by_hand(0))
    mark(db, "mark_sent", touch_id)
    builders.make_enrollment(db, by_hand(0))

    with pytest.raises(Gone, match="again"):
        reminding.undo(db, ANA, touch_id, now=NOW + MINUTE)

    assert status(db, old) == "finished"


def test_a_card_of_an_answered_sequence_says_so(db: Database) -> None:
    enrollment, touch_id = reminded(db)
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id)
    steering.mark_answered(db, ANA, enrollment.id, now=NOW)

    assert picturing.card(db, touch_id, NOW).settled == "Answered meanwhile; the sequence has stopped"


def test_only_whoever_has_it_to_do_is_shown_its_text(db: Database) -> None:
    _, touch_id = reminded(db)

    assert picturing.card_for(db, ANA, touch_id, now=NOW).person == "Grace Hopper"
    with pytest.raises(NotAllowed):
        picturing.card_for(db, BEN, touch_id, now=NOW)
