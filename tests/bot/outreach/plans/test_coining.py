"""The tokens of a workspace: who adds and who takes away, and what they say in a mail."""

from dataclasses import replace

import pytest

from bot.outreach.candidates import enrolling
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.outgoing import prompting, wording
from bot.outreach.people import Who
from bot.outreach.plans import authoring, coining
from bot.outreach.plans.token_pages import Coined, TokenPage
from bot.refusals import Gone, NotAllowed, Refusal
from storage import custom_tokens, mailboxes, sequences, touches
from storage.database import Database
from storage.household import CustomToken
from storage.statuses import Access, SequenceStatus
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, by_hand, email

CITY = Coined(name="office_city", about="Where they would work", value="Lisbon")


def add(db: Database, coined: Coined = CITY) -> TokenPage:
    builders.make_recruiter(db)
    page = coining.add(db, ANA, coined, now=NOW)
    assert isinstance(page, TokenPage), page
    return page


def asked(db: Database, body: str) -> Asked:
    sequence = builders.make_sequence(db, email(body=body))
    builders.make_mailbox(db)
    link = "https://www.linkedin.com/in/grace-hopper"
    return Asked(link=link, address=GRACE, first_name="Grace", last_name="Hopper", sequence_id=sequence.id)


def forget(db: Database) -> None:
    with db.transaction() as tx:
        tx.query(CustomToken).delete()


def test_a_token_is_there_for_everybody_once_added(db: Database) -> None:
    add(db)

    [line] = coining.page(db, BEN, now=NOW).own
    assert (line.name, line.example, line.creator, line.may_take) == (
        "office_city",
        "Lisbon",
        ANA.slack_id,
        False,
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"name": "Office City"}, "name", id="no name"),
        pytest.param({"name": "company"}, "name", id="everybody has it"),
        pytest.param({"about": " "}, "about", id="nothing about it"),
        pytest.param({"about": "a\nb"}, "about", id="two lines"),
        pytest.param({"value": "Lis\x07bon"}, "value", id="invisible"),
    ],
)
def test_what_is_wrong_with_a_token_is_said_under_its_field(
    db: Database, change: dict[str, str], field: str
) -> None:
    problems = coining.add(db, ANA, replace(CITY, **change), now=NOW)

    assert isinstance(problems, tuple)
    assert [problem.field for problem in problems] == [field]


def test_a_name_is_given_once_and_braces_around_it_do_not_matter(db: Database) -> None:
    add(db, replace(CITY, name="{{office_city}}"))

    again = coining.add(db, BEN, CITY, now=NOW)

    assert isinstance(again, tuple)
    assert "of this name already" in again[0].text


def test_a_workspace_has_fifty_at_most(db: Database) -> None:
    for number in range(50):
        add(db, replace(CITY, name=f"token_{number}"))

    assert "50 already" in str(coining.add(db, ANA, CITY, now=NOW))


@pytest.mark.parametrize(
    ("who", "admin", "may"),
    [
        pytest.param(ANA, False, True, id="its creator"),
        pytest.param(BEN, False, False, id="a colleague"),
        pytest.param(BEN, True, True, id="an admin"),
    ],
)
def test_a_token_goes_by_its_creator_or_an_admin(db: Database, who: Who, admin: bool, may: bool) -> None:
    add(db)
    builders.make_recruiter(db, who, is_admin=admin)

    if may:
        assert coining.take_away(db, who, "office_city", now=NOW).own == ()
        return
    assert not coining.page(db, who, now=NOW).own[0].may_take
    with pytest.raises(NotAllowed, match="Only who added a token"):
        coining.take_away(db, who, "office_city", now=NOW)


def test_a_token_that_is_gone_is_no_longer_there(db: Database) -> None:
    with pytest.raises(Gone):
        coining.take_away(db, ANA, "office_city", now=NOW)


def test_a_token_that_is_used_stays_and_the_sequences_one_may_see_are_named(db: Database) -> None:
    add(db)
    text = email(body="In {{office_city|our office}}")
    builders.make_sequence(db, text, name="Open")
    builders.make_sequence(db, text, who=BEN, name="Secret", access=Access.CONFIDENTIAL)
    builders.make_sequence(db, text, name="Old", status=SequenceStatus.ARCHIVED)

    with pytest.raises(Refusal) as refused:
        coining.take_away(db, ANA, "office_city", now=NOW)

    assert str(refused.value) == (
        "`{{office_city}}` is used by “Open” and a sequence you cannot see. Take it out there first."
    )


def test_a_token_stays_while_somebody_is_in_an_older_version_that_uses_it(db: Database) -> None:
    add(db)
    enrollment = builders.make_enrollment(db, email(body="In {{office_city}}"))
    with db.transaction() as tx:
        sequences.add_version(tx, enrollment.sequence_id, authoring.rows([email()]), by=1, now=NOW)

    with pytest.raises(Refusal, match="is used by “Backend, Berlin”"):
        coining.take_away(db, ANA, "office_city", now=NOW)


def test_the_examples_are_what_the_last_person_would_read(db: Database) -> None:
    builders.make_recruiter(db)
    plain = {line.name: line.example for line in coining.page(db, ANA, now=NOW).every}
    builders.make_enrollment(db, extras={"reason": "your compiler"})

    page = coining.page(db, ANA, now=NOW)

    live = {line.name: line.example for line in page.every}
    assert (plain["sender_first_name"], plain["company"]) == ("Ana", "Acme")
    assert (live["company"], live["reason"], live["school"]) == ("Navy", "your compiler", "Vassar College")
    assert page.person == "Grace Hopper"


def test_the_value_of_the_workspace_is_what_nobody_has_to_type(db: Database) -> None:
    add(db)
    wanted = asked(db, "In {{office_city}}, {{first_name}}")

    assert enrolling.form(db, ANA, wanted, house=HOUSE, now=NOW).needs == ()
    done = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)

    assert isinstance(done, Enrolled)
    assert said(db, done.enrollment_id) == "In Lisbon, Grace"


def test_what_is_typed_for_a_person_wins_over_the_workspace(db: Database) -> None:
    add(db)
    wanted = replace(asked(db, "In {{office_city}}"), values={"office_city": "Porto"})

    done = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)

    assert isinstance(done, Enrolled)
    assert said(db, done.enrollment_id) == "In Porto"


def test_a_token_without_a_value_is_asked_for_when_enrolling(db: Database) -> None:
    add(db, replace(CITY, value=""))
    wanted = asked(db, "In {{office_city}}")

    assert enrolling.form(db, ANA, wanted, house=HOUSE, now=NOW).needs == ("office_city",)
    problems = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)

    assert isinstance(problems, tuple)
    assert [problem.field for problem in problems] == ["office_city"]


def test_nobody_is_enrolled_into_a_sequence_whose_token_is_gone(db: Database) -> None:
    add(db)
    wanted = asked(db, "In {{office_city}}")
    forget(db)

    with pytest.raises(
        Refusal, match="must be mended before anybody can be enrolled: stage 1: `{{office_city}}`"
    ):
        enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)

    assert "must be mended" in enrolling.form(db, ANA, wanted, house=HOUSE, now=NOW).refusal


def test_a_mail_whose_token_is_gone_waits_and_asks(db: Database) -> None:
    add(db)
    enrollment = builders.make_enrollment(db, by_hand(0, body="In {{office_city}}"))
    forget(db)

    prompting.owe_due(db, NOW)

    assert builders.statuses(db, enrollment) == ["held"]
    assert builders.again(db, enrollment).why == "it lacks office_city"


def test_a_round_reads_the_tokens_once(db: Database) -> None:
    add(db)
    builders.make_mailbox(db)

    with db.transaction() as tx:
        lease = mailboxes.claim_ready(tx, NOW)
        assert lease is not None
        serving = mailboxes.serve(tx, lease, NOW)()
        before = custom_tokens.of_round(tx, TEAM, serving)
        tx.query(CustomToken).delete()
        assert custom_tokens.of_round(tx, TEAM, serving) == before != ()
        assert custom_tokens.of_round(tx, TEAM, replace(serving, fence=serving.fence + 1)) == ()


def said(db: Database, enrollment_id: int) -> str:
    with db.transaction() as tx:
        [touch] = touches.of_enrollment(tx, enrollment_id)
        worded = wording.of_touch(touch, coining.vocabulary(tx, TEAM).values, NOW)
        assert isinstance(worded, wording.Worded)
        return worded.text
