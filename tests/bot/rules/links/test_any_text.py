"""Whatever is typed, however long: it is read in bounded time, never raises, and what is found is found again."""

import time

import pytest
from hypothesis import example, given, settings, strategies as st

from bot.refusals import Refusal
from bot.rules import links
from bot.rules.links import Found
from tests.bot.rules.links.test_tables import ROWS, TRACKING

LONG = 100_000
SECONDS = 5.0

PIECES = (
    "https://", "http://", "linkedin.com/in/", "x.com/", "grace.example/", "xn--", "mailto:", "www.", "..", "//",
    "<", ">", "|", "@", ",", ".", ";", "'", "(", ")", "[", "]", ":", "/", "?", "#", "&", "=", "%", "-", "1", "a",
    "%2E", "%29", "%ff", "%00", "&amp;", "&lt;", "…", "。", "\uff61", "\uff20", "王", "🚀", "\u0430", "\u0456",
    "\u0130", "\ufb01", "\u1e9e", "\u017f", "\u0308", "\u200d", "\u202e", "\ud800", " ", "\n", "\x1f", "\u3000",
)  # fmt: skip
pieces = st.sampled_from(PIECES)
typed = st.sampled_from([row.typed for row in ROWS if len(row.typed) < 300])
texts = st.lists(pieces | typed | st.text(max_size=4), max_size=8).map("".join)


@settings(max_examples=400, deadline=None)
@given(texts)
@example("https://grace.example/a.%2E")
@example("https://grace.example/?a=x.")
@example("https://grace.example/a&amp;amp;b")
@example("https://www.www.com")
def test_any_words_are_found_or_refused_and_what_is_found_is_found_again(words: str) -> None:
    for entry in links.read(words):
        if isinstance(entry, Found):
            assert [(again.canonical, again.site) for again in links.find(entry.canonical)] == [
                (entry.canonical, entry.site)
            ]
        else:
            assert entry.why.strip()


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces | st.text(max_size=5), max_size=6).map("".join), st.sampled_from(TRACKING))
def test_tracking_changes_nobody_on_any_site(rest: str, mark: str) -> None:
    for entry in links.read(f"https://grace.example/{rest}"):
        if isinstance(entry, Found) and entry.canonical.startswith("https:"):
            between = "&" if "?" in entry.canonical else "?"
            assert links.find(f"{entry.canonical}{between}{mark}")[0].canonical == entry.canonical


@pytest.mark.parametrize(
    "piece",
    [
        *"a (*<>,;.@/%\u0456'",
        "a ", "a.", "a@", "a,", ",a", "<a|", "a@b.cc ", "https://", "x.com/a ", "a.b,c@", "-_", "%ff", "(a) ",
        "https://linkedin.com/in/grace-hopper ", "https://grace.example/a ", "xn--a.cc ", "\u0456a.cc ", "mailto:a@", "https://linkedin.com/in/-",
    ],
)  # fmt: skip
def test_a_hundred_thousand_signs_are_read_in_bounded_time(piece: str) -> None:
    words = (piece * LONG)[:LONG]
    before = time.process_time()

    links.read(words)

    assert time.process_time() - before < SECONDS


def test_a_long_run_of_brackets_is_passed_over_in_bounded_time() -> None:
    before = time.process_time()

    assert links.read(")" * (3 * LONG)) == ()

    assert time.process_time() - before < SECONDS


def test_an_address_of_a_hundred_thousand_signs_is_refused_in_bounded_time() -> None:
    before = time.process_time()

    for words in ("a" * LONG, "a@" * LONG, "a@" + "b." * LONG + "example", "“" * LONG):
        with pytest.raises(Refusal):
            links.address(words)

    assert time.process_time() - before < SECONDS
