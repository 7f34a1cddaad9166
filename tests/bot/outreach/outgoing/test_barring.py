"""Whom nobody may approach gets no stage by hand either, whatever domain of theirs was blocked."""

import pytest

from bot.outreach.candidates import blocking
from bot.outreach.outgoing import planning, prompting, reminding
from bot.outreach.outgoing.planning import Withheld
from storage import candidates, enrollments, suppressions
from storage.database import Database
from storage.models import Candidate, Enrollment, Notice
from storage.statuses import EnrollmentStatus
from tests import builders
from tests.builders import ANA, AT_ONCE, NOW, TEAM, by_hand, email, hours

WITHIN = "grace.hopper@mail.acme.example"
TOLD = "They must not be approached: a client."


def block(db: Database, words: str) -> None:
    builders.make_recruiter(db, ANA, is_admin=True)
    blocking.block(db, ANA, f"{words} because a client", now=NOW)


def news(db: Database) -> list[tuple[str, object]]:
    with db.transaction() as tx:
        rows = tx.query(Notice).filter(Notice.kind != "redraw").order_by(Notice.id)
        return [(row.about.get("kind", row.kind), row.about.get("why")) for row in rows]


def ended(db: Database, enrollment: Enrollment) -> tuple[EnrollmentStatus, str, list[str]]:
    row = builders.again(db, enrollment)
    return row.status, row.why, builders.statuses(db, enrollment)


def test_a_domain_that_is_blocked_holds_for_the_domains_within_it_by_hand_and_by_mail(db: Database) -> None:
    by_hands = builders.make_enrollment(db, by_hand(0), email(1), address=WITHIN, sequence="By hand")
    by_mail = builders.make_enrollment(db, email(), address=WITHIN, sequence="By mail")
    block(db, "acme.example")

    assert prompting.owe_due(db, NOW) == 0
    lease = builders.claim(db, NOW)
    assert lease is not None
    withheld = planning.next_outgoing(db, lease, AT_ONCE, NOW)

    assert ended(db, by_hands) == (EnrollmentStatus.STOPPED, TOLD, ["skipped"])
    assert isinstance(withheld, Withheld)
    assert ended(db, by_mail)[0] is EnrollmentStatus.STOPPED
    assert news(db)[0] == ("info", TOLD)


@pytest.mark.parametrize("words", ["acme.example", "Acme Inc."])
def test_what_became_true_after_they_came_in_holds_too(db: Database, words: str) -> None:
    block(db, words)
    enrollment = builders.make_enrollment(db, by_hand(0), email(1))
    with db.transaction() as tx:  # somebody gives another address, or says where they work now
        grace = tx.get_one(Candidate, enrollment.candidate_id)
        candidates.add_address(tx, grace, WITHIN, WITHIN)
        grace.company = "ACME"

    assert prompting.owe_due(db, NOW) == 0
    assert ended(db, enrollment)[:2] == (EnrollmentStatus.STOPPED, TOLD)


def test_what_was_reminded_of_before_the_block_is_not_asked_about_again(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0), address=WITHIN)
    assert prompting.owe_due(db, NOW) == 1
    block(db, "acme.example")

    assert prompting.owe_due(db, NOW + hours(24 * 7)) == 0
    assert ended(db, enrollment)[:2] == (EnrollmentStatus.STOPPED, TOLD)
    assert "reminders" not in [kind for kind, _ in news(db)]


def test_a_click_on_the_same_person_is_not_waited_for(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    enrollment = builders.make_enrollment(db, by_hand(0), address=WITHIN)
    block(db, "acme.example")

    with db.transaction() as tx:
        enrollments.lock(tx, enrollment.id)
        assert prompting.owe_due(db, NOW) == 0
    assert builders.statuses(db, enrollment) == ["scheduled"]

    prompting.owe_due(db, NOW)
    assert ended(db, enrollment)[:2] == (EnrollmentStatus.STOPPED, TOLD)


def test_who_asked_for_no_mail_may_be_met_by_hand(db: Database) -> None:
    enrollment = builders.make_enrollment(db, by_hand(0), address=WITHIN)
    with db.transaction() as tx:
        suppressions.add(tx, TEAM, WITHIN, "they asked", NOW)

    assert prompting.owe_due(db, NOW) == 1
    reminding.mark_sent(db, ANA, builders.the_touches(db, enrollment)[0].id, house=AT_ONCE, now=NOW)
    assert builders.statuses(db, enrollment) == ["done"]
