"""The role a sequence is for: said once by its author, in every mail of it and for nobody to type again."""

from dataclasses import replace

import pytest

from bot.outreach.candidates import enrolling, transferring
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.transfers import Moved
from bot.outreach.outgoing import wording
from bot.outreach.overview import reporting
from bot.outreach.plans import authoring, carrying, drafting, previewing, rehearsing
from bot.outreach.plans.authoring import Saved
from bot.outreach.plans.drafting import Place, Screen
from bot.rules.drafts import SequenceDraft
from storage import touches
from storage.database import Database
from storage.models import Enrollment, Sequence
from tests import builders
from tests.builders import ANA, GRACE, HOUSE, NOW, email

BODY = "We look for a {{role}}."


def written(db: Database, role: str | None = "Backend Engineer", name: str = "Backend, Berlin") -> int:
    editor = drafting.open_editor(db, ANA, name=name, now=NOW)
    drafting.save_stage(db, ANA, Place(draft_id=editor.draft_id), email(body=BODY), click=name, now=NOW)
    saved = authoring.save(db, ANA, editor.draft_id, typed=(None, None), role=role, now=NOW)
    assert isinstance(saved, Saved), saved.problems
    return reporting.named(db, ANA, name, now=NOW).id


def wanted(db: Database, sequence_id: int) -> Asked:
    builders.make_mailbox(db)
    link = "https://www.linkedin.com/in/grace-hopper"
    return Asked(link=link, address=GRACE, first_name="Grace", last_name="Hopper", sequence_id=sequence_id)


def enrolled(db: Database, asked: Asked) -> int:
    done = enrolling.enroll(db, ANA, asked, house=HOUSE, now=NOW)
    assert isinstance(done, Enrolled), done
    return done.enrollment_id


def said(db: Database, enrollment_id: int) -> str:
    with db.transaction() as tx:
        found = wording.of_touch(touches.of_enrollment(tx, enrollment_id)[0], {}, NOW)
        assert isinstance(found, wording.Worded)
        return found.text


def test_nobody_types_the_role_of_a_sequence_again(db: Database) -> None:
    asked = wanted(db, written(db))

    assert enrolling.form(db, ANA, asked, house=HOUSE, now=NOW).needs == ()
    assert said(db, enrolled(db, asked)) == "We look for a Backend Engineer."


def test_without_one_it_is_asked_for_with_each_person(db: Database) -> None:
    asked = wanted(db, written(db, None))

    assert enrolling.form(db, ANA, asked, house=HOUSE, now=NOW).needs == ("role",)


def test_what_is_typed_for_a_person_wins_over_the_sequence(db: Database) -> None:
    asked = replace(wanted(db, written(db)), values={"role": "Compiler Engineer"})

    assert said(db, enrolled(db, asked)) == "We look for a Compiler Engineer."


def test_who_moves_to_another_sequence_hears_of_its_role(db: Database) -> None:
    enrollment_id = enrolled(db, wanted(db, written(db)))
    other = written(db, "Data Engineer", name="Data, Berlin")

    done = transferring.move(db, ANA, enrollment_id, other, {}, house=HOUSE, now=NOW)

    assert isinstance(done, Moved), done
    with db.transaction() as tx:
        newest = tx.query(Enrollment).order_by(Enrollment.id.desc()).first()
        assert newest is not None
        assert newest.extras == {"role": "Data Engineer"}


def test_a_preview_and_a_test_say_the_role(db: Database) -> None:
    editor = drafting.open_editor(db, ANA, name="Backend", now=NOW)
    drafting.save_stage(db, ANA, Place(draft_id=editor.draft_id), email(body=BODY), click="c", now=NOW)
    screen = Screen(role="Tape Librarian")
    editor = drafting.change(db, ANA, editor.draft_id, screen=screen, now=NOW)

    shown = previewing.of_draft(db, ANA, editor.draft, house=HOUSE, now=NOW)
    tried = rehearsing.of_draft(db, ANA, editor.draft_id, 1, 0, rehearsing.MADE_UP, now=NOW)

    assert shown.stages[0].text == "We look for a Tape Librarian."
    assert tried.values["role"] == "Tape Librarian"
    assert editor.tokens.bare(BODY) == ()


def test_the_role_is_copied_carried_and_kept_in_the_history(db: Database) -> None:
    found = written(db)
    edited = authoring.edit(db, ANA, found, now=NOW)
    authoring.save(db, ANA, edited.draft_id, typed=(None, None), role="Compiler Engineer", now=NOW)

    text = carrying.export(db, ANA, found, now=NOW).text
    [first, *_] = [one for one in carrying.history(db, ANA, found, now=NOW).lines if one.after]

    assert authoring.clone(db, ANA, found, now=NOW).draft.role == "Compiler Engineer"
    assert "role: Compiler Engineer\n" in text
    assert isinstance(carrying.bring_in(db, ANA, text, now=NOW), carrying.Imported)
    assert (first.deed, first.before, first.after) == (
        "role_changed",
        "Backend Engineer",
        "Compiler Engineer",
    )


def test_a_role_that_was_emptied_is_gone(db: Database) -> None:
    found = written(db)
    edited = authoring.edit(db, ANA, found, now=NOW)

    authoring.save(db, ANA, edited.draft_id, typed=(None, None), role="", now=NOW)

    with db.transaction() as tx:
        assert tx.get_one(Sequence, found).role == ""


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("{{title}}", "Write the role as it is; tokens do not work here."),
        ("Backend\nEngineer", "This must be a single line. Take the line break out."),
        ("x" * 81, "A role may have 80 characters; this one has 81."),
    ],
)
def test_what_is_wrong_with_a_role_is_said(db: Database, role: str, told: str) -> None:
    editor = drafting.open_editor(db, ANA, name="Backend", now=NOW)
    drafting.save_stage(db, ANA, Place(draft_id=editor.draft_id), email(), click="c", now=NOW)

    found = authoring.save(db, ANA, editor.draft_id, typed=(None, None), role=role, now=NOW)

    assert not isinstance(found, Saved)
    assert [(one.field, one.text) for one in found.problems] == [("role", told)]


def test_a_stage_in_its_form_is_dated_in_its_place(db: Database) -> None:
    editor = drafting.open_editor(db, ANA, name="Backend", now=NOW)
    for number in range(2):
        place = Place(draft_id=editor.draft_id)
        drafting.save_stage(db, ANA, place, email(body="{{day_of_week}}"), click=f"c{number}", now=NOW)
    form = drafting.stage_form(db, ANA, editor.draft_id, "", now=NOW)

    shown = previewing.of_stage(db, ANA, form, email(body="Typed"), house=HOUSE, now=NOW)

    [stage] = shown.stages
    assert (shown.title, stage.number, stage.text) == ("Stage 3", 3, "Typed")
    assert stage.at is not None
    assert (stage.at - NOW).days >= 6


def test_a_draft_of_before_there_were_roles_is_read(db: Database) -> None:
    draft = drafting.dumped(SequenceDraft(name="Old"))
    draft.pop("role")

    assert drafting._CONTENT.validate_python(draft).role == ""
