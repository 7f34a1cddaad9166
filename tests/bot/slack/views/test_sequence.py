"""The editor of a sequence."""

from dataclasses import replace

import pytest

from bot.outreach.pictures import Editor
from bot.rules.drafts import Problem, SequenceDraft, StageDraft
from bot.slack.views import phrases, sequence
from storage.statuses import Access, DelayUnit, StageKind
from tests.bot.slack.views import cast, reading
from tests.bot.slack.views.cast import Json


def sections(view: Json) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]


def menus(view: Json) -> list[list[str]]:
    return [
        [one["text"]["text"] for one in menu["options"]] for menu in reading.elements_of(view, "overflow")
    ]


DRAFT = SequenceDraft(name="Backend, Berlin", access=Access.PERSONAL)
TYPED: dict[str, Json] = {
    "sequence_name": {"value": "Frontend"},
    "sequence_access": {"selected_option": {"value": "shared_use"}},
}


def test_what_was_typed_is_read_and_what_was_left_as_drawn_says_nothing() -> None:
    view = sequence.build(Editor(draft_id=7, draft=DRAFT))

    assert sequence.read(reading.typed_back(view, **TYPED)) == ("Frontend", Access.SHARED_USE)
    assert sequence.read(reading.typed_back(view)) == (None, None)
    assert sequence.read_metadata(view) == sequence.Desk(draft_id=7, page=0)


def test_a_name_given_in_another_window_replaces_what_stands_in_this_one() -> None:
    typed = reading.typed_back(sequence.build(Editor(draft_id=7, draft=DRAFT)), **TYPED)

    same = sequence.again(
        Editor(draft_id=7, draft=replace(DRAFT, name="Frontend", access=Access.SHARED_USE)), typed
    )
    other = sequence.again(Editor(draft_id=7, draft=DRAFT), typed)

    assert "sequence_name:7:0" in {block["block_id"] for block in same["blocks"] if "block_id" in block}
    assert "sequence_name:7:1" in {block["block_id"] for block in other["blocks"] if "block_id" in block}


ROLE = replace(DRAFT, role="Backend Engineer")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ({}, None),
        ({"sequence_role": {"value": "Data Engineer"}}, "Data Engineer"),
        ({"sequence_role": {"value": None}}, ""),
        ({"sequence_role": {"value": " Backend  Engineer"}}, None),
    ],
)
def test_a_role_is_read_where_it_was_changed_or_emptied(typed: dict[str, Json], read: str | None) -> None:
    view = sequence.build(Editor(draft_id=7, draft=ROLE))

    assert sequence.read_role(reading.typed_back(view, **typed)) == read


def test_what_is_wrong_with_the_role_goes_under_it() -> None:
    view = sequence.build(Editor(draft_id=7, draft=ROLE))

    assert sequence.errors([Problem(field="role", text="No.")], view) == {"sequence_role:7:0": "No."}


def test_what_slack_leaves_out_is_not_cleared() -> None:
    assert sequence.read({"state": {"values": {}}}) == (None, None)


def test_a_name_keeps_its_block_while_it_is_typed_and_loses_it_with_the_draft() -> None:
    changes: list[Json] = [{}, {"page": 2}, {"draft_id": 8}]
    views = [sequence.build(cast.editor(30, resumed=False, problems=(), **change)) for change in changes]
    first, paged, other = (view["blocks"][0]["block_id"] for view in views)

    assert first == paged != other


def test_the_menu_of_pages_is_another_on_every_page_so_that_slack_shows_the_right_one() -> None:
    views = [sequence.build(cast.editor(30, page=page, resumed=False, problems=())) for page in (0, 1)]
    ids = [
        block["block_id"] for view in views for block in view["blocks"] if sequence.GO_TO_PAGE in str(block)
    ]

    assert ids == ["sequence_pages:0", "sequence_pages:1"]


def test_an_empty_editor_gives_three_tips() -> None:
    view = sequence.build(cast.editor(0, resumed=False))

    assert "name of its own" in sections(view)[0]
    assert reading.buttons(view) == ["Add stage"]


def test_only_an_empty_editor_offers_something_to_start_from() -> None:
    empty, begun = (sequence.build(cast.editor(count, resumed=False)) for count in (0, 1))
    tools = [
        one for one in reading.elements_of(empty, "static_select") if one["action_id"] == sequence.START_FROM
    ]

    assert [option["value"] for option in tools[0]["options"]] == list(phrases.STARTERS)
    assert sequence.START_FROM not in str(begun)


@pytest.mark.parametrize(
    ("page", "first", "buttons"),
    [
        pytest.param(0, "*1. Email*", ["Next", "Add stage", "Preview"], id="first page"),
        pytest.param(1, "*11. ", ["Previous", "Next", "Add stage", "Preview"], id="middle page"),
        pytest.param(2, "*21. ", ["Previous", "Add stage", "Preview"], id="last page"),
        pytest.param(99, "*21. ", ["Previous", "Add stage", "Preview"], id="a page that is gone"),
    ],
)
def test_stages_come_ten_a_page(page: int, first: str, buttons: list[str]) -> None:
    view = sequence.build(cast.editor(21, page=page, resumed=False, problems=()))

    assert sections(view)[0].startswith(first)
    assert [one for one in reading.buttons(view) if "Open" not in one] == buttons
    assert sequence.read_metadata(view).page == min(page, 2)


def test_the_first_stage_cannot_move_up_nor_the_last_one_down() -> None:
    view = sequence.build(cast.editor(3, resumed=False, problems=()))

    assert menus(view) == [
        ["Edit", "Move down", "Duplicate", "Delete"],
        ["Edit", "Move up", "Move down", "Duplicate", "Delete"],
        ["Edit", "Move up", "Duplicate", "Delete"],
    ]


def test_a_menu_names_its_stage() -> None:
    view = sequence.build(cast.editor(12, page=1, resumed=False, problems=()))
    values = [one["value"] for one in reading.elements_of(view, "overflow")[1]["options"]]

    assert [sequence.read_menu(value) for value in values] == [
        ("edit", "s11"),
        ("up", "s11"),
        ("duplicate", "s11"),
        ("delete", "s11"),
    ]


def test_the_summary_adds_up_the_waiting() -> None:
    plan = (
        StageDraft(delay=9),
        StageDraft(delay=3),
        StageDraft(delay=2, delay_unit=DelayUnit.DAYS, kind=StageKind.INMAIL),
    )

    view = sequence.build(Editor(draft_id=1, draft=SequenceDraft(name="a", stages=plan)))

    assert view["blocks"][3]["elements"][0]["text"] == "3 stages · 3 business days + 2 days"


def test_a_new_sequence_says_that_it_has_no_stage_yet() -> None:
    view = sequence.build(Editor(draft_id=1, draft=SequenceDraft()))

    assert view["blocks"][3]["elements"][0]["text"] == "No stage yet"


def test_a_problem_stands_on_its_stage_and_on_top() -> None:
    wrong = Problem(field="body", text="Write what to say.", stage=11)

    view = sequence.build(cast.editor(12, page=1, resumed=False, problems=(wrong,)))

    assert view["blocks"][0]["text"]["text"] == "Stage 12: Write what to say."
    assert ":warning: Write what to say." in sections(view)[1]


def test_a_problem_with_the_name_goes_under_the_name() -> None:
    view = sequence.build(cast.editor(1))
    problems = [Problem(field="name", text="Taken."), Problem(field="body", text="Empty.", stage=0)]

    assert sequence.errors(problems, view) == {"sequence_name:7:0": "Taken."}


def test_a_resumed_draft_can_be_thrown_away_after_one_more_question() -> None:
    view = sequence.build(cast.editor(3))
    discard = next(
        one for one in reading.elements_of(view, "button") if one["action_id"] == sequence.DISCARD_DRAFT
    )

    assert discard["confirm"]["confirm"]["text"] == "Start afresh"
