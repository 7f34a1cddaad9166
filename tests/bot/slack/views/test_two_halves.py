"""What a recruiter typed is sent as text and as HTML, and both say the same."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from bot.rules import prose
from bot.slack.views import rich_text
from tests.bot.slack.views.test_rich_text import document, documents, section, text

Json = dict[str, Any]
BLOCKS = {"p", "ul", "ol", "blockquote", "pre", "hr"}
VOID = {"br", "hr"}


@dataclass
class Node:
    """An element as a reader of mail sees it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)


class Reader(HTMLParser):
    """Read HTML into a tree."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open = [Node("body")]
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def visible(markup: str) -> str:
    """Say in plain text what somebody sees who reads HTML, with the marks a plain text needs."""
    return said(Reader(markup).open[0])


def said(node: Node, *, verbatim: bool = False) -> str:
    verbatim = verbatim or node.tag in {"pre", "code"}
    inside = [
        (one if verbatim else one.replace("\n", " "))
        if isinstance(one, str)
        else said(one, verbatim=verbatim)
        for one in node.children
    ]
    match node.tag:
        case "br":
            return "\n"
        case "hr":
            return "\n----------\n"
        case "a":
            return linked("".join(inside), node.attributes["href"])
        case "s":
            return f"~{''.join(inside)}~"
        case "blockquote":
            return "\n".join(f"> {line}" for line in "".join(inside).strip().split("\n"))
        case "ul" | "ol":
            return "\n" + "\n".join(items(node)) + "\n"
        case "p":
            return f"{''.join(inside)}\n\n"
    return "".join(inside)


def items(node: Node) -> list[str]:
    start = int(node.attributes.get("start", 1))
    found = [one for one in node.children if isinstance(one, Node)]
    marks = (f"{start + place}. " if node.tag == "ol" else "- " for place in range(len(found)))
    return [mark + said(item) for mark, item in zip(marks, found, strict=True)]


def linked(label: str, href: str) -> str:
    url = href.removeprefix("mailto:")
    return label if label in {url, url.removesuffix("/")} else f"{label} ({url})"


def folded(words: str) -> str:
    return " ".join(words.split())


@settings(max_examples=300, deadline=None)
@given(documents)
def test_text_and_html_of_a_mail_say_the_same(typed: Json) -> None:
    halves = prose.halves(rich_text.to_markdown(typed))

    assert folded(visible(halves.html)) == folded(halves.text)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param(
            {"type": "rich_text_quote", "elements": [text("one\n\ntwo")]}, "> one > > two", id="a quotation"
        ),
        pytest.param(
            section({"type": "link", "url": "https://a.example/x", "text": "us"}),
            "us (https://a.example/x)",
            id="a link",
        ),
        pytest.param(section(text("old", strike=True)), "~old~", id="struck out"),
        pytest.param(
            {"type": "rich_text_list", "style": "ordered", "offset": 4, "elements": [section(text("five"))]},
            "5. five",
            id="a list that goes on",
        ),
    ],
)
def test_the_reader_of_these_tests_sees_every_mark(typed: Json, shown: str) -> None:
    halves = prose.halves(rich_text.to_markdown(document(typed)))

    assert folded(visible(halves.html)) == shown == folded(halves.text)
    assert visible(re.sub(r"<(/?)(blockquote|ol|a|s)\b[^>]*>", "", halves.html)) != visible(halves.html)
