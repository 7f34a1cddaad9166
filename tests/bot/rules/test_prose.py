import html
import re

import pytest
from hypothesis import given, settings, strategies as st

from bot.rules import prose

marks = st.sampled_from(
    list("*_`[]()<>#-+!\\&~\n >|1.") + ["http://example.com", "mailto:", "\ud800", "\0", "&#0;"]
)
bodies = st.lists(marks | st.text(max_size=4), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("markdown", "plain", "markup"),
    [
        pytest.param(
            "Hi **Grace**, *you*", "Hi Grace, you", "<strong>Grace</strong>, <em>you</em>", id="weight"
        ),
        pytest.param("one\ntwo", "one\ntwo", "one<br />\ntwo", id="a line break stays"),
        pytest.param("one\n\n\ntwo", "one\n\ntwo", "<p>one</p>\n<p>two</p>", id="paragraphs"),
        pytest.param(
            "[my talk](https://example.com/a)",
            "my talk (https://example.com/a)",
            '<a href="https://example.com/a">my talk</a>',
            id="a link",
        ),
        pytest.param(
            "<https://example.com>", "https://example.com", 'href="https://example.com"', id="bare link"
        ),
        pytest.param(
            "[a@b.example](mailto:a@b.example)", "a@b.example", 'href="mailto:a@b.example"', id="mailto"
        ),
        pytest.param("- one\n- two\n  more", "- one\n- two\n  more", "<li>two<br />\nmore</li>", id="list"),
        pytest.param("3. x\n4. y", "3. x\n4. y", '<ol start="3">', id="numbered list"),
        pytest.param("- a\n  1. b", "- a\n  1. b", "<li>b</li>", id="list in a list"),
        pytest.param("- a\n\n- b", "- a\n\n- b", "<p>b</p>", id="airy list"),
        pytest.param("> one\n>\n> two", "> one\n>\n> two", "<blockquote>", id="quote"),
        pytest.param("```\na\n  b\n```", "a\n  b", "<pre><code>a\n  b\n</code></pre>", id="code"),
        pytest.param("a\n\n---\n\nb", "a\n\n----------\n\nb", "<hr />", id="rule"),
        pytest.param("~~Senior~~ Staff", "~Senior~ Staff", "<s>Senior</s>", id="struck out"),
        pytest.param("# Hello", "Hello", "<h1>Hello</h1>", id="heading"),
        pytest.param("a &amp; b", "a & b", "a &amp; b", id="entity"),
        pytest.param("", "", "", id="nothing"),
    ],
)
def test_text_and_html_say_the_same(markdown: str, plain: str, markup: str) -> None:
    written = prose.halves(markdown)

    assert written.text == plain
    assert markup in written.html


@pytest.mark.parametrize(
    "markdown",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param("<b onclick=x>hi</b>", id="inline html"),
        pytest.param("[x](javascript:alert(1))", id="javascript"),
        pytest.param("[x](data:text/html,hi)", id="data"),
        pytest.param("[x](file:///etc/hosts)", id="file"),
        pytest.param("[x](/relative)", id="no address at all"),
        pytest.param('[x](https://example.com/"onmouseover="y)', id="quotes in a link"),
    ],
)
def test_nothing_but_words_and_web_links_reaches_the_candidate(markdown: str) -> None:
    tags = re.findall(r"<[^>]*>", prose.halves(markdown).html)

    assert set(re.sub(r'href="https://example.com/[^"]*"', "", tag) for tag in tags) <= {
        "<p>",
        "</p>",
        "<a >",
        "</a>",
    }


def test_a_picture_becomes_a_link() -> None:
    assert "<img" not in prose.halves("![logo](https://example.com/x.png)").html


@settings(max_examples=150, deadline=None)
@given(bodies)
def test_any_body_can_be_sent(body: str) -> None:
    written = prose.halves(body)
    text, markup = written.text, written.html

    text.encode()
    markup.encode()
    shown = html.unescape(re.sub(r"<[^>]*>", "", markup))
    assert set(re.findall(r"[^\W_]+", shown)) <= set(re.findall(r"[^\W_]+", text))
