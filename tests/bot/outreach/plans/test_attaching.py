"""Files of a stage: attached once, carried along with the plan, and put into the mail."""

import email as mails
from dataclasses import replace
from email import policy
from typing import Any

import pytest

from bot.outreach.outgoing import planning
from bot.outreach.outgoing.planning import Outgoing
from bot.outreach.pictures import Editor
from bot.outreach.plans import attaching, authoring, drafting
from bot.outreach.plans.attaching import Addressed, Desk
from bot.outreach.plans.authoring import Saved
from bot.outreach.plans.drafting import Place, Screen
from bot.refusals import Gone, Refusal
from bot.rules.attachments import MEGABYTE, Attached
from bot.rules.drafts import StageDraft
from storage import sequences
from storage.attachments import File
from storage.database import Database
from storage.statuses import StageKind
from tests import builders
from tests.builders import ANA, AT_ONCE, BEN, NOW, by_hand, email

PLAN = File(name="plan.pdf", kind="application/pdf", content=b"%PDF\x00\xff")
FIRST = email(0)


def on_desk(db: Database, *stages: StageDraft) -> Editor:
    editor = drafting.open_editor(db, ANA, name="Backend", now=NOW)
    for number, stage in enumerate(stages or (FIRST,)):
        place = Place(draft_id=editor.draft_id)
        kept = drafting.save_stage(db, ANA, place, stage, click=f"c{number}", now=NOW)
        assert isinstance(kept, Editor), kept
        editor = kept
    return editor


def attach(db: Database, editor: Editor, *files: File, index: int = 0, **changes: Any) -> Desk:
    place = Place(draft_id=editor.draft_id, key=editor.draft.stages[index].key)
    to = Addressed(place=place, stage=replace(FIRST, **changes))
    return attaching.attach(db, ANA, to, files or (PLAN,), now=NOW)


def save(db: Database, editor: Editor) -> Saved:
    saved = authoring.save(db, ANA, editor.draft_id, typed=("Backend", None), now=NOW)
    assert isinstance(saved, Saved), saved
    return saved


def sequence_id(db: Database) -> int:
    with db.reading() as tx:
        found = sequences.by_name(tx, builders.TEAM, "Backend")
        assert found is not None
        return found.id


def names(stages: tuple[StageDraft, ...]) -> list[list[str]]:
    return [[file.name for file in stage.attachments] for stage in stages]


def test_a_file_is_attached_once_however_often_it_is_done(db: Database) -> None:
    editor = on_desk(db)

    first, again = attach(db, editor), attach(db, editor)

    assert [(file.name, file.size) for file in again.editor.draft.stages[0].attachments] == [("plan.pdf", 6)]
    assert again == first


def test_a_new_stage_is_found_by_what_it_says(db: Database) -> None:
    editor = on_desk(db, by_hand(0), FIRST)

    desk = attach(db, editor)

    assert (desk.index, names(desk.editor.draft.stages)) == (1, [[], ["plan.pdf"]])


def test_a_stage_that_moved_while_its_file_came_gets_it_all_the_same(db: Database) -> None:
    editor = on_desk(db, FIRST, by_hand())
    drafting.change(
        db, ANA, editor.draft_id, lambda draft: replace(draft, stages=draft.stages[::-1]),
        screen=Screen(click="up"), now=NOW,
    )  # fmt: skip

    assert names(attach(db, editor).editor.draft.stages) == [[], ["plan.pdf"]]


def test_a_stage_that_was_taken_out_meanwhile_refuses_its_file(db: Database) -> None:
    with pytest.raises(Gone, match="was changed while its files were on their way"):
        attach(db, on_desk(db), body="Something else")


def test_too_much_together_is_refused_and_changes_nothing(db: Database) -> None:
    editor = on_desk(db)
    attach(db, editor, replace(PLAN, content=b"x" * (6 * MEGABYTE)))

    with pytest.raises(Refusal, match="an email takes 10 MB"):
        attach(db, editor, File(name="film.mp4", kind="video/mp4", content=b"x" * (5 * MEGABYTE)))

    form = drafting.stage_form(db, ANA, editor.draft_id, editor.draft.stages[0].key, now=NOW)
    assert [file.name for file in form.stage.attachments] == ["plan.pdf"]


def test_files_are_carried_through_saving_editing_and_cloning(db: Database) -> None:
    saved = save(db, attach(db, on_desk(db, FIRST, by_hand())).editor)

    edited = authoring.edit(db, ANA, sequence_id(db), now=NOW)
    cloned = authoring.clone(db, ANA, sequence_id(db), now=NOW)

    assert names(saved.stages) == [["plan.pdf"], []]
    assert edited.draft.stages == cloned.draft.stages == saved.stages


def test_a_new_version_without_the_file_leaves_the_old_one_its_file(db: Database) -> None:
    save(db, attach(db, on_desk(db)).editor)
    edited = authoring.edit(db, ANA, sequence_id(db), now=NOW)
    place = Place(draft_id=edited.draft_id, key=edited.draft.stages[0].key)
    drafting.save_stage(db, ANA, place, FIRST, click="without", now=NOW)

    save(db, edited)

    with db.reading() as tx:
        sequence = sequences.get(tx, sequence_id(db))
        assert sequence is not None
        kept = [[len(stage.attachments) for stage in version.stages] for version in sequence.versions]
    assert kept == [[1], [0]]


def test_a_stage_that_is_no_email_any_more_gives_its_files_up(db: Database) -> None:
    editor = attach(db, on_desk(db)).editor
    call = replace(editor.draft.stages[0], kind=StageKind.CALL)

    place = Place(draft_id=editor.draft_id, key=editor.draft.stages[0].key)
    kept = drafting.save_stage(db, ANA, place, call, click="call", now=NOW)

    assert isinstance(kept, Editor)
    assert names(kept.draft.stages) == [[]]


def test_a_file_of_another_workspace_is_never_saved(db: Database) -> None:
    theirs = replace(BEN, team="T2")
    editor = drafting.open_editor(db, theirs, name="Theirs", now=NOW)
    place = Place(draft_id=editor.draft_id)
    drafting.save_stage(db, theirs, place, FIRST, click="c", now=NOW)
    secret = attaching.attach(db, theirs, Addressed(place=place, stage=FIRST), [PLAN], now=NOW)

    saved = save(db, on_desk(db, replace(FIRST, attachments=secret.editor.draft.stages[0].attachments)))
    with db.reading() as tx:
        assert sequences.latest(tx, sequence_id(db)).stages[0].attachments == []
    assert saved.name == "Backend"


def test_the_mail_holds_the_file_of_its_stage(db: Database) -> None:
    kept = attach(db, on_desk(db)).editor.draft.stages[0].attachments
    builders.make_mailbox(db, address="ana@acme.example")
    builders.make_enrollment(db, replace(FIRST, attachments=kept), house=AT_ONCE)
    lease = builders.claim(db, NOW)
    assert lease is not None

    mail = planning.next_outgoing(db, lease, AT_ONCE, NOW)

    assert isinstance(mail, Outgoing)
    message = mails.message_from_bytes(mail.mime, policy=policy.default)
    [file] = message.iter_attachments()
    assert (file.get_filename(), file.get_payload(decode=True)) == ("plan.pdf", PLAN.content)


def test_known_files_are_named_by_what_is_kept_not_by_what_was_said(db: Database) -> None:
    kept = attach(db, on_desk(db)).editor.draft.stages[0].attachments[0]
    claimed = Attached(id=kept.id, name="other.exe", size=1)

    with db.reading() as tx:
        [stage] = attaching.known(tx, builders.TEAM, [replace(FIRST, attachments=(claimed,))])

    assert stage.attachments == (kept,)
