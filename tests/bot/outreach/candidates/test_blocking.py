"""Whom nobody may approach."""

import pytest

from bot.outreach.candidates import blocking, enrolling
from bot.outreach.candidates.knowing import Asked
from bot.refusals import NotAllowed, Refusal
from storage import suppressions
from storage.database import Database
from storage.models import Candidate
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM, by_hand


def appoint(db: Database) -> None:
    builders.make_recruiter(db, ANA, is_admin=True)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Grace.Hopper+jobs@example.com", id="an address"),
        pytest.param("@example.com because they are a client", id="a domain"),
        pytest.param("NAVY Inc. because they are a client", id="a company"),
    ],
)
def test_what_is_under_way_stops_and_nobody_comes_in(db: Database, words: str) -> None:
    appoint(db)
    enrollment = builders.make_enrollment(db)
    other = builders.make_enrollment(db, address="alan@army.example")
    with db.transaction() as tx:
        tx.get_one(Candidate, other.candidate_id).company = "Army"

    said = blocking.block(db, ANA, words, now=NOW)

    assert said.endswith("1 in sequences was stopped.")
    assert builders.again(db, enrollment).status is EnrollmentStatus.STOPPED
    assert builders.again(db, other).status is EnrollmentStatus.ACTIVE
    by_hand_only = builders.make_sequence(db, by_hand(0), name="By hand")
    wanted = Asked(address=GRACE, first_name="Grace", company="Navy", sequence_id=by_hand_only.id)
    with pytest.raises(Refusal, match="must not be approached"):
        enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW)


def test_what_is_blocked_is_listed_and_allowed_again(db: Database) -> None:
    appoint(db)
    blocking.block(db, ANA, "Acme Ltd. because a client", now=NOW)
    assert [(one.what, one.why, one.by) for one in blocking.listed(db, ANA, now=NOW)] == [
        ("acme", "a client", "U0ANA")
    ]

    assert blocking.unblock(db, ANA, "ACME", now=NOW) == "ACME may be approached again."
    assert blocking.listed(db, ANA, now=NOW) == ()
    with pytest.raises(Refusal, match="Nobody has blocked"):
        blocking.unblock(db, ANA, "ACME", now=NOW)


def test_a_recruiter_blocks_addresses_and_only_an_administrator_more(db: Database) -> None:
    assert blocking.block(db, BEN, GRACE, now=NOW) == f"Nobody may approach {GRACE}."
    for words in ("example.com", "Acme"):
        with pytest.raises(NotAllowed, match="Only an administrator"):
            blocking.block(db, BEN, words, now=NOW)
    assert blocking.unblock(db, BEN, GRACE, now=NOW)
    blocking.block(db, ANA, GRACE, now=NOW)
    with pytest.raises(NotAllowed):
        blocking.unblock(db, BEN, GRACE, now=NOW)
    with pytest.raises(NotAllowed):
        blocking.listed(db, BEN, now=NOW)


def test_who_asked_not_to_be_written_to_is_not_allowed_again_by_hand(db: Database) -> None:
    appoint(db)
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, GRACE, "they asked", NOW)

    with pytest.raises(Refusal, match="asked not to be written to themselves"):
        blocking.unblock(db, ANA, GRACE, now=NOW)


@pytest.mark.parametrize("words", ["", "  because no", "gmail.com", "…", "grace@", "x" * 5_000 + "@"])
def test_what_names_nobody_is_refused_with_a_sentence(db: Database, words: str) -> None:
    appoint(db)

    with pytest.raises(Refusal):
        blocking.block(db, ANA, words, now=NOW)


def test_a_domain_holds_for_the_domains_within_it(db: Database) -> None:
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, "acme.example", "a client", NOW)

        assert suppressions.why(tx, TEAM, "g@mail.acme.example") == "a client"
        assert suppressions.why(tx, TEAM, "g@notacme.example") == ""
