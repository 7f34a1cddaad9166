"""Moving somebody to another sequence."""

from datetime import timedelta

import pytest

from bot.outreach.candidates import explaining, profiling, transferring
from bot.outreach.candidates.portraits import About
from bot.outreach.candidates.transfers import Moved
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules.drafts import Problem, StageDraft
from storage import touches
from storage.database import Database
from storage.models import Enrollment, Override, Recruiter
from storage.statuses import Access, EnrollmentStatus, MailboxStatus, TouchStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, email

FIRST, SECOND, THIRD = (email(body=f"Text {number}") for number in ("one", "two", "three"))


def target(db: Database, *stages: StageDraft) -> int:
    return builders.make_sequence(db, *stages, name="The other").id


def move(db: Database, enrollment: Enrollment, to: int, **values: str) -> Moved:
    done = transferring.move(db, ANA, enrollment.id, to, values, house=HOUSE, now=NOW)
    assert isinstance(done, Moved), done
    return done


def newest(db: Database) -> Enrollment:
    with db.transaction() as tx:
        return tx.query(Enrollment).order_by(Enrollment.id.desc()).first() or pytest.fail("nobody")


def test_who_is_moved_stops_here_and_begins_there(db: Database) -> None:
    enrollment = builders.make_enrollment(db, FIRST, extras={"reason": "of the compiler"})

    done = move(db, enrollment, target(db, SECOND, THIRD))

    old, new = builders.again(db, enrollment), newest(db)
    assert (old.status, old.why) == (EnrollmentStatus.STOPPED, "moved to another sequence")
    assert builders.statuses(db, enrollment) == ["cancelled"]
    assert (new.status, new.extras) == (EnrollmentStatus.ACTIVE, {"reason": "of the compiler"})
    assert builders.statuses(db, new) == ["scheduled"]
    assert (done.sequence, done.first_at, done.left_out) == ("The other", NOW, 0)


def test_where_somebody_was_moved_is_told_to_nobody_who_may_not_see_it(db: Database) -> None:
    builders.make_enrollment(db, who=BEN, sequence="Bens")
    enrollment = builders.make_enrollment(db, FIRST)
    to = builders.make_sequence(db, SECOND, name="Project Nightjar", access=Access.CONFIDENTIAL)
    move(db, enrollment, to.id)
    move(db, newest(db), target(db, THIRD))

    told = explaining.why(db, BEN, "grace hopper", house=HOUSE, now=NOW)
    card = profiling.card(db, BEN, About.ENROLLMENT, enrollment.id, now=NOW)

    assert "moved to another sequence" in str(told)
    assert "against a warning (in sequence)" in str(told)
    assert "Nightjar" not in f"{told}{card}"


def test_a_copy_goes_on_where_the_other_stood_and_waits_as_long(db: Database) -> None:
    enrollment = builders.make_enrollment(db, FIRST, SECOND, THIRD)
    builders.went_out(db, enrollment)
    builders.went_out(db, enrollment)

    done = move(db, enrollment, target(db, FIRST, SECOND, THIRD))

    assert builders.statuses(db, newest(db)) == ["skipped", "skipped", "scheduled"]
    assert done.left_out == 2
    assert done.first_at >= NOW + timedelta(days=3)


def test_words_somebody_had_are_left_out_wherever_they_stand(db: Database) -> None:
    enrollment = builders.make_enrollment(db, FIRST)
    builders.went_out(db, enrollment)
    with db.transaction() as tx:
        tx.get_one(Enrollment, enrollment.id).status = EnrollmentStatus.ACTIVE

    move(db, enrollment, target(db, SECOND, email(body="text  ONE"), THIRD))
    builders.went_out(db, newest(db))

    assert builders.statuses(db, newest(db)) == ["sent", "skipped", "scheduled"]


def test_who_had_everything_is_not_moved(db: Database) -> None:
    enrollment = builders.make_enrollment(db, FIRST, SECOND)
    builders.went_out(db, enrollment)

    with pytest.raises(Refusal, match="had every stage"):
        transferring.move(db, ANA, enrollment.id, target(db, FIRST), house=HOUSE, now=NOW)

    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE


@pytest.mark.parametrize(
    "stage",
    [
        pytest.param(email(body="Because of {{reason}}"), id="a value is missing"),
        pytest.param(email(body="The {{office}}"), id="it is broken"),
    ],
)
def test_where_enrolling_is_refused_nothing_changes(db: Database, stage: StageDraft) -> None:
    enrollment = builders.make_enrollment(db, FIRST)

    with pytest.raises(Refusal):
        transferring.move(db, ANA, enrollment.id, target(db, stage), house=HOUSE, now=NOW)

    assert builders.again(db, enrollment).status is EnrollmentStatus.ACTIVE
    assert builders.statuses(db, enrollment) == ["scheduled"]


def test_a_value_that_is_typed_comes_along(db: Database) -> None:
    enrollment = builders.make_enrollment(db, FIRST)

    move(db, enrollment, target(db, email(body="Because of {{reason}}")), reason="your talk")

    assert newest(db).extras == {"reason": "your talk"}


def test_nobody_moves_while_a_mail_to_them_is_leaving(db: Database) -> None:
    enrollment = builders.make_enrollment(db, FIRST)
    with db.transaction() as tx:
        touches.of_enrollment(tx, enrollment.id)[0].status = TouchStatus.CLAIMED

    with pytest.raises(Refusal, match="leaving just now"):
        transferring.move(db, ANA, enrollment.id, target(db, SECOND), house=HOUSE, now=NOW)


def test_nobody_moves_a_colleagues_person(db: Database) -> None:
    enrollment = builders.make_enrollment(db, FIRST)
    builders.make_mailbox(db, BEN)

    with pytest.raises(NotAllowed):
        transferring.move(db, BEN, enrollment.id, target(db, SECOND), house=HOUSE, now=NOW)


def test_moving_twice_moves_once(db: Database) -> None:
    enrollment, to = builders.make_enrollment(db, FIRST), target(db, SECOND)
    move(db, enrollment, to)

    with pytest.raises(Gone, match="moved to another sequence"):
        transferring.move(db, ANA, enrollment.id, to, house=HOUSE, now=NOW)
    same = transferring.move(db, ANA, newest(db).id, to, house=HOUSE, now=NOW)
    assert isinstance(same, tuple)
    assert isinstance(same[0], Problem)


def test_the_form_offers_other_sequences_and_what_speaks_against_them(db: Database) -> None:
    enrollment = builders.make_enrollment(db, FIRST)
    to = target(db, email(body="Because of {{reason}}"))
    builders.make_mailbox(db, status=MailboxStatus.LOST)

    form = transferring.form(db, ANA, enrollment.id, to, house=HOUSE, now=NOW)

    assert [choice.name for choice in form.form.sequences] == ["The other"]
    assert form.form.needs == ("reason",)
    assert form.form.refusal


def test_moving_one_person_against_advice_is_written_down_and_many_are_left_where_they_are(
    db: Database,
) -> None:
    builders.make_enrollment(db, who=BEN, sequence="Bens")
    enrollment = builders.make_enrollment(db, FIRST)
    there = target(db, SECOND)

    drawn = transferring.form(db, ANA, enrollment.id, there, house=HOUSE, now=NOW)
    assert "Ben Okafor has them in a sequence now: Bens." in drawn.form.warnings
    with db.transaction() as tx:
        recruiter = tx.query(Recruiter).filter_by(slack_id=ANA.slack_id).one()
        with pytest.raises(Refusal, match="Ben Okafor has them"):
            transferring.moved(tx, recruiter, enrollment.id, there, house=HOUSE, now=NOW)
        tx.rollback()
    transferring.move(db, ANA, enrollment.id, there, house=HOUSE, now=NOW)

    with db.transaction() as tx:
        assert [row.rule for row in tx.query(Override)] == ["in_sequence"]
