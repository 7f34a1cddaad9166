from types import MappingProxyType

import pytest
from hypothesis import given, settings, strategies as st

from bot.refusals import Refusal
from bot.rules import prose, templates, well_known
from bot.rules.templates import Missing, Rendered, Token

GRACE = MappingProxyType({"first_name": "Grace", "company": "Navy"})
pieces = st.sampled_from(
    [
        "{",
        "}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "#{{",
        "|",
        "first_name",
        "company",
        "{% raw %}",
        "\\",
        '"',
        "'",
    ]
    + ["{% endraw %}", " ", "\n", "{{first_name}}", "{{company|you}}", "-", "x", "é", "\ud800", "\0", "\r\n"]
)
sources = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("Hi {{first_name}}!", "Hi Grace!", id="a token"),
        pytest.param("Hi #{{first_name}}!", "Hi Grace!", id="as Gem writes it"),
        pytest.param("Hi {{ first_name }}!", "Hi Grace!", id="blanks inside"),
        pytest.param("Hi {{first\\_name}}!", "Hi Grace!", id="underscore escaped as in CommonMark"),
        pytest.param("{{company|your team}}", "Navy", id="a value wins over its fallback"),
        pytest.param("at {{ title | your team }}.", "at your team.", id="a fallback is trimmed"),
        pytest.param("#{{title|your team}}", "your team", id="Gem's fallback"),
        pytest.param('{{title|"it\'s" \\n | ü 🙂}}', '"it\'s" \\n | ü 🙂', id="any text is a fallback"),
        pytest.param("{{title|upper}}", "upper", id="a filter's name is only text"),
        pytest.param("a { b } {x} #1 }", "a { b } {x} #1 }", id="single braces stay"),
        pytest.param("50 % off {a}% {", "50 % off {a}% {", id="percent signs stay"),
        pytest.param("one\r\ntwo\n", "one\ntwo\n", id="line ends become one kind"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_tokens_become_values(source: str, expected: str) -> None:
    assert templates.problems(source) == ()
    assert templates.render(source, GRACE) == Rendered(text=expected)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        pytest.param(
            "{{first_nam}}", "`{{first_nam}}` is not a token. Did you mean {{first_name}}?", id="typo"
        ),
        pytest.param("{{First Name}}", "Did you mean {{first_name}}?", id="as one would say it"),
        pytest.param(
            "#{{compny|you}}", "`{{compny|you}}` is not a token. Did you mean {{company}}?", id="Gem"
        ),
        pytest.param("{{salary}}", "`{{salary}}` is not a token.", id="nothing like it"),
        pytest.param("{{}}", "`{{}}` is not a token.", id="empty"),
        pytest.param(
            "{{ ''.__class__ }}",
            "`{{ ''.__class__ }}` is not a token. Only {{first_name}} and {{company|your team}} work here.",
            id="attribute",
        ),
        pytest.param("{{first_name.upper()}}", "is not a token. Only", id="call"),
        pytest.param("{{7*7}}", "is not a token. Only", id="arithmetic"),
        pytest.param("{{ self }}", "is not a token.", id="jinja's own names"),
        pytest.param("{% for x in y %}", "`{% for x in y %}` is template code.", id="loop"),
        pytest.param("{%- raw -%} a", "is template code.", id="raw"),
        pytest.param("a {# note #}", "`{# note #}` is template code.", id="comment"),
        pytest.param("a {# never ended", "is template code.", id="open comment"),
        pytest.param("Hi {{first_name, at", "`{{first_name, at` is never closed.", id="unclosed"),
        pytest.param(
            "{{first_name {{company}}", "`{{first_name` is never closed.", id="unclosed before another"
        ),
        pytest.param("Hi first_name}}", "`}}` closes nothing.", id="unopened"),
        pytest.param("Hi {first_name}", "Write {{first_name}}.", id="one brace too few"),
        pytest.param("{{{first_name}}}", "is not a token.", id="one brace too many"),
        pytest.param("{{company|}}", "has an empty fallback.", id="empty fallback"),
        pytest.param("{{company|a{b}}}", "has braces in its fallback.", id="braces in a fallback"),
    ],
)
def test_what_cannot_be_used_is_said_and_never_rendered(source: str, sentence: str) -> None:
    (first, *_) = templates.problems(source)

    assert sentence in first
    with pytest.raises(Refusal, match="`"):
        templates.render(source, GRACE)


def test_a_missing_or_blank_value_is_never_sent_blank() -> None:
    source = "{{title}} {{school}} {{title}} {{company}} {{location|here}}"

    assert templates.render(source, {"school": " \n", "company": "Navy"}) == Missing(
        tokens=("title", "school")
    )


def test_a_blank_value_takes_the_fallback() -> None:
    assert templates.render("{{company|your team}}", {"company": "  "}) == Rendered(text="your team")


@pytest.mark.parametrize(
    "value", ["{{last_name}}", "{% endraw %}{{ 7*7 }}", "{{ ''.__class__ }}", "<b>", "%s {0}"]
)
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert templates.render("Hi {{first_name}}!", {"first_name": value}) == Rendered(text=f"Hi {value}!")


@pytest.mark.parametrize(
    "source",
    [
        "{{ 7 }}",
        "{{ x }}",
        "{{ company.x }}",
        "{{ company() }}",
        "{{ company | fallback(title) }}",
        "{% set x = 1 %}",
    ]
    + [
        "{{ company | fallback('a') | fallback('b') }}",
        "{{ company | fallback(text='a') }}",
        "{{ company ~ title }}",
    ],
)
def test_the_white_list_stands_by_itself(source: str) -> None:
    tree = templates._environment().parse(source)

    with pytest.raises(Refusal, match="template code"):
        templates._allow(tree, {"company", "title"})


def test_tokens_are_named_in_order_with_their_fallbacks() -> None:
    found = templates.tokens("{{reason}} {{company|your team}} {{reason|you}} {{nonsense}}")

    assert found == (
        Token(name="reason"),
        Token(name="company", fallback="your team"),
        Token(name="reason", fallback="you"),
    )


def test_needed_are_tokens_that_somewhere_have_no_fallback() -> None:
    assert templates.needed("{{title|x}} {{reason}}", "{{title}} {{reason}}") == ("reason", "title")


def test_every_token_has_a_line_and_an_example() -> None:
    for known in well_known.TOKENS:
        assert known.about
        assert templates.render(f"{{{{{known.name}}}}}", well_known.EXAMPLES) == Rendered(text=known.example)


def test_a_line_stays_a_line() -> None:
    rendered = templates.render_line("For {{first_name}}", {"first_name": "Grace\r\nBcc: all@example.com"})

    assert rendered == Rendered(text="For Grace Bcc: all@example.com")


@pytest.mark.parametrize(
    "value",
    [
        "*Ann*",
        "_x_y_",
        "[a](http://example.com)",
        "# head",
        "- one",
        "1. one",
        "2) two",
        "+ a",
        "> b",
        "<b>",
        "&amp;",
    ]
    + [
        "`code`",
        "~~~",
        "---",
        "===",
        "Jean-Luc",
        "O'Neil & Sons (Berlin)",
        "https://example.com/a_b_c",
        "\\",
        "![x](y)",
    ],
)
def test_a_value_reads_the_same_in_commonmark(value: str) -> None:
    rendered = templates.render_markdown("{{reason}}", {"reason": value})

    assert isinstance(rendered, Rendered)
    assert prose.plain(rendered.text) == value


def test_a_value_with_a_blank_does_not_break_a_link() -> None:
    source = "[Book](https://example.com/?for={{first_name}}), {{first_name}}"

    rendered = templates.render_markdown(source, {"first_name": "Mary (Ann)"})

    assert isinstance(rendered, Rendered)
    assert prose.plain(rendered.text) == "Book (https://example.com/?for=Mary%20(Ann)), Mary (Ann)"


@settings(max_examples=200, deadline=None)
@given(sources)
def test_any_text_is_rendered_or_explained(source: str) -> None:
    if templates.problems(source):
        with pytest.raises(Refusal):
            templates.render(source, well_known.EXAMPLES)
    else:
        assert isinstance(templates.render(source, well_known.EXAMPLES), Rendered)


@settings(max_examples=100, deadline=None)
@given(st.text().filter(lambda text: text.strip()), st.text(st.characters(exclude_characters="{}\r")))
def test_values_and_text_come_out_as_they_went_in(value: str, around: str) -> None:
    rendered = templates.render(f"{around}{{{{reason}}}}{around}", {"reason": value})

    assert rendered == Rendered(text=f"{around.removesuffix('#')}{value}{around}")
