"""The desk: a draft is kept at every click, a click acts once, and nothing that was left there is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.outreach.people import Who
from bot.outreach.pictures import Editor
from bot.outreach.plans import authoring, drafting
from bot.outreach.plans.authoring import Saved
from bot.outreach.plans.drafting import Place, Screen
from bot.refusals import Gone
from bot.rules.drafts import SequenceDraft, StageDraft
from storage.database import Database
from storage.models import Sequence, SequenceVersion
from storage.statuses import Access, StageKind
from tests import builders
from tests.builders import ANA, BEN, NOW, by_hand, email

UNTYPED = (None, None)


def opened(db: Database, name: str = "Backend", who: Who = ANA) -> Editor:
    return drafting.open_editor(db, who, name=name, now=NOW)


def add(db: Database, editor: Editor, stage: StageDraft, click: str) -> Editor:
    place = Place(draft_id=editor.draft_id)
    found = drafting.save_stage(db, ANA, place, stage, click=click, now=NOW)
    assert isinstance(found, Editor), found
    return found


def drop_last(draft: SequenceDraft) -> SequenceDraft:
    return replace(draft, stages=draft.stages[:-1])


def doubled(draft: SequenceDraft) -> SequenceDraft:
    return replace(draft, stages=draft.stages * 2)


def save(db: Database, editor: Editor, name: str | None = None) -> Editor | Saved:
    return authoring.save(db, ANA, editor.draft_id, typed=(name, None), now=NOW)


def test_a_new_plan_has_the_name_that_was_typed(db: Database) -> None:
    editor = opened(db, "Backend")

    assert (editor.draft.name, editor.draft.stages, editor.resumed) == ("Backend", (), False)


def test_what_was_left_on_the_desk_is_offered_again(db: Database) -> None:
    first = add(db, opened(db), email(), "c1")
    drafting.park(db, ANA, first.draft_id, now=NOW)

    again = opened(db, "")

    assert (again.draft_id, again.resumed, len(again.draft.stages)) == (first.draft_id, True, 1)


def test_another_name_opens_another_plan(db: Database) -> None:
    first = add(db, opened(db, "Backend"), email(), "c1")

    assert opened(db, "Frontend").draft_id != first.draft_id
    assert opened(db, "", BEN).draft.stages == ()


def test_a_click_on_add_counts_once(db: Database) -> None:
    editor = opened(db)

    add(db, editor, email(), "view-1")
    twice = add(db, editor, email(), "view-1")
    third = add(db, editor, by_hand(), "view-2")

    assert len(twice.draft.stages) == 1
    assert [stage.kind for stage in third.draft.stages] == [StageKind.EMAIL, StageKind.INMAIL]


def test_the_same_click_twice_changes_once(db: Database) -> None:
    editor = add(db, add(db, opened(db), email(), "c1"), email(), "c2")
    screen = Screen(typed=("Backend, Berlin", Access.PERSONAL), click="menu-1")

    drafting.change(db, ANA, editor.draft_id, drop_last, screen=screen, now=NOW)
    found = drafting.change(db, ANA, editor.draft_id, drop_last, screen=screen, now=NOW)

    assert len(found.draft.stages) == 1
    assert (found.draft.name, found.draft.access) == ("Backend, Berlin", Access.PERSONAL)


def test_what_was_not_typed_is_kept(db: Database) -> None:
    editor = opened(db, "Backend")

    found = drafting.change(db, ANA, editor.draft_id, screen=Screen(click="c1"), now=NOW)

    assert (found.draft.name, found.draft.access) == ("Backend", Access.SHARED_USE)


@pytest.mark.parametrize(("asked", "shown"), [(0, 0), (1, 1), (99, 1), (-3, 0)])
def test_pages_end_where_the_stages_end(db: Database, asked: int, shown: int) -> None:
    editor = opened(db)
    for number in range(11):
        editor = add(db, editor, email(number + 1), f"c{number}")
    assert editor.page == 1

    found = drafting.change(db, ANA, editor.draft_id, screen=Screen(page=asked, click="p"), now=NOW)

    assert found.page == shown


def test_a_stage_with_a_problem_is_not_kept(db: Database) -> None:
    editor = opened(db)

    problems = drafting.save_stage(
        db,
        ANA,
        Place(draft_id=editor.draft_id),
        email(subject="", body="{{nobody}}"),
        click="c1",
        now=NOW,
    )

    assert isinstance(problems, tuple)
    assert {problem.field for problem in problems} == {"subject", "body"}
    assert opened(db, "Backend").draft.stages == ()
    add(db, editor, email(), "c1")  # the same screen, mended


def test_a_stage_is_changed_in_its_place(db: Database) -> None:
    editor = add(db, add(db, opened(db), email(), "c1"), email(), "c2")

    found = drafting.save_stage(
        db,
        ANA,
        Place(draft_id=editor.draft_id, key=editor.draft.stages[0].key),
        email(body="Other words"),
        click="c3",
        now=NOW,
    )

    assert isinstance(found, Editor)
    assert [stage.body for stage in found.draft.stages] == ["Other words", email().body]


def test_a_copy_of_a_stage_is_a_stage_of_its_own(db: Database) -> None:
    editor = add(db, opened(db), email(), "c1")

    found = drafting.change(db, ANA, editor.draft_id, doubled, screen=Screen(click="c2"), now=NOW)

    first, second = found.draft.stages
    assert first.key
    assert second.key
    assert first.key != second.key


def test_a_stage_that_is_gone_cannot_be_opened(db: Database) -> None:
    editor = add(db, opened(db), email(), "c1")

    with pytest.raises(Gone, match="no longer there"):
        drafting.stage_form(db, ANA, editor.draft_id, "gone", now=NOW)
    form = drafting.stage_form(db, ANA, editor.draft_id, "", now=NOW)
    assert (form.number, form.first_email, form.stage.delay) == (2, False, 3)


def test_saving_makes_a_sequence(db: Database) -> None:
    editor = add(db, add(db, opened(db), email(), "c1"), by_hand(), "c2")

    saved = save(db, editor)

    assert isinstance(saved, Saved)
    assert (saved.name, len(saved.stages)) == ("Backend", 2)
    with pytest.raises(Gone, match="saved or dropped already"):
        save(db, editor)
    with db.transaction() as tx:
        assert tx.query(Sequence).count() == 1


@pytest.mark.parametrize(
    ("name", "field"),
    [
        pytest.param("", "name", id="no name"),
        pytest.param("  backend,   berlin ", "name", id="a name that is taken, in other letters"),
        pytest.param("Back\nend", "name", id="a line break"),
    ],
)
def test_a_plan_with_a_problem_stays_on_the_desk(db: Database, name: str, field: str) -> None:
    builders.make_sequence(db, name="Backend, Berlin")
    editor = add(db, opened(db), email(), "c1")

    found = save(db, editor, name)

    assert isinstance(found, Editor)
    assert [problem.field for problem in found.problems] == [field]
    assert isinstance(save(db, editor, "Another"), Saved)


def test_a_plan_without_stages_is_not_saved(db: Database) -> None:
    found = save(db, opened(db))

    assert isinstance(found, Editor)
    assert [problem.field for problem in found.problems] == ["stages"]


def test_starting_over_leaves_the_old_plan(db: Database) -> None:
    old = add(db, opened(db), email(), "c1")

    new = authoring.start_over(db, ANA, old.draft_id, now=NOW)

    assert (new.draft.stages, new.draft_id != old.draft_id) == ((), True)
    with pytest.raises(Gone):
        authoring.start_over(db, ANA, old.draft_id, now=NOW)


def test_nobody_opens_a_colleagues_draft(db: Database) -> None:
    editor = opened(db)

    with pytest.raises(Gone, match="no longer there"):
        drafting.change(db, BEN, editor.draft_id, screen=Screen(click="c1"), now=NOW)
    drafting.park(db, BEN, editor.draft_id, now=NOW)


def test_parking_twice_or_after_saving_is_harmless(db: Database) -> None:
    editor = add(db, opened(db), email(), "c1")
    drafting.park(db, ANA, editor.draft_id, now=NOW)
    drafting.park(db, ANA, editor.draft_id, now=NOW)
    assert isinstance(save(db, editor), Saved)

    drafting.park(db, ANA, editor.draft_id, now=NOW)

    assert opened(db, "").draft_id != editor.draft_id


def test_the_newest_plan_comes_back_first(db: Database) -> None:
    add(db, opened(db, "Old"), email(), "c1")
    newer = drafting.open_editor(db, ANA, name="New", now=NOW + timedelta(hours=1))
    add(db, newer, email(), "c2")

    assert opened(db, "").draft_id == newer.draft_id
    assert opened(db, "Old").resumed


def test_an_empty_plan_does_not_hide_one_with_something_in_it(db: Database) -> None:
    written = add(db, opened(db, "Written"), email(), "c1")
    drafting.open_editor(db, ANA, name="Only looked at", now=NOW + timedelta(hours=1))

    again = opened(db, "")

    assert (again.draft_id, again.resumed) == (written.draft_id, True)


def test_an_edit_makes_a_new_version_and_the_old_one_stays(db: Database) -> None:
    enrollment = builders.make_enrollment(db, email(), email())
    editor = authoring.edit(db, ANA, enrollment.sequence_id, now=NOW)
    add(db, editor, by_hand(), "c1")

    assert isinstance(save(db, editor, "Backend, Hamburg"), Saved)

    with db.transaction() as tx:
        versions = tx.query(SequenceVersion).order_by(SequenceVersion.number).all()
        assert [(version.number, len(version.stages)) for version in versions] == [(1, 2), (2, 3)]
        assert tx.query(Sequence).one().name == "Backend, Hamburg"
    assert builders.again(db, enrollment).version_id == versions[0].id
    assert versions[0].stages[0].body == email().body


def test_an_edit_is_not_offered_as_a_plan_left_on_the_desk(db: Database) -> None:
    sequence = builders.make_sequence(db)
    edited = authoring.edit(db, ANA, sequence.id, now=NOW)

    assert opened(db, "").draft_id != edited.draft_id


def test_a_copy_gets_a_free_name_and_is_a_sequence_of_its_own(db: Database) -> None:
    sequence = builders.make_sequence(db, email(), by_hand())
    first = authoring.clone(db, ANA, sequence.id, now=NOW)
    save(db, first)

    second = authoring.clone(db, ANA, sequence.id, now=NOW)

    assert (first.draft.name, second.draft.name) == ("Backend, Berlin (copy)", "Backend, Berlin (copy 2)")
    assert second.draft.stages == first.draft.stages
    with db.transaction() as tx:
        assert tx.query(Sequence).count() == 2
