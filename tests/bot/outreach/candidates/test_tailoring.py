"""What one person gets otherwise than everybody: own words, a stage left out, another to go on with."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from bot.outreach.candidates import standing, tailoring
from bot.outreach.candidates.stage_lines import StageLine
from bot.outreach.candidates.tailoring import OwnWords
from bot.outreach.outgoing import picturing, planning, replanning
from bot.outreach.outgoing.planning import Outgoing
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules.alterations import Change, Standing
from bot.rules.drafts import Problem
from storage import touches
from storage.database import Database
from storage.models import Enrollment
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus
from tests import builders
from tests.bot.outreach import edits
from tests.builders import ANA, AT_ONCE, BEN, HOUSE, NOW, by_hand, email


def lines(db: Database, enrollment: Enrollment) -> tuple[StageLine, ...]:
    return standing.page(db, ANA, enrollment.id, now=NOW).lines


def key(db: Database, enrollment: Enrollment, number: int) -> str:
    return lines(db, enrollment)[number - 1].key


def write(db: Database, enrollment: Enrollment, number: int, text: str, subject: str | None = None) -> object:
    words = OwnWords(subject=subject, text=text)
    return tailoring.write(db, ANA, enrollment.id, key(db, enrollment, number), words, now=NOW)


def skip(db: Database, enrollment: Enrollment, number: int) -> None:
    tailoring.skip(db, ANA, enrollment.id, key(db, enrollment, number), house=HOUSE, now=NOW)


def begin(db: Database, enrollment: Enrollment, number: int) -> None:
    tailoring.begin(db, ANA, enrollment.id, key(db, enrollment, number), house=HOUSE, now=NOW)


def leaves(db: Database, days: int = 0) -> str:
    """Take up the mail whose turn it is, and give its text."""
    now = NOW + timedelta(days=days)
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)
    lease = builders.claim(db, now)
    assert lease is not None
    found = planning.next_outgoing(db, lease, AT_ONCE, now)
    assert isinstance(found, Outgoing), found
    body = message_from_bytes(found.mime, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_what_was_had_is_locked_and_what_comes_can_be_changed(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), email())
    builders.went_out(db, enrollment)

    had, following, last = lines(db, enrollment)

    assert (had.standing, had.at, had.may) == (Standing.GONE, NOW, ())
    assert (following.standing, following.may) == (Standing.NEXT, (Change.WORDS, Change.SKIP))
    assert (last.standing, last.may) == (Standing.COMING, (Change.WORDS, Change.BEGIN, Change.SKIP))
    assert last.text == "Hello Grace, shall we talk?"


def test_own_words_of_the_next_mail_leave_with_their_tokens_filled(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email())

    told = write(db, enrollment, 1, "Dear {{first_name}}, only for you", "For {{first_name}}")

    assert isinstance(told, StageLine)
    assert (told.subject, told.text, told.is_own) == ("For Grace", "Dear Grace, only for you", True)
    assert "Dear Grace, only for you" in leaves(db)


def test_own_words_of_a_later_mail_wait_for_their_turn(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1))
    write(db, enrollment, 2, "Later, {{first_name}}")

    builders.went_out(db, enrollment)

    assert "Later, Grace" in leaves(db, days=2)


def test_own_words_of_a_stage_by_hand_stand_on_its_reminder(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0))

    write(db, enrollment, 1, "Ring {{first_name}} at home")

    touch = builders.the_touches(db, enrollment)[0]
    assert picturing.card(db, touch.id, NOW).text == "Ring Grace at home"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("Dear {{frist_name}}", "first_name", id="a token there is not"),
        pytest.param("Because of {{reason}}", "has no value for this person", id="a token without a value"),
        pytest.param(" ", "cannot be empty", id="nothing"),
        pytest.param("a\x07bell", "nobody can see", id="what no mail may hold"),
    ],
)
def test_words_that_would_make_a_broken_sentence_are_not_taken(db: Database, text: str, why: str) -> None:
    enrollment = builders.make_enrollment(db)

    found = write(db, enrollment, 1, text, "A role")

    assert isinstance(found, tuple)
    assert isinstance(found[0], Problem)
    assert why in found[0].text
    assert not lines(db, enrollment)[0].is_own


def test_own_words_survive_a_live_edit(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1))
    write(db, enrollment, 2, "Only for you")
    builders.went_out(db, enrollment)

    rewrite_second(db, enrollment)

    assert "Only for you" in leaves(db, days=2)


def rewrite_second(db: Database, enrollment: Enrollment) -> None:
    """Edit the live sequence, and take the people in it along."""
    edits.edit_and_bring(
        db, enrollment, lambda stages: (stages[0], replace(stages[1], body="Another text"), *stages[2:])
    )


def test_what_was_held_for_its_words_goes_on_when_they_are_mended(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(body="Because of {{reason}}"))
    builders.make_mailbox(db, ready_at=NOW, lease_until=None)
    lease = builders.claim(db, NOW)
    assert lease is not None
    planning.next_outgoing(db, lease, AT_ONCE, NOW)
    assert builders.statuses(db, enrollment) == ["held"]

    write(db, enrollment, 1, "Because of you", "A role")

    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    assert "Because of you" in leaves(db)


def test_the_next_stage_left_out_gives_way_to_the_one_after_it(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), email())
    builders.went_out(db, enrollment)

    skip(db, enrollment, 2)

    assert builders.statuses(db, enrollment) == ["sent", "skipped", "scheduled"]
    assert builders.the_touches(db, enrollment)[1].note == "left out by hand"


def test_a_later_stage_left_out_is_passed_over_and_can_be_kept_after_all(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), email())
    skip(db, enrollment, 2)
    skip(db, enrollment, 3)
    tailoring.keep(db, ANA, enrollment.id, key(db, enrollment, 3), now=NOW)

    builders.went_out(db, enrollment)

    assert [touch.number for touch in builders.the_touches(db, enrollment)] == [1, 2, 3]
    assert builders.statuses(db, enrollment) == ["sent", "skipped", "scheduled"]


def test_who_has_nothing_left_is_finished(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email())
    skip(db, enrollment, 2)

    builders.went_out(db, enrollment)

    assert builders.statuses(db, enrollment) == ["sent", "skipped"]
    assert builders.again(db, enrollment).status is EnrollmentStatus.FINISHED


def test_what_was_left_out_stays_so_through_a_live_edit(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(1), email(1))
    skip(db, enrollment, 2)
    rewrite_second(db, enrollment)

    builders.went_out(db, enrollment)

    assert [(one.number, one.status.value) for one in builders.the_touches(db, enrollment)] == [
        (1, "sent"),
        (2, "skipped"),
        (3, "scheduled"),
    ]


def test_who_begins_at_a_later_stage_gets_it_at_once_and_nothing_before_it(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), email(5), email())

    begin(db, enrollment, 3)

    first, second, third = builders.the_touches(db, enrollment)
    assert builders.statuses(db, enrollment) == ["skipped", "skipped", "scheduled"]
    assert {first.note, second.note} == {"began at stage 3"}
    assert third.due_at == NOW
    assert "shall we talk" in leaves(db)


def test_no_planning_anew_puts_off_what_was_begun_by_hand(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(5), now=NOW - timedelta(hours=12))
    later = NOW + timedelta(hours=12)  # at night
    tailoring.begin(db, ANA, enrollment.id, key(db, enrollment, 2), house=HOUSE, now=later)
    due_at = builders.the_touches(db, enrollment)[1].due_at

    with db.transaction() as tx:
        replanning._plan_anew(tx, [enrollment.id], "the hours changed", HOUSE, later)

    assert builders.the_touches(db, enrollment)[1].due_at == due_at < NOW + timedelta(days=1)


def test_skipping_ahead_later_keeps_what_was_had(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), email())
    builders.went_out(db, enrollment)

    begin(db, enrollment, 3)

    assert builders.statuses(db, enrollment) == ["sent", "skipped", "scheduled"]
    with pytest.raises(Gone, match="gone out, or never comes"):
        begin(db, enrollment, 2)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"status": TouchStatus.CLAIMED, "step": SendStep.DRAFTING}, id="taken up"),
        pytest.param({"status": TouchStatus.UNKNOWN}, id="in doubt"),
        pytest.param({"draft_id": "d1", "step": SendStep.DRAFTED}, id="a draft that waits"),
        pytest.param({"status": TouchStatus.HELD, "sending_at": NOW}, id="asked about"),
    ],
)
def test_nothing_is_changed_while_a_mail_is_leaving(db: Database, changes: dict[str, object]) -> None:
    enrollment = builders.make_enrollment(db, email(), email(), email())
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, enrollment.id)[0]
        for name, value in changes.items():
            setattr(touch, name, value)

    page = standing.page(db, ANA, enrollment.id, now=NOW)

    assert page.is_busy
    assert [line.may for line in page.lines] == [(), (), ()]
    for number in (1, 2):
        with pytest.raises(Refusal, match="leaving just now"):
            skip(db, enrollment, number)
        with pytest.raises(Refusal, match="leaving just now"):
            write(db, enrollment, number, "Other words", "A role")


def test_nobody_writes_in_a_colleagues_name_not_even_who_owns_the_sequence(db: Database) -> None:
    enrollment = builders.make_enrollment(db, who=BEN)
    builders.make_sequence(db, who=BEN)

    with pytest.raises(NotAllowed):
        standing.page(db, ANA, enrollment.id, now=NOW)
    words = OwnWords(subject=None, text="Mine")
    with pytest.raises(NotAllowed):
        tailoring.write(db, ANA, enrollment.id, "s1", words, now=NOW)
