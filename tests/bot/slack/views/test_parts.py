"""Text on its way into Slack, and what is cut where."""

import pytest

from bot.slack.views import fitting, limits, parts

WJ = "\u2060"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("<!channel>", "&lt;!channel&gt;", id="no broadcast"),
        pytest.param("a & b", "a &amp; b", id="ampersand"),
        pytest.param("*b*", f"{WJ}*{WJ}b{WJ}*{WJ}", id="no bold"),
        pytest.param("first_name", "first_name", id="an underscore within a word stays copyable"),
        pytest.param("_b_", f"{WJ}_{WJ}b{WJ}_{WJ}", id="no italic"),
        pytest.param("`b`", f"{WJ}`{WJ}b{WJ}`{WJ}", id="no code"),
        pytest.param("a\n> b", f"a\n{WJ}&gt; b", id="no quotation"),
        pytest.param("\u202eevil\u200f", "evil", id="no turning of the line"),
        pytest.param("a\r\nb\x00", "a\nb", id="control characters"),
        pytest.param("\ud800", "", id="half a character"),
    ],
)
def test_a_persons_text_shows_as_typed(typed: str, shown: str) -> None:
    assert parts.mrkdwn(typed) == shown


def test_a_sentence_of_ours_may_mention_and_nothing_else() -> None:
    assert parts.with_mentions("sent by <@U1> <!here>") == "sent by <@U1> &lt;!here&gt;"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param("https://a.example/?x=1&y=<|>", "<https://a.example/?x=1&amp;y=%3C%7C%3E|us>", id="web"),
        pytest.param("javascript:alert(1)", "us", id="script"),
        pytest.param("", "us", id="nothing"),
    ],
)
def test_only_a_web_or_mail_address_becomes_a_link(url: str, shown: str) -> None:
    assert parts.link(url, "us") == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        pytest.param("abc", 3, "abc", id="it fits"),
        pytest.param("abcd", 3, "ab…", id="it is cut"),
        pytest.param(
            "a \U0001f469\u200d\U0001f4bb\U0001f469\u200d\U0001f4bb",
            7,
            "a \U0001f469\u200d\U0001f4bb…",
            id="between emoji",
        ),
        pytest.param("ae\u0301e\u0301", 4, "ae\u0301…", id="not between letter and accent"),
    ],
)
def test_plain_text_is_cut_between_characters_people_see(text: str, limit: int, shown: str) -> None:
    assert limits.shorten(text, limit) == shown


@pytest.mark.parametrize(
    ("markup", "limit", "shown"),
    [
        pytest.param("ab &amp; cd", 7, "ab…", id="not within an entity"),
        pytest.param("see <https://a.example|us>", 12, "see…", id="not within a link"),
        pytest.param("a <x|y> bcdef", 10, "a <x|y> b…", id="after a link"),
    ],
)
def test_markup_is_cut_where_it_stays_markup(markup: str, limit: int, shown: str) -> None:
    assert limits.clip(markup, limit) == shown


def test_a_message_that_is_too_long_loses_the_ends_of_its_longest_texts() -> None:
    blocks = [parts.section("x" * 2_900) for _ in range(6)] + [parts.section("short")]

    made = parts.message("hello", blocks)["blocks"]

    assert fitting.length(made) <= limits.HOUSE_BLOCK_TEXT
    assert made[-1]["text"]["text"] == "short"
    assert made[0]["text"]["text"].endswith("…")


def test_what_a_view_keeps_comes_back() -> None:
    view = parts.modal("x", "Title", [], metadata={"draft": 7, "page": 2})

    assert parts.metadata(view) == {"draft": 7, "page": 2}
    assert parts.metadata({}) == {}


@pytest.mark.parametrize(
    ("number", "said"), [pytest.param(1, "1 stage", id="one"), pytest.param(1_200, "1,200 stages", id="many")]
)
def test_counting_in_words(number: int, said: str) -> None:
    assert parts.count(number, "stage") == said


def test_the_rest_is_named_only_where_there_is_one() -> None:
    assert parts.rest(10, 10, "stage") == ""
    assert parts.rest(10, 11, "person", "people") == "and 1 more person"
    assert parts.rest(10, 12, "person", "people") == "and 2 more people"
