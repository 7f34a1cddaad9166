"""Enrolling somebody the team knows: who is told, who says otherwise, who was faster."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outreach.candidates import enrolling, explaining
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.people import Who
from bot.refusals import Refusal
from bot.rules import engagement
from bot.rules.drafts import Problem
from bot.rules.engagement import Engagement
from storage.database import Database
from storage.household import Change
from storage.models import Enrollment, Override
from storage.statuses import Access, Deed, EnrollmentStatus
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW

OTHER = "Data, Paris"
BLOCKING = House(engagement=Engagement(levels=engagement.read_levels("in_sequence:block,owned:block")))


def asked(db: Database, who: Who = ANA, name: str = OTHER, **changes: object) -> Asked:
    sequence = builders.make_sequence(db, name=name, who=who)
    builders.make_mailbox(db, who)
    plain = Asked(address=GRACE, first_name="Grace", last_name="Hopper", sequence_id=sequence.id)
    return replace(plain, **changes)  # type: ignore[arg-type]


def enroll(
    db: Database, wanted: Asked, who: Who = ANA, house: House = HOUSE
) -> Enrolled | tuple[Problem, ...]:
    return enrolling.enroll(db, who, wanted, house=house, now=NOW)


def fields(found: object) -> list[str]:
    assert isinstance(found, tuple), found
    return [problem.field for problem in found]


def bens(db: Database, **changes: object) -> Enrollment:
    """Let Ben be in touch with Grace: one message went yesterday."""
    enrollment = builders.make_enrollment(db, who=BEN, **changes)  # type: ignore[arg-type]
    builders.went_out(db, enrollment, at=NOW - timedelta(days=1))
    return enrollment


def test_whom_a_colleague_is_in_touch_with_needs_a_word(db: Database) -> None:
    bens(db)
    wanted = asked(db)

    assert fields(enroll(db, wanted)) == ["override"]
    assert fields(enroll(db, replace(wanted, overridden=frozenset({"cool_down"})))) == ["override"]
    assert fields(enroll(db, replace(wanted, overridden=frozenset({"owned"})))) == ["why"]
    done = enroll(db, replace(wanted, overridden=frozenset({"owned"}), why="We spoke on the phone"))

    assert isinstance(done, Enrolled)
    with db.transaction() as tx:
        (row,) = tx.query(Override).all()
        assert (row.rule, row.why, row.enrollment_id) == (
            "owned",
            "We spoke on the phone",
            done.enrollment_id,
        )
        (change,) = tx.query(Change).filter(Change.deed == Deed.OVERRULED).all()
        assert change.details == {"why": "owned"}
    told = str(explaining.why(db, ANA, GRACE, house=HOUSE, now=NOW))
    assert "Ana Lovelace enrolled them against a warning (owned)" in told
    assert "We spoke on the phone" in told


def test_the_form_says_whose_somebody_is_and_offers_to_ask(db: Database) -> None:
    bens(db)

    shown = enrolling.form(db, ANA, asked(db), house=HOUSE, now=NOW)

    assert [one.text for one in shown.concerns] == [
        "Ben Okafor is in touch with them, and they are theirs for 29 days more."
    ]
    assert shown.owner == "Ben Okafor"
    assert shown.warnings == (
        "Seen before: Backend, Berlin, by Ben Okafor: finished, last written to on Sun 22 Nov.",
    )


def test_a_rule_that_blocks_is_no_question(db: Database) -> None:
    bens(db)
    wanted = asked(db, overridden=frozenset({"owned"}), why="because")

    with pytest.raises(Refusal, match="Ben Okafor is in touch with them"):
        enroll(db, wanted, house=BLOCKING)


def test_a_confidential_sequence_says_only_contacted_and_offers_nobody(db: Database) -> None:
    bens(db, sequence="Secret merger")
    builders.make_sequence(db, name="Secret merger", who=BEN, access=Access.CONFIDENTIAL)

    shown = enrolling.form(db, ANA, asked(db), house=HOUSE, now=NOW)

    assert (shown.warnings, shown.owner) == ((engagement.HIDDEN,), "")
    assert {one.text for one in shown.concerns} == {engagement.HIDDEN}
    assert "Ben" not in str(shown)


def test_ones_own_second_sequence_needs_no_word(db: Database) -> None:
    builders.make_enrollment(db)

    assert isinstance(enroll(db, asked(db)), Enrolled)


def test_the_same_sequence_again_needs_a_while_or_a_word(db: Database) -> None:
    enrollment = builders.make_enrollment(db, sequence=OTHER)
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment.id)
        row.status, row.ended_at = EnrollmentStatus.STOPPED, NOW - timedelta(days=10)

    assert fields(enroll(db, asked(db))) == ["override"]
    assert isinstance(
        enrolling.enroll(db, ANA, asked(db), house=HOUSE, now=NOW + timedelta(days=80)), Enrolled
    )


def test_no_more_than_so_many_of_a_company_at_once(db: Database) -> None:
    for name in ("alan", "ada"):
        builders.make_enrollment(db, address=f"{name}@navy.example")
    with db.transaction() as tx:
        for row in tx.query(Enrollment).all():
            row.candidate.company = "Royal Navy Ltd."
    house = House(engagement=Engagement(company_limit=2))
    wanted = asked(db, company="royal navy", address="grace@free.example")

    assert fields(enroll(db, wanted, house=house)) == ["override"]
    assert fields(enroll(db, replace(wanted, company="", address="g@navy.example"), house=house)) == [
        "override"
    ]
    assert isinstance(enroll(db, replace(wanted, company="Army"), house=house), Enrolled)


@pytest.mark.parametrize("is_known", [pytest.param(True, id="known"), pytest.param(False, id="new to both")])
def test_of_two_who_enroll_the_same_person_at_once_one_wins_and_the_other_is_told(
    db: Database, is_known: bool
) -> None:
    if is_known:
        builders.make_enrollment(db, sequence="Long ago", status=EnrollmentStatus.STOPPED)
        with db.transaction() as tx:
            tx.query(Enrollment).one().recruiter = builders._recruiter(tx, Who(team="T1", slack_id="U0CLEO"))
    wants = {ANA: asked(db), BEN: asked(db, BEN, "Frontend, Rome")}
    said: dict[Who, object] = {}
    start = threading.Barrier(2)

    def click(who: Who) -> None:
        start.wait()
        said[who] = enroll(db, wants[who], who)

    clicks = [threading.Thread(target=click, args=(who,)) for who in wants]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    (loser,) = (who for who, answer in said.items() if not isinstance(answer, Enrolled))
    winner = {ANA: "Ben Okafor", BEN: "Ana Lovelace"}[loser]
    told = said[loser]
    assert isinstance(told, tuple)
    assert told[0].field == "override"
    assert f"{winner} has them in a sequence now" in told[0].text


def test_of_two_who_enroll_into_the_same_sequence_the_second_hears_who_was_faster(db: Database) -> None:
    wanted = asked(db)
    builders.make_mailbox(db, BEN)
    enroll(db, wanted)

    with pytest.raises(Refusal, match="in this sequence already, by Ana Lovelace"):
        enroll(db, wanted, BEN)
