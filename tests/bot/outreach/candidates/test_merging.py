"""Two people who are one: everything is kept, counted, nobody is written to twice, and only who may does it."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.candidates import enrolling, merging
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.people import Who
from bot.refusals import Gone, NotAllowed, Refusal
from storage import candidates, enrollments, mergers, suppressions, touches
from storage.database import Database
from storage.household import Suppression
from storage.incoming import InboundMail
from storage.models import Candidate, CandidateAddress, CandidateLink, Enrollment, Forgetting, Touch
from storage.statuses import Access, EnrollmentStatus, SendStep, TouchStatus
from tests import builders
from tests.bot.outreach import post
from tests.builders import ANA, BEN, HOUSE, NOW, TEAM, email, make_inbound

ADMIRAL = "admiral.hopper@example.org"
ENDED_OR_REFUSED = {"releases", "forgettings"}
"""What was asked about the other ends with a merge; whoever is being forgotten is not merged."""
BELONGS: tuple[Any, ...] = (Enrollment, CandidateAddress, CandidateLink)
KEPT: tuple[Any, ...] = (Enrollment, Touch, InboundMail, CandidateAddress, CandidateLink, Suppression)


def merge(db: Database, one: int, other: int, *, who: Who = ANA, house: House = HOUSE) -> int:
    return merging.merge(db, who, one, other, house=house, now=NOW + timedelta(days=2))


def counted(db: Database) -> dict[str, int]:
    with db.reading() as tx:
        return {kind.__tablename__: tx.query(kind).count() for kind in KEPT}


def stands(db: Database, *found: Enrollment) -> list[tuple[str, str]]:
    rows = [builders.again(db, one) for one in found]
    return [(row.status.value, row.why) for row in rows]


def with_a_history(db: Database) -> tuple[Enrollment, Enrollment]:
    """Give two people: one was written to, one has answered, and one of their addresses has bounced."""
    one = builders.make_enrollment(db)
    other = post.write(db, "admiral", ADMIRAL, sequence="Research")
    mail = make_inbound("in9", thread_id="thread of admiral", from_address=ADMIRAL, text="Let us talk!")
    post.Post(db).arrives(mail)
    with db.transaction() as tx:
        candidates.note_bounce(tx, TEAM, {builders.GRACE}, NOW)
        suppressions.add(tx, TEAM, "navy.example", "a client", NOW)
    return one, other


def test_everything_is_kept_and_belongs_to_the_one(db: Database) -> None:
    one, other = with_a_history(db)
    before = counted(db)

    assert merge(db, one.candidate_id, other.candidate_id) == one.candidate_id

    assert counted(db) == before
    assert min(before.values()) > 0
    with db.reading() as tx:
        rows = [row for kind in BELONGS for row in tx.query(kind)]
        assert {row.candidate_id for row in rows} == {one.candidate_id}
        grace = tx.get_one(Candidate, one.candidate_id)
        assert [bool(row.bounced_at) for row in grace.addresses] == [True, False]
        assert [row.is_preferred for row in grace.addresses] == [True, False]


def test_nothing_that_belongs_to_a_person_is_forgotten_by_a_merge() -> None:
    to_people = {
        table.name
        for table in Candidate.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "candidates" and key.parent.table.name != "candidates"
    }

    assert to_people == {kind.__tablename__ for kind in mergers.THEIRS} | ENDED_OR_REFUSED


def test_whoever_is_being_forgotten_is_not_made_one_with_anybody(db: Database) -> None:
    one, other = with_a_history(db)
    with db.transaction() as tx:
        by = tx.get_one(Enrollment, one.id).recruiter_id
        tx.add(Forgetting(team_id=TEAM, candidate_id=other.candidate_id, recruiter_id=by, asked_at=NOW))

    with pytest.raises(Gone, match="no longer there"):
        merge(db, one.candidate_id, other.candidate_id)


def test_what_the_one_does_not_say_of_itself_it_takes_over(db: Database) -> None:
    one, other = with_a_history(db)
    with db.transaction() as tx:
        theirs = tx.get_one(Candidate, other.candidate_id)
        theirs.title, theirs.location, theirs.zone = "Admiral", "Arlington", "America/New_York"

    merge(db, one.candidate_id, other.candidate_id)

    with db.reading() as tx:
        grace, gone = tx.get_one(Candidate, one.candidate_id), tx.get_one(Candidate, other.candidate_id)
        assert (grace.name, grace.title, grace.zone) == ("Grace Hopper", "Admiral", "America/New_York")
        assert (gone.name, gone.merged_into_id, gone.merged_by) == ("", one.candidate_id, ANA.slack_id)
        assert candidates.by_name(tx, TEAM, "Admiral Hopper", limit=9) == []


def test_a_second_click_changes_nothing_and_leads_to_the_same_person(db: Database) -> None:
    one, other = with_a_history(db)
    merge(db, one.candidate_id, other.candidate_id)
    before = counted(db)

    assert merge(db, one.candidate_id, other.candidate_id) == one.candidate_id
    assert merge(db, other.candidate_id, one.candidate_id) == one.candidate_id
    assert counted(db) == before


def both_in_one(db: Database, *, further: bool = False) -> tuple[Enrollment, Enrollment]:
    """Give two people who are in the same sequence, each after its first email, or the second one further."""
    stages = (email(0), email(3), email(3))
    one = builders.make_enrollment(db, *stages)
    other = builders.make_enrollment(db, *stages, address=ADMIRAL)
    builders.went_out(db, one)
    for _ in range(2 if further else 1):
        builders.went_out(db, other)
    return one, other


def test_of_two_runs_of_one_sequence_the_older_goes_on(db: Database) -> None:
    one, other = both_in_one(db)

    asked = merging.ask(db, ANA, one.candidate_id, other.candidate_id, house=HOUSE, now=NOW)
    merge(db, one.candidate_id, other.candidate_id)

    assert stands(db, one, other) == [
        ("active", ""),
        ("stopped", "they were in this sequence twice, as two people who are one"),
    ]
    assert asked.ending == ("Backend, Berlin: they were in this sequence twice, as two people who are one",)
    assert builders.statuses(db, other) == ["sent", "cancelled"]


def test_of_two_runs_the_one_that_has_come_further_goes_on_and_no_stage_comes_twice(db: Database) -> None:
    one, other = both_in_one(db, further=True)

    merge(db, one.candidate_id, other.candidate_id)

    assert [told[0] for told in stands(db, one, other)] == ["stopped", "active"]
    with db.reading() as tx:
        open_now = [found.id for found in enrollments.open_of_candidate(tx, one.candidate_id)]
        waiting = [touch.number for touch in touches.of_enrollment(tx, other.id) if not touch.status.is_final]
    assert open_now == [other.id]
    assert waiting == [3]


def test_an_answer_of_the_one_ends_the_others_sequence(db: Database) -> None:
    one, other = with_a_history(db)

    merge(db, one.candidate_id, other.candidate_id)

    assert stands(db, one)[0] == ("replied", "they had answered, as another person who is the same")


def test_whoever_must_not_be_written_to_must_not_at_any_address(db: Database) -> None:
    one = builders.make_enrollment(db)
    other = post.write(db, "admiral", ADMIRAL, sequence="Research")
    text = "Please remove me from your list."
    mail = make_inbound("in9", thread_id="thread of admiral", from_address=ADMIRAL, text=text)
    post.Post(db).arrives(mail)

    merge(db, one.candidate_id, other.candidate_id)

    assert stands(db, one)[0][0] == "opted_out"
    with db.reading() as tx:
        assert suppressions.why(tx, TEAM, builders.GRACE) == suppressions.why(tx, TEAM, ADMIRAL) != ""


def test_an_address_that_a_recruiter_has_blocked_blocks_no_other(db: Database) -> None:
    one, other = with_a_history(db)
    with db.transaction() as tx:
        by = tx.get_one(Enrollment, one.id).recruiter_id
        tx.add(Suppression(team_id=TEAM, key=ADMIRAL, why="a trap", created_at=NOW, added_by=by))

    merge(db, one.candidate_id, other.candidate_id)

    with db.reading() as tx:
        assert suppressions.why(tx, TEAM, ADMIRAL) == "a trap"
        assert suppressions.why(tx, TEAM, builders.GRACE) == ""


def test_an_answer_to_the_run_that_was_stopped_ends_the_one_that_goes_on(db: Database) -> None:
    one = builders.make_enrollment(db, email(0), email(3))
    other = post.write(db, "admiral", ADMIRAL, who=BEN)
    builders.went_out(db, one)
    merge(db, one.candidate_id, other.candidate_id, who=ANA)
    assert [told[0] for told in stands(db, one, other)] == ["active", "stopped"]

    builders.make_mailbox(db, ANA, ready_at=NOW + timedelta(days=9))
    mail = make_inbound("in9", thread_id="thread of admiral", from_address=ADMIRAL, text="Let us talk!")
    post.Post(db).arrives(mail)

    assert stands(db, one)[0][0] == "replied"


def test_while_an_email_is_leaving_nobody_is_merged(db: Database) -> None:
    one, other = both_in_one(db)
    with db.transaction() as tx:
        touch = touches.of_enrollment(tx, other.id)[-1]
        touch.status, touch.step = TouchStatus.CLAIMED, SendStep.SENDING

    with pytest.raises(Refusal, match="leaving just now"):
        merge(db, one.candidate_id, other.candidate_id)

    assert [told[0] for told in stands(db, one, other)] == ["active", "active"]


@pytest.mark.parametrize("place", [0, 1])
def test_only_who_may_hear_of_both_merges_them(db: Database, place: int) -> None:
    both = with_a_history(db)
    name = ("Backend, Berlin", "Research")[place]
    builders.make_sequence(db, name=name, access=Access.CONFIDENTIAL)
    ids = [found.candidate_id for found in both]

    with pytest.raises(Gone, match="no longer there"):
        merge(db, *ids, who=BEN)

    assert merge(db, *ids) == ids[0]


def test_what_would_end_a_colleagues_sequence_is_for_who_runs_it(db: Database) -> None:
    one, other = both_in_one(db)
    builders.make_recruiter(db, BEN)

    with pytest.raises(NotAllowed, match="a colleague's"):
        merge(db, one.candidate_id, other.candidate_id, who=BEN)

    assert [told[0] for told in stands(db, one, other)] == ["active", "active"]


def test_another_workspaces_people_are_not_there(db: Database) -> None:
    one, other = with_a_history(db)

    with pytest.raises(Gone):
        merge(db, one.candidate_id, other.candidate_id, who=Who(team="T2", slack_id="U9"))


def test_two_who_merge_the_other_way_round_at_one_moment_leave_one_person(db: Database) -> None:
    one, other = with_a_history(db)
    ids = (one.candidate_id, other.candidate_id)
    before, trouble = counted(db), []

    def click(pair: tuple[int, ...]) -> None:
        try:
            merge(db, *pair)
        except Exception as error:  # noqa: BLE001  it is looked at below
            trouble.append(error)

    both = [threading.Thread(target=click, args=(pair,)) for pair in (ids, ids[::-1])]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert trouble == []
    assert counted(db) == before
    with db.reading() as tx:
        assert len(candidates.of_team(tx, TEAM, limit=9)) == 1


def test_somebody_is_enrolled_while_two_are_merged_and_nothing_is_left_behind(db: Database) -> None:
    one, other = with_a_history(db)
    sequence = builders.make_sequence(db, email(0), name="Platform")
    wanted = Asked(address=ADMIRAL, first_name="Admiral", last_name="Hopper", sequence_id=sequence.id)
    ids = (one.candidate_id, other.candidate_id)
    done: list[Any] = []
    both = [
        threading.Thread(target=lambda: done.append(merge(db, *ids))),
        threading.Thread(target=lambda: done.append(enrolling.enroll(db, ANA, wanted, house=HOUSE, now=NOW))),
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert len(done) == 2
    with db.reading() as tx:
        assert {row.candidate_id for row in tx.query(Enrollment)} == {one.candidate_id}
        assert EnrollmentStatus.ACTIVE in {row.status for row in tx.query(Enrollment)}
