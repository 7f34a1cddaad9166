"""Somebody who is known is found again by their link or any of their addresses; where it is not clear, we ask."""

from typing import Any

import pytest

from bot.outreach.candidates import enrolling, knowing
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.people import Who
from bot.outreach.pictures import EnrollForm
from bot.refusals import Refusal
from bot.rules import identity
from storage import candidates, enrollments
from storage.database import Database
from storage.models import Candidate
from storage.statuses import Access
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, email

LINK = "https://www.linkedin.com/in/grace-hopper"
OTHER_LINK = "https://www.linkedin.com/in/grace-hopper-1906"


def asked(db: Database, **changes: Any) -> Asked:
    """Name Grace for a sequence that nobody is in."""
    builders.make_mailbox(db, ANA)
    sequence = builders.make_sequence(db, email(0), name="Platform")
    return Asked(
        **{"first_name": "Grace", "last_name": "Hopper", "sequence_id": sequence.id, "address": "", **changes}
    )


def form(db: Database, wanted: Asked, who: Who = ANA) -> EnrollForm:
    return enrolling.form(db, who, wanted, house=HOUSE, now=NOW)


def enroll(db: Database, wanted: Asked, who: Who = ANA) -> Any:
    return enrolling.enroll(db, who, wanted, house=HOUSE, now=NOW)


def people_there(db: Database) -> list[Candidate]:
    with db.transaction() as tx:
        found = candidates.of_team(tx, TEAM, limit=9)
        assert [(len(one.links), len(one.addresses)) for one in found]
        return found


def test_a_new_link_beside_a_known_address_is_added_to_the_person(db: Database) -> None:
    known = builders.make_enrollment(db)

    done = enroll(db, asked(db, link=OTHER_LINK, address="Grace.Hopper@example.com"))

    assert isinstance(done, Enrolled)
    [grace] = people_there(db)
    assert grace.id == known.candidate_id
    assert [link.url for link in grace.links] == [LINK, OTHER_LINK]


def test_a_new_address_beside_a_known_link_is_added_to_the_person(db: Database) -> None:
    builders.make_enrollment(db)

    done = enroll(db, asked(db, link=LINK, address="grace@navy.example"))

    assert isinstance(done, Enrolled)
    [grace] = people_there(db)
    assert [row.address for row in grace.addresses] == [GRACE, "grace@navy.example"]


def test_any_address_will_do_and_the_preferred_one_is_offered(db: Database) -> None:
    builders.make_enrollment(db)
    with db.transaction() as tx:
        [grace] = candidates.of_team(tx, TEAM, limit=1)
        candidates.add_address(tx, grace, "grace@navy.example", "grace@navy.example").is_preferred = True

    assert form(db, asked(db, address=GRACE)).address == GRACE
    assert form(db, asked(db, link=LINK)).address == "grace@navy.example"


def test_a_new_link_and_a_known_name_are_asked_about_before_anybody_is_enrolled(db: Database) -> None:
    known = builders.make_enrollment(db)
    wanted = asked(db, link=OTHER_LINK, address="g@else.example")

    question = form(db, wanted).same

    assert question is not None
    assert [(one.id, one.name, one.company) for one in question.likely] == [
        (known.candidate_id, "Grace Hopper", "Navy")
    ]
    assert [problem.field for problem in enroll(db, wanted)] == ["same"]
    assert len(people_there(db)) == 1


@pytest.mark.parametrize(("answer", "people"), [("known", 1), (identity.SOMEBODY_ELSE, 2)])
def test_the_answer_decides_whose_the_link_and_the_address_become(
    db: Database, answer: str, people: int
) -> None:
    known = builders.make_enrollment(db)
    said = str(known.candidate_id) if answer == "known" else answer

    done = enroll(db, asked(db, link=OTHER_LINK, address="g@else.example", same=said))

    assert isinstance(done, Enrolled)
    newest, *_ = people_there(db)
    assert len(people_there(db)) == people
    assert OTHER_LINK in [link.url for link in newest.links]
    assert "g@else.example" in [row.address for row in newest.addresses]


def test_the_name_alone_is_not_asked_about(db: Database) -> None:
    builders.make_enrollment(db)

    assert form(db, asked(db, address="grace.hopper@else.example")).same is None
    assert form(db, asked(db, address="g@else.example", company="navy")).same is not None


def test_whoever_one_may_not_hear_of_is_not_asked_about(db: Database) -> None:
    builders.make_enrollment(db)
    builders.make_sequence(db, access=Access.CONFIDENTIAL)
    builders.make_mailbox(db, BEN)
    wanted = asked(db, link=OTHER_LINK, address="g@else.example")

    assert form(db, wanted, BEN).same is None
    assert isinstance(enroll(db, wanted, BEN), Enrolled)
    assert len(people_there(db)) == 2


def two_known(db: Database) -> tuple[int, int]:
    one = builders.make_enrollment(db)
    other = builders.make_enrollment(db, address="admiral.hopper@example.org", sequence="Research")
    return one.candidate_id, other.candidate_id


def test_a_link_and_an_address_of_two_people_are_asked_about(db: Database) -> None:
    one, other = two_known(db)
    wanted = asked(db, link=LINK, address="admiral.hopper@example.org")

    question = form(db, wanted).same

    assert question is not None
    assert question.conflict
    assert [likely.id for likely in question.likely] == [one, other]
    assert [problem.field for problem in enroll(db, wanted)] == ["same"]


@pytest.mark.parametrize(("place", "address"), [(0, GRACE), (1, "admiral.hopper@example.org")])
def test_whoever_is_chosen_of_two_keeps_their_own_and_nothing_is_mixed(
    db: Database, place: int, address: str
) -> None:
    chosen = two_known(db)[place]
    wanted = asked(db, link=LINK, address="admiral.hopper@example.org", same=str(chosen))

    done = enroll(db, wanted)

    assert isinstance(done, Enrolled)
    with db.reading() as tx:
        found = enrollments.get(tx, done.enrollment_id)
        assert found is not None
        assert found.address is not None
        assert (found.candidate_id, found.address.address) == (chosen, address)
    assert [len(person.links) for person in people_there(db)] == [1, 1]


def test_two_who_are_one_become_one_and_are_enrolled(db: Database) -> None:
    one, _ = two_known(db)
    wanted = asked(db, link=LINK, address="admiral.hopper@example.org", same=identity.ONE_PERSON)

    done = enroll(db, wanted)

    assert isinstance(done, Enrolled)
    [grace] = people_there(db)
    assert (grace.id, len(grace.links), len(grace.addresses)) == (one, 2, 2)
    with db.reading() as tx:
        assert len(enrollments.of_candidate(tx, one)) == 3


def test_two_of_whom_one_may_not_be_named_are_refused_without_a_name(db: Database) -> None:
    two_known(db)
    builders.make_sequence(db, name="Research", access=Access.CONFIDENTIAL)
    builders.make_mailbox(db, BEN)
    wanted = asked(db, link=LINK, address="admiral.hopper@example.org")

    [problem] = enroll(db, wanted, BEN)

    assert problem.field == "address"
    assert "two people who are known" in problem.text


def test_an_address_of_somebody_else_is_never_written_down_twice(db: Database) -> None:
    two_known(db)
    with db.transaction() as tx:
        grace = candidates.by_link(tx, TEAM, LINK)
        assert grace is not None
        with pytest.raises(Refusal, match="belongs to somebody else"):
            knowing.address_of(tx, grace, Asked(address="admiral.hopper@example.org"))
