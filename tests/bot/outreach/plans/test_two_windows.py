"""Two windows on one draft: whoever saves last loses no text, neither theirs nor the other's."""

from dataclasses import replace

from bot.outreach.pictures import Editor, StageForm
from bot.outreach.plans import drafting
from bot.outreach.plans.drafting import Place, Screen
from bot.rules.drafts import SequenceDraft
from storage.database import Database
from tests.bot.outreach.plans.test_drafting import add, drop_last, opened
from tests.builders import ANA, NOW, by_hand, email


def turned_round(draft: SequenceDraft) -> SequenceDraft:
    return replace(draft, stages=draft.stages[::-1])


def reworded(db: Database, form: StageForm, body: str, click: str) -> Editor:
    place = Place(draft_id=form.draft_id, key=form.key, opened=form.opened)
    found = drafting.save_stage(db, ANA, place, replace(form.stage, body=body), click=click, now=NOW)
    assert isinstance(found, Editor), found
    return found


def test_two_windows_on_one_stage_lose_no_text(db: Database) -> None:
    editor = add(db, add(db, opened(db), email(), "c1"), by_hand(), "c2")
    here = drafting.stage_form(db, ANA, editor.draft_id, editor.draft.stages[0].key, now=NOW)

    reworded(db, here, "Words of one window", "w1")
    found = reworded(db, here, "Words of the other", "w2")

    bodies = [stage.body for stage in found.draft.stages]
    assert bodies == ["Words of one window", "Words of the other", by_hand().body]
    assert [problem.text for problem in found.problems] == [
        "Stage 1 was changed in another window meanwhile. What you wrote is kept as stage 2."
    ]


def test_a_stage_deleted_in_another_window_comes_back_with_what_was_written(db: Database) -> None:
    editor = add(db, add(db, opened(db), email(), "c1"), email(), "c2")
    here = drafting.stage_form(db, ANA, editor.draft_id, editor.draft.stages[1].key, now=NOW)
    drafting.change(db, ANA, editor.draft_id, drop_last, screen=Screen(click="c3"), now=NOW)

    found = reworded(db, here, "Written meanwhile", "w1")

    assert [stage.body for stage in found.draft.stages] == [email().body, "Written meanwhile"]
    assert "deleted in another window" in found.problems[0].text


def test_a_stage_moved_in_another_window_is_still_the_one_that_is_changed(db: Database) -> None:
    editor = add(db, add(db, opened(db), email(), "c1"), by_hand(), "c2")
    here = drafting.stage_form(db, ANA, editor.draft_id, editor.draft.stages[1].key, now=NOW)
    drafting.change(db, ANA, editor.draft_id, turned_round, screen=Screen(click="c3"), now=NOW)

    found = reworded(db, here, "An InMail", "w1")

    assert [stage.body for stage in found.draft.stages] == ["An InMail", email().body]
    assert found.problems == ()
