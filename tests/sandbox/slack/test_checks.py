"""What Slack takes and what it refuses, block by block."""

import copy
from typing import Any

import pytest

from sandbox.slack.checks import messages, options, views
from tests.sandbox.slack import samples, valid_blocks

Block = dict[str, Any]


def problems(surface: str, *blocks: Any) -> list[str]:
    """Check blocks on a surface."""
    if surface == "message":
        return messages.check_blocks(list(blocks))
    if surface == "home":
        return views.check({"type": "home", "blocks": list(blocks)})
    return views.check(samples.modal(*blocks))


@pytest.mark.parametrize(("surface", "block"), valid_blocks.params())
def test_a_proper_block_is_taken(surface: str, block: Block) -> None:
    assert problems(surface, block) == []


@pytest.mark.parametrize(("surface", "block"), valid_blocks.params())
def test_a_field_nobody_knows_is_refused(surface: str, block: Block) -> None:
    (problem, *_) = problems(surface, {**block, "colour": "red"})
    assert "invalid additional property: colour" in problem


@pytest.mark.parametrize(
    "block", [pytest.param(block, id=name) for name, block in valid_blocks.REQUIRING.items()]
)
def test_a_required_field_cannot_be_left_out(block: Block) -> None:
    kind, name = block["type"], valid_blocks.REQUIRED[block["type"]]
    without = {key: value for key, value in block.items() if key != name}
    surface = "modal" if kind in {"alert", "input"} else "message"
    assert any(f"missing required field: {name}" in problem for problem in problems(surface, without))


@pytest.mark.parametrize(
    ("surface", "kind"),
    [
        pytest.param("message", "alert", id="an alert in a message"),
        pytest.param("home", "alert", id="an alert on the Home tab"),
        pytest.param("modal", "data_visualization", id="a chart in a modal"),
        pytest.param("home", "data_visualization", id="a chart on the Home tab"),
        pytest.param("modal", "table", id="a table in a modal"),
        pytest.param("modal", "markdown", id="markdown in a modal"),
        pytest.param("modal", "carousel", id="a carousel in a modal"),
        pytest.param("home", "context_actions", id="context actions on the Home tab"),
    ],
)
def test_a_block_on_a_surface_that_does_not_take_it_is_refused(surface: str, kind: str) -> None:
    block = next(one for _, one in valid_blocks.BLOCKS if one["type"] == kind)
    assert any(f"{kind} is not supported in a {surface}" in problem for problem in problems(surface, block))


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        pytest.param(
            {"type": "header", "text": samples.plain("x" * 151)},
            "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]",
            id="a header of 151",
        ),
        pytest.param(
            {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
            "[ERROR] must be one of: plain_text [json-pointer:/blocks/0/text/type]",
            id="a header in mrkdwn",
        ),
        pytest.param(
            samples.section("x" * 3_001),
            "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
            id="a section of 3001",
        ),
        pytest.param(
            samples.section(""),
            "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]",
            id="an empty section",
        ),
        pytest.param({"type": "section"}, "[ERROR] missing required field: text [json-pointer:/blocks/0]", id="none"),
        pytest.param(
            {"type": "section", "fields": [samples.plain("x")] * 11},
            "[ERROR] no more than 10 items allowed [json-pointer:/blocks/0/fields]",
            id="eleven fields",
        ),
        pytest.param(
            samples.buttons(*[samples.button(str(number)) for number in range(26)]),
            "[ERROR] no more than 25 items allowed [json-pointer:/blocks/0/elements]",
            id="26 buttons",
        ),
        pytest.param(
            {"type": "context", "elements": [samples.plain("x")] * 11},
            "[ERROR] no more than 10 items allowed [json-pointer:/blocks/0/elements]",
            id="eleven in a context",
        ),
        pytest.param(
            samples.buttons(samples.button("a"), samples.button("a")),
            '[ERROR] `action_id` "a" already exists [json-pointer:/blocks/0]',
            id="one action_id twice",
        ),
        pytest.param(
            samples.buttons(samples.button("a", text=samples.plain("x" * 76))),
            "[ERROR] must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
            id="a button of 76",
        ),
        pytest.param(
            samples.buttons({"type": "plain_text_input", "action_id": "a"}),
            "[ERROR] unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
            id="an input among buttons",
        ),
        pytest.param(
            {"type": "marquee"}, "[ERROR] unsupported type: marquee [json-pointer:/blocks/0/type]", id="no such block"
        ),
        pytest.param(
            {"type": "image", "alt_text": "x"},
            "[ERROR] exactly one of image_url or slack_file is required [json-pointer:/blocks/0]",
            id="an image of nothing",
        ),
    ],
)  # fmt: skip
def test_a_wrong_block_is_refused_at_its_place(block: Block, problem: str) -> None:
    assert problems("message", block) == [problem]


@pytest.mark.parametrize(
    "element",
    [
        pytest.param({"type": "static_select"}, id="a select without options"),
        pytest.param(
            {"type": "static_select", "options": [samples.option(str(n)) for n in range(101)]}, id="101"
        ),
        pytest.param(
            {
                "type": "static_select",
                "options": [samples.option("a")],
                "initial_option": samples.option("b"),
            },
            id="an initial option that is not offered",
        ),
        pytest.param({"type": "static_select", "options": [samples.option("x" * 76)]}, id="an option of 76"),
        pytest.param(
            {"type": "radio_buttons", "options": [samples.option(str(n)) for n in range(11)]}, id="eleven"
        ),
        pytest.param({"type": "checkboxes", "options": []}, id="no checkbox"),
        pytest.param({"type": "plain_text_input", "max_length": 3_001}, id="text of 3001"),
        pytest.param({"type": "plain_text_input", "min_length": 9, "max_length": 8}, id="least over most"),
        pytest.param({"type": "number_input"}, id="a number that may or may not have decimals"),
        pytest.param(
            {"type": "number_input", "is_decimal_allowed": False, "min_value": 3}, id="a bare number"
        ),
        pytest.param({"type": "datepicker", "initial_date": "3 March"}, id="a date in words"),
        pytest.param({"type": "timepicker", "initial_time": "25:00"}, id="a 25th hour"),
        pytest.param({"type": "datetimepicker", "initial_date_time": 12}, id="a moment in 1970"),
        pytest.param({"type": "file_input", "max_files": 11}, id="eleven files"),
        pytest.param({"type": "rich_text_input", "min_lines": 5, "max_lines": 2}, id="lines least over most"),
        pytest.param({"type": "multi_users_select", "max_selected_items": 0}, id="nobody may be chosen"),
        pytest.param({"type": "conversations_select", "filter": {}}, id="an empty filter"),
        pytest.param(
            {"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": []}}, id="never"
        ),
        pytest.param({"type": "button", "text": samples.plain("x")}, id="a button in an input"),
        pytest.param(
            {"type": "users_select", "placeholder": samples.plain("x" * 151)}, id="a long placeholder"
        ),
    ],
)
def test_a_wrong_element_is_refused(element: Block) -> None:
    assert problems("modal", samples.field("x", {**element, "action_id": "value"}))


def chart(**also: Any) -> Block:
    """Write a bar chart that fits."""
    block = copy.deepcopy(next(one for _, one in valid_blocks.BLOCKS if one.get("title") == "Replies"))
    block["chart"] |= also
    return block


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        pytest.param([chart()] * 3, "no more than 2 charts", id="three charts"),
        pytest.param([chart(series=[])], "no less than 1 items", id="a chart of nothing"),
        pytest.param(
            [chart(series=[{"name": "a", "data": [{"label": "Mon", "value": 1}]}])],
            "one value for every category",
            id="a category without a value",
        ),
        pytest.param(
            [{"type": "data_visualization", "title": "P", "chart": {"type": "pie", "segments": [
                {"label": "a", "value": 0}]}}],
            "must be more than 0",
            id="an empty slice",
        ),
        pytest.param([{**chart(), "title": "x" * 51}], "less than 51 characters", id="a long title"),
        pytest.param(
            [{"type": "markdown", "text": "x" * 6_001}] * 2, "12000 characters in markdown", id="too much markdown"
        ),
        pytest.param(
            [{"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 10_001}]]}],
            "10000 characters in table",
            id="too much table",
        ),
        pytest.param(
            [{"type": "data_table", "caption": "c", "rows": [[{"type": "raw_text", "text": "h"}]]}],
            "no less than 2 items",
            id="a header without rows",
        ),
        pytest.param([samples.section()] * 51, "no more than 50 items", id="51 blocks"),
        pytest.param(
            [samples.section(block_id="a"), samples.section(block_id="a")], '"a" already exists', id="a block_id twice"
        ),
        pytest.param(["section"], "must be an object", id="a word for a block"),
    ],
)  # fmt: skip
def test_a_message_as_a_whole_has_its_limits(blocks: list[Any], words: str) -> None:
    assert any(words in problem for problem in problems("message", *blocks))


@pytest.mark.parametrize(
    ("view", "words"),
    [
        pytest.param(samples.modal(title=samples.plain("x" * 25)), "less than 25", id="a title of 25"),
        pytest.param(
            samples.modal(submit=None), "missing required field: submit", id="inputs without submit"
        ),
        pytest.param(samples.modal(private_metadata="x" * 3_001), "less than 3001", id="metadata of 3001"),
        pytest.param(samples.modal(callback_id="x" * 256), "less than 256", id="a callback_id of 256"),
        pytest.param(samples.modal(*[samples.section()] * 101), "no more than 100", id="101 blocks"),
        pytest.param(samples.modal(hash="1.a"), "invalid additional property: hash", id="a view sent back"),
        pytest.param(
            {"type": "home", "title": samples.plain("x"), "blocks": []}, "property: title", id="home title"
        ),
        pytest.param({"type": "tab", "blocks": []}, "unsupported type: tab", id="no such view"),
        pytest.param({"type": "modal", "blocks": []}, "missing required field: title", id="no title"),
        pytest.param(
            samples.modal(
                samples.field("a", {"focus_on_load": True}), samples.field("b", {"focus_on_load": True})
            ),
            "only one element may have focus_on_load",
            id="two in focus",
        ),
        pytest.param(
            samples.modal(samples.field("f", {"type": "file_input"}, dispatch_action=True)),
            "must be false for a file_input",
            id="a file input that dispatches",
        ),
    ],
)
def test_a_view_as_a_whole_has_its_limits(view: Block, words: str) -> None:
    assert any(words in problem for problem in views.check(view))


@pytest.mark.parametrize(
    ("answer", "sound"),
    [
        pytest.param({"options": []}, True, id="nothing matches"),
        pytest.param({"options": [samples.option("a")]}, True, id="one"),
        pytest.param({"option_groups": [{"label": samples.plain("g"), "options": [samples.option("a")]}]}, True,
                     id="grouped"),
        pytest.param({"options": [samples.option(str(number)) for number in range(101)]}, False, id="101"),
        pytest.param({"options": [{"text": "a", "value": "a"}]}, False, id="text that is no object"),
        pytest.param({}, False, id="nothing at all"),
    ],
)  # fmt: skip
def test_offered_options_have_their_limits(answer: Block, sound: bool) -> None:
    assert (options.check_answer(answer) == []) is sound
