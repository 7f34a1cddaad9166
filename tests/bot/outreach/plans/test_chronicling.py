"""Who did what to a sequence: written down with the deed, and told to whoever may see the sequence."""

from datetime import timedelta

import pytest

from bot.outreach.outgoing import breaking
from bot.outreach.people import Who
from bot.outreach.pictures import Editor
from bot.outreach.plans import authoring, carrying, drafting
from bot.outreach.plans.authoring import Saved
from bot.refusals import Gone, NotAllowed
from bot.rules import scripts
from bot.rules.drafts import SequenceDraft, StageDraft
from storage import enrollments
from storage.database import Database
from storage.household import Change
from storage.models import Sequence
from storage.statuses import Access, Deed, EnrollmentStatus, SequenceStatus
from tests import builders
from tests.builders import ANA, BEN, HOUSE, NOW, email

PLAN = SequenceDraft(name="Backend", stages=(email(),))


def written(db: Database, name: str = "Backend", access: Access = Access.SHARED_USE) -> int:
    editor = drafting.open_editor(db, ANA, name=name, now=NOW)
    place = drafting.Place(draft_id=editor.draft_id)
    drafting.save_stage(db, ANA, place, email(), click=name, now=NOW)
    return saved(db, editor, typed=(name, access))


def saved(db: Database, editor: Editor, typed: drafting.Typed = (None, None), who: Who = ANA) -> int:
    done = authoring.save(db, who, editor.draft_id, typed=typed, now=NOW)
    assert isinstance(done, Saved), done
    with db.transaction() as tx:
        return (
            max(row.id for row in tx.query(Sequence).all())
            if editor.sequence_id is None
            else editor.sequence_id
        )


def told(db: Database, sequence_id: int, who: Who = ANA) -> list[tuple[str, str, str]]:
    lines = carrying.history(db, who, sequence_id, now=NOW).lines
    return [(line.who, line.deed.value, line.before or line.why) for line in lines]


def test_writing_a_sequence_is_the_beginning_of_its_history(db: Database) -> None:
    sequence_id = written(db)

    (line,) = carrying.history(db, BEN, sequence_id, now=NOW).lines

    assert (line.who, line.deed, line.at, line.version) == (ANA.slack_id, Deed.CREATED, NOW, 1)


@pytest.mark.parametrize(
    ("typed", "change", "deeds"),
    [
        pytest.param((None, None), email(body="Other"), ["edited"], id="other words"),
        pytest.param(("Frontend", None), None, ["renamed"], id="another name"),
        pytest.param((None, Access.PERSONAL), None, ["access_changed"], id="for others"),
        pytest.param(
            ("A", Access.PERSONAL), email(body="B"), ["access_changed", "renamed", "edited"], id="all"
        ),
        pytest.param((None, None), None, ["edited"], id="saved as it was"),
    ],
)
def test_saving_says_what_was_changed(
    db: Database, typed: drafting.Typed, change: StageDraft | None, deeds: list[str]
) -> None:
    sequence_id = written(db)
    editor = authoring.edit(db, ANA, sequence_id, now=NOW)
    if change is not None:
        place = drafting.Place(draft_id=editor.draft_id, key=editor.draft.stages[0].key)
        drafting.save_stage(db, ANA, place, change, click="again", now=NOW)

    saved(db, editor, typed)

    assert [deed for _, deed, _ in told(db, sequence_id)] == [*deeds, "created"]


def test_an_edit_names_its_version_and_a_new_name_the_old_one(db: Database) -> None:
    sequence_id = written(db)
    editor = authoring.edit(db, ANA, sequence_id, now=NOW)
    saved(db, editor, ("Frontend", Access.SHARED_VIEW))
    editor = authoring.edit(db, ANA, sequence_id, now=NOW)
    saved(db, editor)

    edited, opened, renamed, _ = carrying.history(db, ANA, sequence_id, now=NOW).lines

    assert edited.version == 3
    assert (opened.before, opened.after) == ("shared_use", "shared_view")
    assert (renamed.before, renamed.after) == ("Backend", "Frontend")


def test_what_was_refused_is_not_written_down(db: Database) -> None:
    sequence_id = written(db)
    editor = authoring.edit(db, ANA, sequence_id, now=NOW)

    authoring.save(db, ANA, editor.draft_id, typed=("", None), now=NOW)
    with pytest.raises(NotAllowed):
        authoring.turn(db, BEN, sequence_id, SequenceStatus.PAUSED, now=NOW)

    assert len(told(db, sequence_id)) == 1


def test_pausing_resuming_and_archiving_are_told_the_newest_first(db: Database) -> None:
    sequence_id = written(db)
    for number, status in enumerate(("paused", "active", "archived"), 1):
        authoring.turn(db, ANA, sequence_id, SequenceStatus(status), now=NOW + timedelta(hours=number))

    assert [deed for _, deed, _ in told(db, sequence_id)] == ["archived", "resumed", "paused", "created"]


def test_the_breaker_pauses_in_the_name_of_overture(db: Database) -> None:
    sequence = builders.make_sequence(db, email())
    for number in range(20):
        enrollment = builders.make_enrollment(db, email(), address=f"p{number}.x@example.com")
        builders.went_out(db, enrollment)
        with db.transaction() as tx:
            row = enrollments.lock(tx, enrollment.id)
            row.status = EnrollmentStatus.BOUNCED if number < 4 else row.status

    with db.transaction() as tx:
        breaking.look(tx, tx.get_one(Sequence, sequence.id), HOUSE, NOW)

    assert told(db, sequence.id) == [("", "paused", "mail to 4 of 20 people came back")]


def test_a_copy_says_of_what_to_those_who_may_know(db: Database) -> None:
    original = written(db, "Secret", Access.PERSONAL)
    copy = saved(db, authoring.clone(db, ANA, original, now=NOW))

    assert told(db, copy, ANA) == [(ANA.slack_id, "cloned", "Secret")]
    assert told(db, copy, BEN) == [(ANA.slack_id, "cloned", "")]


def test_an_import_and_an_export_are_told(db: Database) -> None:
    imported = carrying.bring_in(db, ANA, scripts.write(PLAN), now=NOW)
    assert isinstance(imported, carrying.Imported)
    sequence_id = saved(db, imported.editor)

    carrying.export(db, BEN, sequence_id, now=NOW)
    carrying.export(db, BEN, sequence_id, now=NOW, again=True)

    assert told(db, sequence_id) == [(BEN.slack_id, "exported", ""), (ANA.slack_id, "imported", "")]


def test_a_draft_begun_afresh_is_an_import_no_more(db: Database) -> None:
    imported = carrying.bring_in(db, ANA, scripts.write(PLAN), now=NOW)
    assert isinstance(imported, carrying.Imported)
    empty = authoring.start_over(db, ANA, imported.editor.draft_id, now=NOW)
    place = drafting.Place(draft_id=empty.draft_id)
    drafting.save_stage(db, ANA, place, email(), click="c", now=NOW)

    assert told(db, saved(db, empty, ("Anew", None))) == [(ANA.slack_id, "created", "")]


def test_the_latest_twenty_are_told_and_that_there_is_older(db: Database) -> None:
    sequence_id = written(db)
    for number in range(20):
        carrying.export(db, ANA, sequence_id, now=NOW + timedelta(minutes=number + 1))

    found = carrying.history(db, ANA, sequence_id, now=NOW)

    assert len(found.lines) == 20
    assert found.more
    assert found.lines[0].at == NOW + timedelta(minutes=20)


def test_nobody_hears_of_what_they_may_not_see(db: Database) -> None:
    sequence_id = written(db, access=Access.CONFIDENTIAL)

    with pytest.raises(Gone):
        carrying.history(db, BEN, sequence_id, now=NOW)


def test_what_is_written_down_holds_nothing_of_a_candidate(db: Database) -> None:
    written(db)

    with db.transaction() as tx:
        (change,) = tx.query(Change).all()

        assert change.details == {"version": 1}
