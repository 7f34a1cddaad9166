"""A new plan that begins with the stages of another sequence."""

import pytest

from bot.outreach.pictures import Editor
from bot.outreach.plans import authoring, carrying, copying, drafting
from bot.outreach.plans.authoring import Saved
from bot.outreach.plans.drafting import Screen
from bot.refusals import Gone
from storage.database import Database
from storage.models import Sequence
from storage.statuses import Access, Deed
from tests import builders
from tests.bot.outreach.plans.test_drafting import add, opened
from tests.builders import ANA, BEN, NOW, by_hand, email


def start(db: Database, editor: Editor, sequence: Sequence, click: str = "c") -> Editor:
    screen = Screen(typed=("Data", None), click=click)
    return copying.start(db, BEN, editor.draft_id, sequence.id, screen=screen, now=NOW)


def test_what_one_may_see_is_offered_ones_own_first(db: Database) -> None:
    builders.make_sequence(db, email(), name="A of Ana", access=Access.SHARED_VIEW)
    builders.make_sequence(db, email(), name="B of Ana", access=Access.PERSONAL)
    builders.make_sequence(db, email(), name="C of Ben", who=BEN)

    assert [one.name for one in opened(db, who=BEN).copies] == ["C of Ben", "A of Ana"]


def test_a_copy_brings_the_stages_and_keeps_what_was_typed(db: Database) -> None:
    found = builders.make_sequence(db, email(), by_hand(), access=Access.SHARED_VIEW)
    with db.transaction() as tx:
        tx.get_one(Sequence, found.id).role = "Backend Engineer"

    editor = start(db, opened(db, who=BEN), found)
    saved = authoring.save(db, BEN, editor.draft_id, typed=(None, None), now=NOW)

    assert (editor.draft.name, editor.draft.role) == ("Data", "Backend Engineer")
    assert [one.body for one in editor.draft.stages] == [email().body, by_hand().body]
    assert editor.copies == ()
    assert isinstance(saved, Saved)
    with db.transaction() as tx:
        copy = tx.query(Sequence).filter(Sequence.name == "Data").one()
    assert [one.deed for one in carrying.history(db, BEN, copy.id, now=NOW).lines] == [Deed.CLONED]


def test_a_plan_that_was_begun_is_not_written_over(db: Database) -> None:
    found = builders.make_sequence(db, email(), by_hand(), access=Access.SHARED_VIEW)
    editor = add(db, opened(db), email(body="Mine"), "c1")

    after = copying.start(db, ANA, editor.draft_id, found.id, screen=Screen(click="c"), now=NOW)

    assert [one.body for one in after.draft.stages] == ["Mine"]


def test_nobody_copies_what_they_may_not_see(db: Database) -> None:
    hidden = builders.make_sequence(db, email(), access=Access.PERSONAL)

    with pytest.raises(Gone, match="no such sequence"):
        start(db, opened(db, who=BEN), hidden)

    assert drafting.open_editor(db, BEN, name="", now=NOW).draft.stages == ()
