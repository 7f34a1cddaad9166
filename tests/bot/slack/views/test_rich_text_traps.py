"""Places where CommonMark would read something else than what was typed."""

import pytest

from bot.slack.views import rich_text
from tests.bot.slack.views.reading import Json


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words} | ({"style": style} if style else {})


def link(words: str, **style: bool) -> Json:
    return {"type": "link", "url": "https://a.example/(x)", "text": words} | (
        {"style": style} if style else {}
    )


@pytest.mark.parametrize(
    "elements",
    [
        pytest.param([text("a"), text('"b"', bold=True), text("c")], id="a bold quotation within a word"),
        pytest.param(
            [text("a", bold=True), text("b", italic=True), text("c", bold=True)], id="style beside style"
        ),
        pytest.param([text("a", strike=True, bold=True), text("b")], id="two styles end within a word"),
        pytest.param([text("look!"), link("here")], id="an exclamation mark before a link is no image"),
        pytest.param([link("]:", code=True)], id="a link to code is no definition"),
        pytest.param([text("`", code=True), text("``", code=True, bold=True)], id="backticks in code"),
        pytest.param([text("---")], id="no rule"),
        pytest.param([text("a\n===")], id="no heading under a line"),
        pytest.param([text("+ a\n12) b\n# c\n> d")], id="no list, heading or quotation"),
        pytest.param([text("&copy; &#33; AT&T")], id="no entity"),
        pytest.param([text("<b> https://a.example www.example.com")], id="no HTML and no link of itself"),
        pytest.param([text("C:\\dir\\*")], id="backslashes"),
        pytest.param([text("a ~~b~~ ~5")], id="tildes"),
        pytest.param([text("snake_case _x_ {{first_name}}_")], id="underscores"),
        pytest.param([link("a"), link("a")], id="two links side by side"),
    ],
)
def test_it_comes_back_as_it_was_typed(elements: list[Json]) -> None:
    typed = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}

    assert rich_text.from_markdown(rich_text.to_markdown(typed)) == typed


def test_two_ordered_lists_side_by_side_stay_two() -> None:
    item = {"type": "rich_text_section", "elements": [text("a")]}
    one = {"type": "rich_text_list", "style": "ordered", "indent": 0, "elements": [item, item]}
    typed = {"type": "rich_text", "elements": [one, one]}

    assert rich_text.from_markdown(rich_text.to_markdown(typed)) == typed


def test_an_indent_that_jumps_is_brought_back_to_one_level() -> None:
    item = {"type": "rich_text_section", "elements": [text("a")]}
    deep = {"type": "rich_text_list", "style": "bullet", "indent": 5, "elements": [item]}

    assert rich_text.to_markdown({"elements": [deep | {"indent": 0}, deep]}) == "- a\n  - a"
