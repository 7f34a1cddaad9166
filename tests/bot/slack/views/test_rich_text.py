"""Rich text to CommonMark and back."""

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from bot import refusals
from bot.slack.views import check, rich_text

Json = dict[str, Any]

STYLE_SETS: list[Json] = [
    {},
    {"bold": True},
    {"italic": True},
    {"strike": True},
    {"code": True},
    {"bold": True, "italic": True},
    {"bold": True, "strike": True},
    {"italic": True, "strike": True, "bold": True},
    {"bold": True, "code": True},
]
URLS = ["https://example.com/a_b?x=1&copy;=(2)", "https://example.org/", "mailto:ana@example.com"]
NASTY = "ab1 .*_~`[]()<>!#&;:+-=\\|{}\"'\u00e9\u20ac\U0001f600\u05d0\u00a0"

words = st.text(alphabet=NASTY, min_size=1, max_size=8)
pieces = st.sampled_from(
    [
        "{{first_name}}",
        "{{company|your team}}",
        "#{{last_name}}",
        "1. x",
        "- y",
        "# z",
        "> q",
        "---",
        "***",
        "\n",
        "\n\n\n",
    ]
)
texts = st.builds(
    lambda text, style: {"type": "text", "text": text, "style": style},
    words | pieces,
    st.sampled_from(STYLE_SETS),
)
links = st.builds(
    lambda text, url, style: {"type": "link", "url": url, "text": text, "style": style},
    words,
    st.sampled_from(URLS),
    st.sampled_from(STYLE_SETS),
)
emoji = st.sampled_from(["1f44b-1f3fd", "1f9d1-200d-1f4bb"]).map(
    lambda code: {"type": "emoji", "name": "some", "unicode": code}
)
inline = st.lists(texts | texts | links | emoji, min_size=1, max_size=5)
sections = st.builds(lambda elements: {"type": "rich_text_section", "elements": elements}, inline)
quotes = st.builds(lambda elements: {"type": "rich_text_quote", "elements": elements}, inline).filter(
    lambda quote: bool(lines_of(quote["elements"]))
)
fences = st.builds(
    lambda text: {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]},
    st.text(alphabet=NASTY + "\n", min_size=1, max_size=12),
)
lists = st.builds(
    lambda style, indent, offset, items: {
        "type": "rich_text_list",
        "style": style,
        "indent": indent,
        "offset": offset if style == "ordered" else 0,
        "elements": items,
    },
    st.sampled_from(["bullet", "ordered"]),
    st.integers(0, 3),
    st.sampled_from([0, 0, 0, 4, 99]),
    st.lists(sections, min_size=1, max_size=3),
)
documents = st.builds(
    lambda parts: {"type": "rich_text", "elements": parts},
    st.lists(sections | lists | lists | quotes | fences, min_size=1, max_size=5),
)


def lines_of(elements: list[Json]) -> list[list[Json]]:
    """Split into lines of merged pieces, spaces at the edges plain or gone: what an e-mail can show."""
    found: list[list[Json]] = [[]]
    for one in elements:
        style = {key: True for key, value in (one.get("style") or {}).items() if value}
        url = one.get("url", "")
        text = one.get("text") or url or shown_emoji(one)
        for place, piece in enumerate([text.replace("\n", " ")] if url else text.split("\n")):
            if place:
                found.append([])
            found[-1].append({"text": piece, "style": style, "url": url})
    lines = [trimmed(merged([part for one in merged(line) for part in split_edges(**one)])) for line in found]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def shown_emoji(one: Json) -> str:
    return "".join(chr(int(code, 16)) for code in one["unicode"].split("-"))


def split_edges(text: str, style: Json, url: str) -> list[Json]:
    core = text.strip()
    if not core and (url or not style.get("code")):
        return [{"text": text, "style": {}, "url": ""}]
    if url or style.get("code"):
        return [{"text": text, "style": style, "url": url}]
    start = text.index(core)
    return [
        {"text": text[:start], "style": {}, "url": ""},
        {"text": core, "style": style, "url": ""},
        {"text": text[start + len(core) :], "style": {}, "url": ""},
    ]


def merged(pieces: list[Json]) -> list[Json]:
    found: list[Json] = []
    for one in pieces:
        if not one["text"]:
            continue
        if found and not one["url"] and (found[-1]["style"], found[-1]["url"]) == (one["style"], one["url"]):
            found[-1] = {**one, "text": found[-1]["text"] + one["text"]}
        else:
            found.append(one)
    return found


def trimmed(line: list[Json]) -> list[Json]:
    while line and not line[-1]["text"].strip():
        line = line[:-1]
    while line and not line[0]["text"].strip():
        line = line[1:]
    if line and not line[0]["style"].get("code"):
        line = [{**line[0], "text": line[0]["text"].lstrip()}, *line[1:]]
    if line and not line[-1]["style"].get("code"):
        line = [*line[:-1], {**line[-1], "text": line[-1]["text"].rstrip()}]
    return line


def normal(document: Json) -> list[Any]:
    """Say what a document shows: sections joined, lists as numbered items, empty parts gone."""
    found: list[Any] = []
    numbers: list[tuple[str, int]] = []
    for part in document["elements"]:
        kind = part["type"]
        if kind != "rich_text_list":
            numbers = []
        if kind == "rich_text_list":
            level = min(part.get("indent", 0), len(numbers))
            number = part.get("offset", 0) + 1 if part["style"] == "ordered" else 0
            numbers = numbers[:level]
            for item in part["elements"]:
                found.append(("item", level, part["style"], number, lines_of(item["elements"])))
                number += 1 if part["style"] == "ordered" else 0
            numbers.append((part["style"], number))
        elif kind == "rich_text_preformatted":
            found.append(("fence", "".join(one["text"] for one in part["elements"])))
        elif kind == "rich_text_section" and found and found[-1][0] == "raw":
            ends = str(found[-1][1][-1].get("text", "")).endswith("\n") if found[-1][1] else True
            gap = [] if ends else [{"type": "text", "text": "\n"}]
            found[-1] = ("raw", found[-1][1] + gap + part["elements"])
        else:
            found.append(("raw" if kind == "rich_text_section" else "quote", part["elements"]))
    return settled(found)


def settled(found: list[Any]) -> list[Any]:
    shown = [(kind, lines_of(*rest)) if kind in {"raw", "quote"} else (kind, *rest) for kind, *rest in found]
    shown = [one for one in shown if one != ("quote", [])]
    while shown and shown[-1] == ("raw", []):
        shown.pop()
    while shown and shown[0] == ("raw", []):
        shown.pop(0)
    return shown


@settings(max_examples=300, deadline=None)
@given(documents)
def test_what_a_recruiter_typed_comes_back_the_same(document: Json) -> None:
    markdown = rich_text.to_markdown(document)

    assert normal(rich_text.from_markdown(markdown)) == (
        normal(document) or normal(rich_text.from_markdown(""))
    )


@settings(max_examples=200, deadline=None)
@given(documents)
def test_a_second_trip_changes_nothing(document: Json) -> None:
    markdown = rich_text.to_markdown(document)

    assert rich_text.to_markdown(rich_text.from_markdown(markdown)) == markdown


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_markdown_makes_rich_text_slack_takes(markdown: str) -> None:
    block = rich_text.from_markdown(markdown)

    assert check.faults({"text": "x", "blocks": [block]}) == []


def document(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param(
            section(text("Hi {{first_name}},")), "Hi {{first_name}},", id="a token keeps its underscore"
        ),
        pytest.param(section(text("{{company|your team}}")), "{{company|your team}}", id="a fallback stays"),
        pytest.param(
            section(text("#{{sender_full_name}}")), "#{{sender_full_name}}", id="the other spelling stays"
        ),
        pytest.param(section(text("a\nb\n\nc")), "a\\\nb\n\nc", id="line breaks and paragraphs"),
        pytest.param(section(text("a\n\n\nb")), "a\\\n&nbsp;\n\nb", id="two empty lines"),
        pytest.param(section(text("now", bold=True), text("!")), "**now**!", id="bold"),
        pytest.param(section(text("now ", bold=True), text("go")), "**now** go", id="bold with its space"),
        pytest.param(section(text("2 * 3 * 4")), "2 \\* 3 \\* 4", id="stars are stars"),
        pytest.param(section(text("1. not a list")), "1\\. not a list", id="a number is a number"),
        pytest.param(
            section({"type": "link", "url": "https://a.example"}), "<https://a.example>", id="bare link"
        ),
        pytest.param(
            section({"type": "link", "url": "https://a.example", "text": "us"}),
            "[us](https://a.example)",
            id="link",
        ),
        pytest.param(
            section({"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fd"}),
            "\U0001f44b\U0001f3fd",
            id="emoji",
        ),
        pytest.param(
            section({"type": "link", "url": "javascript:x", "text": "hm"}), "hm", id="an unsafe link"
        ),
    ],
)
def test_typed_text_is_stored_as_commonmark(typed: Json, stored: str) -> None:
    assert rich_text.to_markdown(document(typed)) == stored


def test_nested_lists_keep_their_numbers() -> None:
    outer = {"type": "rich_text_list", "style": "ordered", "indent": 0, "elements": [section(text("one"))]}
    inner = {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [section(text("in"))]}
    again = {**outer, "offset": 1, "elements": [section(text("two"))]}

    markdown = rich_text.to_markdown(document(outer, inner, again))

    assert markdown == "1. one\n   - in\n2. two"
    assert rich_text.from_markdown(markdown) == document(outer, inner, again)


@pytest.mark.parametrize("kind", ["user", "usergroup", "channel", "broadcast"])
def test_a_mention_is_refused(kind: str) -> None:
    with pytest.raises(refusals.Refusal, match="mentions"):
        rich_text.to_markdown(document(section({"type": kind, "user_id": "U1"})))


def test_an_emoji_of_one_slack_only_is_refused_by_its_name() -> None:
    with pytest.raises(refusals.Refusal, match=":party_parrot: is one of this Slack only"):
        rich_text.to_markdown(document(section({"type": "emoji", "name": "party_parrot"})))


def test_something_unknown_is_refused_rather_than_lost() -> None:
    with pytest.raises(refusals.Refusal, match="cannot be put"):
        rich_text.to_markdown(document(section({"type": "hologram"})))


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        pytest.param("**a** *b* ~~c~~ `d`", "*a* _b_ ~c~ `d`", id="styles"),
        pytest.param("[us](https://a.example/?x=1&y=2)", "<https://a.example/?x=1&amp;y=2|us>", id="link"),
        pytest.param("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;", id="no mention"),
        pytest.param("- a\n- b\n\n> q", "• a\n• b\n\n> q", id="list and quote"),
        pytest.param("```\nx < y\n```", "```\nx &lt; y\n```", id="preformatted"),
        pytest.param("a\nb\\\nc", "a\nb\nc", id="both kinds of line break"),
        pytest.param("1. a\n   - b", "1. a\n    • b", id="nested"),
    ],
)
def test_markdown_is_shown_as_mrkdwn(markdown: str, shown: str) -> None:
    assert rich_text.to_mrkdwn(markdown) == shown
