"""Several texts of one stage on the desk: no word is lost between them."""

from dataclasses import replace

import pytest

from bot.outreach.pictures import Editor, StageForm
from bot.outreach.plans import authoring, drafting, varying
from bot.outreach.plans.drafting import Place
from bot.refusals import Gone, Refusal
from bot.rules import variants
from bot.rules.drafts import StageDraft, Variant
from storage.database import Database
from tests import builders
from tests.builders import ANA, BEN, NOW, email


def opened(db: Database, key: str = "") -> StageForm:
    editor = drafting.open_editor(db, ANA, name="Backend", now=NOW)
    return drafting.stage_form(db, ANA, editor.draft_id, key, now=NOW)


def typed(form: StageForm, body: str) -> StageForm:
    return replace(form, stage=replace(form.stage, subject=body.upper(), body=body))


def turned(db: Database, form: StageForm, turn: varying.Turn) -> StageForm:
    return varying.turn(db, ANA, form, turn, now=NOW)


def bodies(db: Database, form: StageForm) -> list[str]:
    return [text.body for text in variants.texts(varying.whole(db, ANA, form, now=NOW))]


def saved(db: Database, form: StageForm) -> Editor:
    stage = varying.whole(db, ANA, form, now=NOW)
    place = Place(draft_id=form.draft_id, key=form.key, opened=form.opened)
    editor = drafting.save_stage(db, ANA, place, stage, click=f"save{form.sheet.rev}", now=NOW)
    assert isinstance(editor, Editor), editor
    return editor


def three(db: Database) -> StageForm:
    form = typed(opened(db), "one")
    for body in ("two", "three"):
        form = typed(turned(db, form, varying.added), body)
    return form


def test_what_was_typed_is_kept_at_every_turn(db: Database) -> None:
    form = three(db)

    form = typed(turned(db, form, varying.showing(0)), "first")
    form = turned(db, form, varying.showing(1))

    assert (form.stage.subject, form.stage.body, form.sheet.shown) == ("TWO", "two", 1)
    assert bodies(db, form) == ["first", "two", "three"]


def test_a_new_text_begins_as_a_copy(db: Database) -> None:
    form = turned(db, typed(opened(db), "one"), varying.added)

    assert (form.stage.body, form.sheet.shown, form.sheet.count) == ("one", 1, 2)


def test_the_same_click_twice_adds_one_text_and_takes_one_away(db: Database) -> None:
    form = three(db)

    assert [turned(db, form, varying.added).sheet.count for _ in range(2)] == [4, 4]
    gone = [turned(db, form, varying.removed) for _ in range(2)]
    assert [bodies(db, one) for one in gone] == [["one", "two"]] * 2


def test_when_the_first_text_goes_the_second_is_the_stages_own(db: Database) -> None:
    form = turned(db, three(db), varying.showing(0))

    stage = varying.whole(db, ANA, turned(db, form, varying.removed), now=NOW)

    assert (stage.body, stage.variants) == ("two", (Variant(subject="THREE", body="three"),))


def test_the_last_text_stays(db: Database) -> None:
    assert bodies(db, turned(db, typed(opened(db), "one"), varying.removed)) == ["one"]


def test_there_are_four_at_most(db: Database) -> None:
    form = turned(db, three(db), varying.added)

    with pytest.raises(Refusal, match="at most 4 variants"):
        turned(db, form, varying.added)


def test_all_of_them_are_saved_and_come_back(db: Database) -> None:
    editor = saved(db, three(db))
    [stage] = editor.draft.stages

    again = opened(db, stage.key)

    assert [text.body for text in variants.texts(stage)] == ["one", "two", "three"]
    assert (again.stage.body, again.sheet.count) == ("one", 3)
    assert bodies(db, typed(again, "changed")) == ["changed", "two", "three"]
    assert isinstance(saved(db, again), Editor)


def test_what_is_wrong_in_a_text_that_is_not_shown_is_named_by_its_letter(db: Database) -> None:
    form = typed(turned(db, typed(opened(db), "one"), varying.added), "{{nonsense}}")
    form = turned(db, form, varying.showing(0))
    stage = varying.whole(db, ANA, form, now=NOW)

    problems = drafting.save_stage(db, ANA, Place(draft_id=form.draft_id), stage, click="c", now=NOW)

    assert isinstance(problems, tuple)
    assert {(problem.field, problem.variant) for problem in problems} == {("subject", 1), ("body", 1)}
    assert all(problem.text.startswith("Variant B: ") for problem in problems)


def test_two_forms_do_not_mix_their_texts(db: Database) -> None:
    mine = three(db)
    others = [turned(db, typed(opened(db), f"other {number}"), varying.added) for number in range(4)]

    assert bodies(db, mine) == ["one", "two", "three"]
    assert bodies(db, others[0]) == ["other 0", "other 0"]


def test_texts_that_are_gone_are_never_saved_as_if_they_were_there(db: Database) -> None:
    form = three(db)
    for _ in range(7):
        turned(db, typed(opened(db), "other"), varying.added)

    with pytest.raises(Gone, match="other variants"):
        varying.whole(db, ANA, form, now=NOW)


def test_a_version_keeps_the_texts_and_each_person_gets_theirs(db: Database) -> None:
    stage = email(body="one", variants=(Variant(subject="S", body="two"),))
    enrollment = builders.make_enrollment(db, stage)

    with db.transaction() as tx:
        [kept] = authoring.stages_of(tx, enrollment.sequence_id)
    [touch] = builders.the_touches(db, enrollment)

    assert kept.variants == (Variant(subject="S", body="two"),)
    wanted = variants.chosen(enrollment.sequence_id, kept.key, enrollment.candidate_id, 2)
    assert touch.variant == wanted


def test_a_stage_without_variants_lies_nowhere_but_in_its_form(db: Database) -> None:
    form = opened(db)

    assert varying.whole(db, ANA, typed(form, "one"), now=NOW) == StageDraft(subject="ONE", body="one")


def test_nobody_else_draws_or_previews_a_stage_of_ones_draft(db: Database) -> None:
    form = opened(db)

    assert varying.drawn(db, ANA, form, now=NOW).draft_id == form.draft_id
    for looked in (varying.drawn, varying.whole):
        with pytest.raises(Gone, match="no longer there"):
            looked(db, BEN, form, now=NOW)
