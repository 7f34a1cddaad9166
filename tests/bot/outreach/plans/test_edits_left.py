"""An edit of a live sequence that was closed is offered again; what was saved is never touched by it."""

from dataclasses import replace
from datetime import timedelta

from bot.outreach.plans import authoring, drafting
from bot.outreach.plans.authoring import Saved
from bot.outreach.plans.drafting import Screen
from storage.database import Database
from storage.models import Sequence
from tests import builders
from tests.bot.outreach import edits
from tests.bot.outreach.plans.test_drafting import add
from tests.builders import ANA, BEN, NOW, by_hand, email


def left(db: Database) -> tuple[Sequence, int]:
    sequence = builders.make_sequence(db, email(), by_hand())
    editor = add(db, authoring.edit(db, ANA, sequence.id, now=NOW), email(body="Written in vain?"), "c1")
    drafting.park(db, ANA, editor.draft_id, now=NOW)
    return sequence, editor.draft_id


def test_an_edit_that_was_closed_is_offered_again(db: Database) -> None:
    sequence, draft_id = left(db)

    again = authoring.edit(db, ANA, sequence.id, now=NOW + timedelta(days=1))

    assert (again.draft_id, again.resumed) == (draft_id, True)
    assert again.draft.stages[-1].body == "Written in vain?"


def test_a_name_that_was_typed_is_offered_again(db: Database) -> None:
    sequence = builders.make_sequence(db, email())
    editor = authoring.edit(db, ANA, sequence.id, now=NOW)
    drafting.change(db, ANA, editor.draft_id, screen=Screen(typed=("Backend, Hamburg", None)), now=NOW)

    assert authoring.edit(db, ANA, sequence.id, now=NOW).draft.name == "Backend, Hamburg"


def test_an_edit_that_changed_nothing_is_not_offered(db: Database) -> None:
    sequence = builders.make_sequence(db, email(), by_hand())
    untouched = authoring.edit(db, ANA, sequence.id, now=NOW)

    again = authoring.edit(db, ANA, sequence.id, now=NOW)

    assert (again.draft_id == untouched.draft_id, again.resumed) == (False, False)


def test_starting_afresh_begins_with_what_is_saved(db: Database) -> None:
    sequence, draft_id = left(db)

    fresh = authoring.start_over(db, ANA, draft_id, now=NOW)

    assert (fresh.sequence_id, [one.body for one in fresh.draft.stages]) == (
        sequence.id,
        [email().body, by_hand().body],
    )
    assert isinstance(authoring.save(db, ANA, fresh.draft_id, typed=(None, None), now=NOW), Saved)
    assert not authoring.edit(db, ANA, sequence.id, now=NOW).resumed


def test_what_somebody_else_saved_meanwhile_is_told_before_it_is_written_over(db: Database) -> None:
    sequence, _ = left(db)
    builders.make_recruiter(db, BEN, is_admin=True)
    edits.save(db, sequence, lambda stages: [replace(stages[0], body="By Ben")], who=BEN)

    again = authoring.edit(db, ANA, sequence.id, now=NOW)
    told = authoring.save(db, ANA, again.draft_id, typed=(None, None), now=NOW)

    assert again.resumed
    assert not isinstance(told, Saved)
    assert "saved version 2 while you were writing" in told.problems[0].text


def test_what_a_colleague_left_is_not_offered(db: Database) -> None:
    sequence, draft_id = left(db)
    builders.make_recruiter(db, BEN, is_admin=True)

    assert authoring.edit(db, BEN, sequence.id, now=NOW).draft_id != draft_id
