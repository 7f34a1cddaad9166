"""Sequences go out as YAML and come in again, as a draft of whoever brings them."""

from dataclasses import replace

import pytest

from bot.outreach.people import Who
from bot.outreach.plans import attaching, authoring, carrying, drafting
from bot.outreach.plans.carrying import Imported
from bot.refusals import Gone
from bot.rules import drafts, scripts, templates
from bot.rules.drafts import SequenceDraft
from bot.rules.scripts import Script
from bot.slack.views import phrases
from storage import attachments
from storage.attachments import File
from storage.database import Database
from storage.statuses import Access, StageKind
from tests import builders, tree
from tests.builders import ANA, BEN, NOW, by_hand, email

PLAN = SequenceDraft(
    name="Frontend", access=Access.PERSONAL, stages=(email(0), email(3, body="Again?"), by_hand())
)


def brought(db: Database, text: str, who: Who = ANA) -> Imported:
    found = carrying.bring_in(db, who, text, now=NOW)
    assert isinstance(found, Imported), found
    return found


def test_what_was_exported_is_imported_as_it_was(db: Database) -> None:
    sequence = builders.make_sequence(db, *PLAN.stages, name=PLAN.name, access=Access.SHARED_VIEW)

    made = carrying.export(db, BEN, sequence.id, now=NOW)
    found = brought(db, made.text, BEN)

    assert made.name == "Frontend"
    assert found.editor.draft == replace(PLAN, access=Access.SHARED_VIEW)


def test_an_import_is_a_draft_of_ones_own_and_waits_on_the_desk(db: Database) -> None:
    found = brought(db, scripts.write(PLAN))
    drafting.park(db, ANA, found.editor.draft_id, now=NOW)

    resumed = drafting.open_editor(db, ANA, name="", now=NOW)

    assert (resumed.draft_id, resumed.draft, resumed.sequence_id) == (found.editor.draft_id, PLAN, None)
    with pytest.raises(Gone):
        authoring.save(db, BEN, found.editor.draft_id, typed=(None, None), now=NOW)


def test_a_name_that_is_taken_is_said_in_the_editor(db: Database) -> None:
    builders.make_sequence(db, name="frontend")

    found = brought(db, scripts.write(PLAN))

    assert [problem.field for problem in found.editor.problems] == ["name"]
    assert "already have a sequence named" in found.editor.problems[0].text


def test_problems_of_a_stage_are_said_at_the_stage(db: Database) -> None:
    wrong = replace(
        PLAN, stages=(email(0, body="Hi {{fist_name}}"), by_hand(kind=StageKind.CONNECTION, body="x" * 301))
    )

    problems = brought(db, scripts.write(wrong)).editor.problems

    assert [(problem.stage, problem.field) for problem in problems] == [(0, "body"), (1, "body")]


def test_files_have_to_be_attached_again(db: Database) -> None:
    (kept,) = attaching.keep(
        db, ANA, [File(name="plan.pdf", kind="application/pdf", content=b"%PDF")], now=NOW
    )
    sequence = builders.make_sequence(db, email(0, attachments=(kept,)))

    found = brought(db, carrying.export(db, ANA, sequence.id, now=NOW).text)

    assert found.editor.draft.stages[0].attachments == ()
    assert found.left_behind == ("Stage 1: attach plan.pdf again; files do not travel.",)
    with db.transaction() as tx:
        assert attachments.named(tx, ANA.team, {kept.id})


def test_what_cannot_be_read_puts_nothing_on_the_desk(db: Database) -> None:
    faults = carrying.bring_in(db, ANA, "name: A\nstage: []\n", now=NOW)

    assert isinstance(faults, tuple)
    assert drafting.open_editor(db, ANA, name="", now=NOW).draft == SequenceDraft()


@pytest.mark.parametrize("access", [Access.PERSONAL, Access.CONFIDENTIAL])
def test_nobody_exports_what_they_may_not_see(db: Database, access: Access) -> None:
    sequence = builders.make_sequence(db, access=access)

    with pytest.raises(Gone):
        carrying.export(db, BEN, sequence.id, now=NOW)


def test_the_editor_offers_every_starter_there_is() -> None:
    files = [name for name in tree.files() if name.startswith("bot/starters/")]

    assert list(phrases.STARTERS) == list(carrying.STARTERS)
    assert files == sorted(f"bot/starters/{name}.yaml" for name in carrying.STARTERS)
    assert carrying.starter_stages("gone") == ()


@pytest.mark.parametrize("name", carrying.STARTERS)
def test_a_starter_is_ready_to_be_sent_to_somebody_with_only_a_first_name(name: str) -> None:
    draft = carrying.starters()[name]
    sources = [text for stage in draft.stages for text in (stage.subject, stage.body)]

    assert drafts.problems(draft) == ()
    assert 3 <= len(draft.stages) <= 4
    assert set(templates.needed(*sources)) <= {"first_name", "sender_first_name", "sender_full_name"}


@pytest.mark.parametrize("name", carrying.STARTERS)
def test_a_starter_stands_in_its_file_as_an_export_would_write_it(name: str) -> None:
    lines = tree.text(f"bot/starters/{name}.yaml").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("#"))

    script = scripts.read(text)

    assert isinstance(script, Script)
    assert scripts.write(script.draft) == text
