"""Asking a colleague for somebody."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import enrolling, releasing
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.refusals import Gone, NotAllowed
from storage import candidates, mergers
from storage.database import Database
from storage.models import Notice, Release
from storage.statuses import Access, ReleaseStatus
from tests import builders
from tests.builders import ANA, BEN, GRACE, HOUSE, NOW, TEAM

WEEK = timedelta(days=7)


def asked(db: Database) -> Asked:
    builders.make_enrollment(db, who=BEN)
    sequence = builders.make_sequence(db, name="Data, Paris")
    builders.make_mailbox(db)
    return Asked(address=GRACE, first_name="Grace", last_name="Hopper", sequence_id=sequence.id)


def ask(db: Database, wanted: Asked, **changes: Any) -> str:
    return releasing.ask(db, ANA, wanted, **{"house": HOUSE, "now": NOW, **changes})


def release_id(db: Database) -> int:
    with db.transaction() as tx:
        return tx.query(Release).one().id


def told(db: Database) -> list[tuple[str, str]]:
    with db.transaction() as tx:
        rows = tx.query(Notice).filter(Notice.kind == "release").order_by(Notice.id)
        return [(row.recipient, row.about["news"]) for row in rows]


def test_the_owner_is_asked_once_and_the_asker_hears(db: Database) -> None:
    wanted = asked(db)

    assert ask(db, wanted) == ask(db, wanted) == "Ben Okafor"
    for _ in range(2):
        releasing.answer(db, BEN, release_id(db), ReleaseStatus.RELEASED, now=NOW)

    assert told(db) == [("U0BEN", "asked"), ("U0ANA", "answered")]
    assert isinstance(enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW), Enrolled)


def test_what_was_released_is_good_for_one_enrollment_and_two_weeks(db: Database) -> None:
    wanted = asked(db)
    ask(db, wanted)
    releasing.answer(db, BEN, release_id(db), ReleaseStatus.RELEASED, now=NOW)

    late = enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW + 2 * WEEK)
    assert not isinstance(late, Enrolled)
    assert isinstance(enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW + WEEK), Enrolled)

    other = builders.make_sequence(db, name="Another")
    again = enrolling.enroll(db, ANA, replace(wanted, sequence_id=other.id), house=HOUSE, now=NOW + WEEK)
    assert not isinstance(again, Enrolled)


def test_who_is_kept_stays_the_owners(db: Database) -> None:
    wanted = asked(db)
    ask(db, wanted)
    releasing.answer(db, BEN, release_id(db), ReleaseStatus.KEPT, now=NOW)

    assert not isinstance(enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW), Enrolled)
    with pytest.raises(Gone, match="answered this already"):
        releasing.answer(db, BEN, release_id(db), ReleaseStatus.RELEASED, now=NOW)


def test_a_question_is_over_after_a_week_and_may_be_asked_anew(db: Database) -> None:
    wanted = asked(db)
    ask(db, wanted)

    with pytest.raises(Gone, match="more than a week ago"):
        releasing.answer(db, BEN, release_id(db), ReleaseStatus.RELEASED, now=NOW + WEEK)

    ask(db, wanted, now=NOW + WEEK)
    assert told(db) == [("U0BEN", "asked")] * 2


def test_only_who_was_asked_may_answer(db: Database) -> None:
    ask(db, asked(db))

    with pytest.raises(NotAllowed, match="Only whoever was asked"):
        releasing.answer(db, ANA, release_id(db), ReleaseStatus.RELEASED, now=NOW)


def test_nobody_is_asked_about_whom_nobody_has(db: Database) -> None:
    wanted = asked(db)

    with pytest.raises(Gone, match="Nobody else is in touch"):
        ask(db, replace(wanted, address="alan@example.com"))


@pytest.mark.parametrize(("access", "name"), [(Access.SHARED_USE, "Data, Paris"), (Access.CONFIDENTIAL, "")])
def test_the_owner_hears_of_the_sequence_only_what_they_may_see(
    db: Database, access: Access, name: str
) -> None:
    wanted = asked(db)
    builders.make_sequence(db, name="Data, Paris", access=access)
    ask(db, wanted)

    card = releasing.card(db, release_id(db), "asked")

    assert (card.person, card.sequence, card.asker) == ("Grace Hopper", name, "U0ANA")


def test_two_who_become_one_person_are_asked_about_no_longer(db: Database) -> None:
    wanted = asked(db)
    ask(db, wanted)
    with db.transaction() as tx:
        row = tx.query(Release).one()
        other = candidates.add(tx, TEAM, NOW)

        mergers.give(tx, gone_id=row.candidate_id, candidate_id=other.id)

        assert tx.query(Release).all() == []
