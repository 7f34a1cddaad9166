"""The offline check finds what Slack would refuse."""

import pytest

from bot.slack.views import check, parts
from bot.slack.views.parts import Json

SECTION = parts.section("hello")
NAME = parts.field("name", "Name", parts.text_input("name_typed"))


def modal(*blocks: Json, submit: str = "Save", **more: object) -> Json:
    return parts.modal("form", "Form", blocks, submit=submit) | more


def message(*blocks: Json) -> Json:
    return {"text": "hello", "blocks": list(blocks)}


def chart(**more: object) -> Json:
    series = [{"name": "a", "data": [{"label": "x", "value": 1}]}]
    bars = {"type": "bar", "series": series, "axis_config": {"categories": ["x"]}}
    return {"type": "data_visualization", "title": "t", "chart": bars | more}


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param(modal(SECTION, NAME), id="a modal"),
        pytest.param({"type": "home", "blocks": [SECTION]}, id="a Home tab"),
        pytest.param(message(SECTION, chart()), id="a message"),
    ],
)
def test_a_good_one_has_no_faults(thing: Json) -> None:
    assert check.faults(thing) == []


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        pytest.param(modal(), "1 to 100 blocks", id="no block"),
        pytest.param(modal(*[SECTION] * 101), "1 to 100 blocks", id="too many blocks"),
        pytest.param(modal(NAME, submit=""), "needs a submit", id="input without submit"),
        pytest.param(modal(NAME, NAME), "used twice", id="one block_id twice"),
        pytest.param(
            modal(SECTION, private_metadata="x" * 3_001), "private_metadata", id="metadata too long"
        ),
        pytest.param(modal(SECTION, title=parts.plain("x" * 25, 99)), "title has 25", id="title too long"),
        pytest.param(modal(SECTION, callback_id=""), "callback_id", id="no callback_id"),
        pytest.param(modal(SECTION, type="page"), "cannot be a page", id="no such view"),
        pytest.param(modal(chart()), "in message only", id="chart in a modal"),
        pytest.param(modal(parts.section("a") | {"x": "y" * 260_000}), "larger than", id="too large"),
        pytest.param(
            {"type": "home", "blocks": [parts.alert("x")]}, "in modal only", id="alert outside a modal"
        ),
        pytest.param({"type": "home", "blocks": [SECTION], "title": {}}, "no title", id="Home with a title"),
        pytest.param(message(NAME), "home, modal only", id="input in a message"),
        pytest.param(message(SECTION) | {"text": " "}, "needs a text", id="no text"),
        pytest.param(message(SECTION) | {"text": "x" * 3_501}, "longer than 3500", id="text too long"),
        pytest.param(message(SECTION) | {"channel": "C1"}, "no channel", id="more than a message"),
        pytest.param(message(*[SECTION] * 41), "1 to 40 blocks", id="more blocks than the house allows"),
        pytest.param(message(*[parts.section("x" * 2_900)] * 4), "10000 characters", id="too much text"),
        pytest.param(message(chart(), chart(), chart()), "2 charts", id="three charts"),
        pytest.param(message({"type": "section"}), "a text or fields", id="empty section"),
        pytest.param(message({"type": "hologram"}), "no such block", id="unknown block"),
        pytest.param(message(parts.context()), "1 to 10 elements", id="empty context"),
        pytest.param(message(parts.actions()), "1 to 25 elements", id="empty actions"),
        pytest.param(
            message(parts.actions(parts.button("a", "x"), parts.button("b", "x"))),
            "used twice",
            id="action twice",
        ),
        pytest.param(
            message(
                parts.actions(
                    parts.button("a", "x", style="primary"), parts.button("b", "y", style="primary")
                )
            ),
            "one primary",
            id="two primary buttons",
        ),
        pytest.param(message(parts.actions(NAME["element"])), "not allowed here", id="input among buttons"),
        pytest.param(message(parts.actions(parts.select("x", []))), "1 to 100 options", id="empty menu"),
        pytest.param(
            message(parts.section("x", accessory=parts.overflow("x", [parts.option("a", "")]))),
            "value has 1 to 150",
            id="option without value",
        ),
        pytest.param(
            message(parts.actions(parts.select("x", [parts.option("a", "1"), parts.option("b", "1")]))),
            "same value",
            id="two options alike",
        ),
        pytest.param(
            message(
                parts.actions(
                    parts.select("x", [parts.option("a", "1")]) | {"initial_option": parts.option("b", "2")}
                )
            ),
            "none of the options",
            id="starts with what is not there",
        ),
        pytest.param(message({"type": "divider", "block_id": "\ud800"}), "as JSON", id="cannot be written"),
        pytest.param(message({"type": "rich_text", "elements": []}), "needs elements", id="empty rich text"),
        pytest.param(
            message(
                {
                    "type": "rich_text",
                    "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": ""}]}],
                }
            ),
            "is empty",
            id="empty text in rich text",
        ),
        pytest.param(
            message({"type": "table", "rows": [[{"type": "raw_text", "text": "a"}], []]}),
            "columns",
            id="ragged table",
        ),
        pytest.param(message(chart(series=[])), "1 to 6 series", id="chart of nothing"),
        pytest.param(
            message(chart(axis_config={"categories": ["y"]})), "every category", id="holes in a chart"
        ),
        pytest.param(
            message(chart(type="pie", segments=[{"label": "a", "value": 0}])), "above 0", id="empty slice"
        ),
        pytest.param(message(chart(type="radar")), "no such chart", id="unknown chart"),
    ],
)
def test_a_fault_is_found(thing: Json, fault: str) -> None:
    assert any(fault in one for one in check.faults(thing))
