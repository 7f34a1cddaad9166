"""A saved edit: who is on an older version, and everybody taken along, however many and whatever dies in between."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outreach.notices import announcing
from bot.outreach.pictures import Editor
from bot.outreach.plans import authoring, bringing_along, going_through
from bot.outreach.plans.authoring import Saved
from bot.outreach.plans.editions import Inside
from bot.refusals import Gone, NotAllowed, Refusal
from bot.workers.replans import WAYS, Replans
from storage.database import Database
from storage.household import Change
from storage.models import Draft, Enrollment, Notice, Sequence
from storage.statuses import Deed, SequenceStatus, TouchStatus
from tests import builders
from tests.bot.outreach import edits
from tests.bot.outreach.edits import order, rewritten, save, staged, with_before
from tests.builders import ANA, BEN, HOUSE, NOW, email

A, B, C = staged("A", email(2)), staged("B", email(3, body="Bump")), staged("C", email(5))
X = staged("X", email(1, body="Something new"))


def crowd(db: Database, count: int, *, began: int = 0) -> list[Enrollment]:
    """Put people into one sequence; the first stage went out to the first few."""
    people = [
        builders.make_enrollment(db, A, B, C, address=f"person.{number}@example.com")
        for number in range(count)
    ]
    for enrollment in people[:began]:
        builders.went_out(db, enrollment)
    return people


def offered(db: Database, saved: Saved) -> Inside:
    found = bringing_along.saved_page(db, ANA, saved.version_id, house=HOUSE, now=NOW).inside
    assert found is not None
    return found


def versions(db: Database, people: list[Enrollment]) -> list[int]:
    return [edits.version_of(db, enrollment) for enrollment in people]


def test_saving_changes_nothing_for_who_is_in_it(db: Database) -> None:
    people = crowd(db, 2, began=1)
    before = [edits.keys(db, one) for one in people]

    save(db, people[0], with_before("B", X))

    assert versions(db, people) == [1, 1]
    assert [edits.keys(db, one) for one in people] == before


def test_it_says_stage_by_stage_who_has_not_had_what_changed(db: Database) -> None:
    people = crowd(db, 12, began=2)

    found = offered(db, save(db, people[0], rewritten("A", body="Other words")))

    assert found.people == 12
    (line,) = found.lines
    assert (line.number, line.people, len(line.names)) == (1, 10, 10)
    assert line.names[0] == "Person 2"


def test_a_removed_stage_is_told_as_gone(db: Database) -> None:
    people = crowd(db, 1)

    (line,) = offered(db, save(db, people[0], order("A", "C"))).lines

    assert (line.stage.key, line.is_gone, line.people) == ("B", True, 1)


@pytest.mark.parametrize("what", ["nobody in it", "nothing changed", "a new sequence"])
def test_there_is_nothing_to_ask_where(db: Database, what: str) -> None:
    sequence = builders.make_sequence(db, A, B, C)
    if what == "nothing changed":
        crowd(db, 1)
    saved = save(db, sequence, (lambda stages: stages) if what == "nothing changed" else order("A"))
    if what == "a new sequence":
        editor = authoring.clone(db, ANA, sequence.id, now=NOW)
        made = authoring.save(db, ANA, editor.draft_id, typed=(None, None), now=NOW)
        assert isinstance(made, Saved)
        saved = made

    assert bringing_along.saved_page(db, ANA, saved.version_id, house=HOUSE, now=NOW).inside is None


def test_only_who_may_change_it_takes_people_along(db: Database) -> None:
    people = crowd(db, 1)
    saved = save(db, people[0], with_before("B", X))

    with pytest.raises(NotAllowed):
        bringing_along.bring(db, BEN, saved.version_id, house=HOUSE, now=NOW)

    assert versions(db, people) == [1]


def test_names_of_others_people_are_for_the_owner_only(db: Database) -> None:
    crowd(db, 1)
    bens = builders.make_enrollment(db, who=BEN, address="alan.turing@example.com")
    saved = save(db, bens, with_before("B", X))

    page = bringing_along.saved_page(db, BEN, saved.version_id, house=HOUSE, now=NOW)

    assert page.inside is not None
    assert [(line.people, line.names) for line in page.inside.lines] == [(2, ("Alan Turing",))]


def begin_only(db: Database, one: Enrollment, saved: Saved) -> None:
    """Begin to take everybody along, and do nothing of it yet."""
    recruiter = builders.make_recruiter(db)
    run = going_through.Run(
        way=bringing_along.NAME,
        sequence_id=one.sequence_id,
        by=recruiter.id,
        began=NOW.isoformat(),
        version_id=saved.version_id,
    )
    with db.transaction() as tx:
        going_through.begin(tx, run, NOW)


def test_a_thousand_follow_batch_by_batch_though_every_worker_dies(db: Database) -> None:
    people = crowd(db, 5, began=1)
    saved = save(db, people[0], with_before("B", X))
    begin_only(db, people[0], saved)
    assert going_through.go_on(db, WAYS, HOUSE, NOW, most=2) == 1  # and then it was killed
    assert versions(db, people) == [2, 2, 1, 1, 1]

    Replans(db, HOUSE, lambda: NOW + timedelta(minutes=5)).tick()

    assert versions(db, people) == [2] * 5
    assert news(db) == ["Backend, Berlin: 5 people go on by version 2."]
    assert going_through.go_on(db, WAYS, HOUSE, NOW) == 0


def test_those_who_stay_do_not_keep_the_others(db: Database) -> None:
    people = crowd(db, 3, began=1)
    touch = builders.the_touches(db, people[0])[-1]
    with db.transaction() as tx:
        tx.merge(touch).status = TouchStatus.CLAIMED
    saved = save(db, people[0], with_before("B", X))
    begin_only(db, people[0], saved)

    for _ in people:
        going_through.go_on(db, WAYS, HOUSE, NOW, most=1)

    assert versions(db, people) == [1, 2, 2]


def test_whoever_comes_into_a_later_version_goes_through_all_of_it(db: Database) -> None:
    save(db, builders.make_sequence(db, A, B, C), order("A", "C"))
    enrollment = builders.make_enrollment(db)

    builders.went_out(db, enrollment)

    assert edits.keys(db, enrollment) == [("A", "sent"), ("C", "scheduled")]


def news(db: Database) -> list[str]:
    with db.transaction() as tx:
        abouts = [row.about for row in tx.query(Notice).order_by(Notice.id) if row.kind == "news"]
    return [announcing.news(db, about).text for about in abouts]


def test_what_the_click_has_done_needs_no_message(db: Database) -> None:
    people = crowd(db, 3)

    done = edits.edit_and_bring(db, people[0], with_before("B", X))

    assert announcing.told(done) == "3 people go on by version 2."
    assert news(db) == []


def test_the_outcome_names_who_keeps_the_old_text_and_counts_who_is_done(db: Database) -> None:
    people = crowd(db, 4, began=2)
    touch = builders.the_touches(db, people[0])[-1]
    with db.transaction() as tx:
        tx.merge(touch).status = TouchStatus.CLAIMED

    told = announcing.told(edits.edit_and_bring(db, people[0], order("A")))

    assert told == (
        "2 people go on by version 2. Nothing was left for 1 person: finished. "
        "Person 0 is being written to right now and keeps the old text."
    )
    with db.transaction() as tx:
        change = tx.query(Change).filter(Change.deed == Deed.BROUGHT_ALONG).one()
        assert change.details == {"version": 2, "moved": 2, "finished": 1, "kept": 1}


def test_an_older_version_takes_nobody_along_any_more(db: Database) -> None:
    people = crowd(db, 1)
    saved = save(db, people[0], with_before("B", X))
    save(db, people[0], order("A", "C"))

    with pytest.raises(Refusal, match="newer version"):
        bringing_along.bring(db, ANA, saved.version_id, house=HOUSE, now=NOW)


def test_nobody_moves_in_an_archived_sequence(db: Database) -> None:
    people = crowd(db, 1)
    saved = save(db, people[0], with_before("B", X))
    with db.transaction() as tx:
        tx.get_one(Sequence, people[0].sequence_id).status = SequenceStatus.ARCHIVED

    with pytest.raises(Gone):
        bringing_along.bring(db, ANA, saved.version_id, house=HOUSE, now=NOW)

    assert versions(db, people) == [1]


def test_who_saves_second_is_told_and_may_save_again(db: Database) -> None:
    sequence = builders.make_sequence(db, A, B, C, who=BEN)
    mine = authoring.edit(db, BEN, sequence.id, now=NOW)
    theirs = authoring.edit(db, BEN, sequence.id, now=NOW)
    edits.write(db, mine.draft_id, order("A", "B"))
    authoring.save(db, BEN, theirs.draft_id, typed=(None, None), now=NOW)
    ana = builders.make_recruiter(db, ANA)
    with db.transaction() as tx:
        tx.get_one(Sequence, sequence.id).owner_id = ana.id
        tx.get_one(Draft, mine.draft_id).recruiter_id = ana.id

    first = authoring.save(db, ANA, mine.draft_id, typed=(None, None), now=NOW)
    again = authoring.save(db, ANA, mine.draft_id, typed=(None, None), now=NOW)

    assert isinstance(first, Editor)
    assert [problem.text for problem in first.problems] == [
        "Ben Okafor saved version 2 while you were writing. "
        "Save again to put yours in its place, or close and edit anew."
    ]
    assert isinstance(again, Saved)
    assert [replace(stage).key for stage in again.stages] == ["A", "B"]
