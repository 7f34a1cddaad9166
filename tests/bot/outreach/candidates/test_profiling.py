"""A candidate's card tells who somebody is and what happened, and never more than whoever looks may know."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import addressing, profiling
from bot.outreach.candidates.portraits import About, Details, Portrait
from bot.outreach.people import Who
from bot.refusals import Gone, Refusal
from storage import candidates, suppressions, touches
from storage.database import Database
from storage.models import CandidateAddress, Enrollment
from storage.statuses import Access, EnrollmentStatus, TouchStatus
from tests import builders
from tests.bot.outreach import post
from tests.builders import ANA, BEN, GRACE, NOW, TEAM, make_inbound

NEW = "grace@navy.example"
LATER = NOW + timedelta(days=3)


def card(db: Database, enrollment: Enrollment, who: Who = ANA, page: int = 0) -> Portrait:
    return profiling.card(db, who, About.ENROLLMENT, enrollment.id, page=page, now=LATER)


def add(db: Database, enrollment: Enrollment, address: str = NEW) -> int:
    assert addressing.add(db, ANA, enrollment.candidate_id, address, now=NOW) == ()
    with db.reading() as tx:
        found = candidates.by_address(tx, TEAM, address)
        assert found is not None
        return next(row.id for row in found.addresses if row.address == address)


def test_what_happened_is_told_the_newest_first(db: Database) -> None:
    enrollment = post.write(db, "grace", GRACE)
    post.Post(db).arrives(
        make_inbound("in1", thread_id="thread of grace", received_at=NOW + timedelta(hours=1))
    )

    told = [moment.what for moment in card(db, enrollment).moments]

    assert told == ["Ended with an answer", "They answered", "Stage 1 (email) went out", "Enrolled"]


@pytest.mark.parametrize("about", [About.ENROLLMENT, About.CANDIDATE, About.TOUCH])
def test_somebody_is_found_by_whatever_names_them(db: Database, about: About) -> None:
    enrollment = builders.make_enrollment(db)
    [touch] = builders.the_touches(db, enrollment)
    ids = {About.ENROLLMENT: enrollment.id, About.CANDIDATE: enrollment.candidate_id, About.TOUCH: touch.id}

    assert profiling.card(db, ANA, about, ids[about], now=NOW).name == "Grace Hopper"
    with pytest.raises(Gone):
        profiling.card(db, ANA, about, 999, now=NOW)


def test_a_long_story_has_pages(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        for number in range(10):
            row = CandidateAddress(team_id=TEAM, address=f"{number}@e.example", key=f"{number}@e.example")
            row.candidate_id, row.bounced_at = enrollment.candidate_id, LATER
            tx.add(row)

    first, last = card(db, enrollment), card(db, enrollment, page=99)

    assert (first.pages, len(first.moments), len(last.moments), last.page) == (2, 10, 1, 1)
    assert [moment.what for moment in last.moments] == ["Enrolled"]


def test_what_one_may_not_see_is_not_told(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    builders.make_enrollment(db, sequence="Secret")
    builders.make_sequence(db, name="Secret", access=Access.CONFIDENTIAL)
    builders.make_recruiter(db, BEN)

    ours, theirs = card(db, enrollment), card(db, enrollment, BEN)

    assert ({one.sequence for one in ours.places}, ours.unseen) == ({"Backend, Berlin", "Secret"}, False)
    assert ({one.sequence for one in theirs.places}, theirs.unseen) == ({"Backend, Berlin"}, True)
    assert {moment.sequence for moment in theirs.moments} == {"Backend, Berlin"}


def test_whoever_was_only_met_in_secret_has_no_card(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    builders.make_sequence(db, access=Access.CONFIDENTIAL)
    builders.make_recruiter(db, BEN)

    with pytest.raises(Gone, match="no longer there"):
        card(db, enrollment, BEN)
    with pytest.raises(Gone, match="no longer there"):
        profiling.change(db, BEN, Details(candidate_id=enrollment.candidate_id, first_name="X"), now=NOW)


def test_details_are_typed_anew_and_the_person_is_found_by_the_new_name(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    typed = Details(
        candidate_id=enrollment.candidate_id, first_name=" Amazing ", last_name="Grace", title="Admiral"
    )

    assert profiling.change(db, ANA, typed, now=NOW) == ()

    shown = card(db, enrollment)
    assert (shown.name, shown.title, shown.company) == ("Amazing Grace", "Admiral", "")
    with db.reading() as tx:
        assert [one.id for one in candidates.by_name(tx, TEAM, "AMAZING  grace", limit=3)] == [shown.id]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        pytest.param({"first_name": "x" * 100_000}, "first_name", "100 characters", id="100 kB"),
        pytest.param({"company": "a\x00b"}, "company", "nobody can see", id="a control character"),
        pytest.param({"title": "a\u202eb"}, "title", "nobody can see", id="written backwards"),
        pytest.param({"last_name": "a\nb"}, "last_name", "single line", id="two lines"),
        pytest.param({"first_name": " \u200b"}, "first_name", "called", id="nothing to see"),
    ],
)
def test_hostile_names_are_refused_with_a_sentence_and_nothing_is_lost(
    db: Database, changes: dict[str, Any], field: str, says: str
) -> None:
    enrollment = builders.make_enrollment(db)
    typed = {"candidate_id": enrollment.candidate_id, "first_name": "Grace", **changes}

    [problem] = profiling.change(db, ANA, Details(**typed), now=NOW)

    assert problem.field == field
    assert says in problem.text
    assert card(db, enrollment).company == "Navy"


def test_another_preferred_address_is_offered_to_what_is_open(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    address_id = add(db, enrollment)

    addressing.prefer(db, ANA, address_id, now=NOW)
    assert [(row.address, row.is_preferred) for row in card(db, enrollment).addresses] == [
        (GRACE, False),
        (NEW, True),
    ]
    assert card(db, enrollment).elsewhere == 1

    assert addressing.use(db, ANA, enrollment.candidate_id, now=NOW) == 1
    assert addressing.use(db, ANA, enrollment.candidate_id, now=NOW) == 0
    assert builders.again(db, enrollment).address_id == address_id
    assert card(db, enrollment).elsewhere == 0


def test_while_an_email_is_leaving_its_address_stays(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    addressing.prefer(db, ANA, add(db, enrollment), now=NOW)
    with db.transaction() as tx:
        for touch in touches.of_enrollment(tx, enrollment.id):
            touch.status = TouchStatus.UNKNOWN

    with pytest.raises(Refusal, match="leaving just now"):
        addressing.use(db, ANA, enrollment.candidate_id, now=NOW)


def test_an_address_in_use_stays_and_another_goes(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    other = add(db, enrollment)
    with db.reading() as tx:
        used = tx.get_one(Enrollment, enrollment.id).address_id

    with pytest.raises(Refusal, match="Backend, Berlin writes to this address"):
        addressing.remove(db, ANA, used or 0, now=NOW)
    addressing.remove(db, ANA, other, now=NOW)
    with pytest.raises(Gone):
        addressing.remove(db, ANA, other, now=NOW)

    assert [row.address for row in card(db, enrollment).addresses] == [GRACE]


def test_an_address_that_was_written_to_may_go_once_nothing_is_open(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    with db.transaction() as tx:
        row = tx.get_one(Enrollment, enrollment.id)
        row.status, used = EnrollmentStatus.STOPPED, row.address_id

    addressing.remove(db, ANA, used or 0, now=NOW)

    assert card(db, enrollment).addresses == ()
    assert len(card(db, enrollment).moments) == 1


@pytest.mark.parametrize("place", ["bounced", "suppressed"])
def test_what_must_not_be_written_to_is_not_preferred(db: Database, place: str) -> None:
    enrollment = builders.make_enrollment(db)
    address_id = add(db, enrollment)
    with db.transaction() as tx:
        if place == "bounced":
            candidates.note_bounce(tx, TEAM, {NEW}, NOW)
        else:
            suppressions.add(tx, TEAM, NEW, "they asked", NOW)

    with pytest.raises(Refusal):
        addressing.prefer(db, ANA, address_id, now=NOW)


def test_an_address_of_somebody_else_names_them_only_to_who_may_know(db: Database) -> None:
    enrollment = builders.make_enrollment(db)
    builders.make_enrollment(db, address="alan.turing@example.org", sequence="Secret")
    builders.make_sequence(db, name="Secret", access=Access.CONFIDENTIAL)
    builders.make_recruiter(db, BEN)
    told = {
        who: addressing.add(db, who, enrollment.candidate_id, "alan.turing@example.org", now=NOW)[0].text
        for who in (ANA, BEN)
    }

    assert "Alan Turing" in told[ANA]
    assert told[BEN] == "That address belongs to somebody else."
