"""A stage that was deleted by mistake is put back with every word of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.outreach.pictures import Editor
from bot.outreach.plans import drafting
from bot.outreach.plans.drafting import Screen
from bot.refusals import Gone
from bot.rules.drafts import SequenceDraft
from storage.database import Database
from tests.bot.outreach.plans.test_drafting import add, doubled, opened
from tests.builders import ANA, BEN, NOW, by_hand, email

WORDS = "Hello {{first_name}}, " + "a sentence that took some time. " * 40


def three(db: Database) -> Editor:
    editor = add(db, add(db, opened(db), email(), "c1"), email(body=WORDS), "c2")
    return add(db, editor, by_hand(), "c3")


def without(key: str) -> Callable[[SequenceDraft], SequenceDraft]:
    return lambda draft: replace(draft, stages=tuple(one for one in draft.stages if one.key != key))


def change(
    db: Database, editor: Editor, edit: Callable[[SequenceDraft], SequenceDraft] | None, click: str
) -> Editor:
    return drafting.change(db, ANA, editor.draft_id, edit, screen=Screen(click=click), now=NOW)


def put_back(db: Database, editor: Editor, key: str, click: str = "back") -> Editor:
    return drafting.put_back(db, ANA, editor.draft_id, key, screen=Screen(click=click), now=NOW)


def test_a_deleted_stage_comes_back_where_it_stood(db: Database) -> None:
    editor = three(db)
    gone = editor.draft.stages[1]
    deleted = change(db, editor, without(gone.key), "d")
    turned = change(db, deleted, None, "page")

    back = put_back(db, turned, gone.key)

    assert turned.deleted is not None
    assert back.draft.stages == editor.draft.stages
    assert [one.key for one in back.draft.stages] == [one.key for one in editor.draft.stages]
    assert back.deleted is None


def test_putting_it_back_twice_puts_it_back_once(db: Database) -> None:
    editor = three(db)
    gone = editor.draft.stages[1].key
    change(db, editor, without(gone), "d")

    put_back(db, editor, gone, "back")
    again = put_back(db, editor, gone, "back, too")

    assert len(again.draft.stages) == 3


def test_only_what_was_deleted_last_comes_back(db: Database) -> None:
    editor = three(db)
    first, second, _ = editor.draft.stages
    change(db, editor, without(first.key), "d1")
    change(db, editor, without(second.key), "d2")

    with pytest.raises(Gone, match="no longer be put back"):
        put_back(db, editor, first.key)

    assert len(put_back(db, editor, second.key).draft.stages) == 2


def test_whatever_is_done_next_lets_it_go(db: Database) -> None:
    editor = three(db)
    gone = editor.draft.stages[1].key
    change(db, editor, without(gone), "d")

    assert change(db, editor, doubled, "x").deleted is None
    change(db, editor, without(editor.draft.stages[0].key), "d2")
    assert add(db, editor, email(), "c9").deleted is None


def test_nobody_else_puts_it_back(db: Database) -> None:
    editor = three(db)
    gone = editor.draft.stages[1].key
    change(db, editor, without(gone), "d")

    with pytest.raises(Gone):
        drafting.put_back(db, BEN, editor.draft_id, gone, screen=Screen(click="x"), now=NOW)
