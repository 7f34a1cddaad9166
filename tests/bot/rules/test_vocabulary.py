"""The tokens of a workspace: what they may be called, what they stand for, and that nothing else ever comes out."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from bot.refusals import Refusal
from bot.rules import prose, templates, vocabulary
from bot.rules.templates import Missing, Rendered
from bot.rules.vocabulary import Own, Vocabulary

OURS = Vocabulary(
    own=(Own(name="office_city", about="Where", value="Lisbon"), Own(name="perk", about="What"))
)
CODE = st.sampled_from(
    [
        "{{ self }}",
        "{{ not }}",
        "{{ loop }}",
        "{% set x = 1 %}",
        "{{ 7*7 }}",
        "{{ office_city.x }}",
        "{{perk()}}",
    ]
    + [
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "#}",
        "|",
        '"',
        "'",
        "\\",
        "{{office_city}}",
        "{{perk|none}}",
        "{{nonsense}}",
    ]
    + [
        "{{ cycler.__init__.__globals__ }}",
        "{{ ''.__class__ }}",
        "{{office_city|upper}}",
        "#{{perk}}",
        "\n",
        " ",
    ]
)
SOURCES = st.lists(CODE | st.text(max_size=6), max_size=10).map("".join)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("office_city", "", id="good"),
        pytest.param("a1", "", id="as short as can be"),
        pytest.param("a" * 40, "", id="as long as can be"),
        pytest.param("a" * 41, "2 to 40", id="longer"),
        pytest.param("a", "2 to 40", id="shorter"),
        pytest.param("Office", "small letters", id="a capital"),
        pytest.param("1st", "begins with a letter", id="a figure first"),
        pytest.param("büro", "small letters", id="another alphabet"),
        pytest.param("office city", "small letters", id="a blank"),
        pytest.param("office\n", "small letters", id="a line break"),
        pytest.param("company", "there already", id="taken by all"),
        pytest.param("address", "enroll form", id="a field of the form"),
    ],
)
def test_a_token_is_called_what_can_be_written(name: str, why: str) -> None:
    assert why in vocabulary.name_trouble(name)
    assert bool(why) is bool(vocabulary.name_trouble(name))


@pytest.mark.parametrize("name", ["self", "not", "none", "true", "loop", "import", "class", "range"])
def test_no_word_of_the_machinery_is_mistaken_for_a_token(name: str) -> None:
    assert vocabulary.name_trouble(name) == ""
    source = f"{{{{{name}}}}} {{{{{name}|else}}}}"

    assert templates.render(source, {name: "mine"}) == Rendered(text="mine mine")
    assert templates.render(source, {name: ""}) == Missing(tokens=(name,))
    assert templates.problems(source) != ()


def test_a_token_is_known_where_it_is_declared_and_nowhere_else() -> None:
    source = "In {{office_city}}"

    assert templates.problems(source, OURS.names) == ()
    assert "is not a token" in templates.problems(source)[0]
    assert templates.render(source, OURS.values) == Rendered(text="In Lisbon")
    with pytest.raises(Refusal, match="is not a token"):
        templates.render(source, {})


def test_the_nearest_token_may_be_one_of_the_workspace() -> None:
    assert "Did you mean {{office_city}}?" in templates.problems("{{offce_city}}", OURS.names)[0]


def test_a_brace_too_few_is_noticed_for_tokens_of_the_workspace() -> None:
    assert "Write {{perk}}." in templates.problems("a {perk}", OURS.names)[0]


def test_only_what_has_a_value_for_everybody_is_never_missing() -> None:
    assert OURS.bare("{{perk}} {{office_city}} {{company}}", "{{first_name}} {{title|x}}") == (
        "perk",
        "company",
    )
    assert [one.name for one in OURS.used("{{perk}}", "{{company}}")] == ["perk"]


def test_what_was_compiled_for_one_workspace_is_not_used_for_another() -> None:
    source = "{{perk}}!"

    assert templates.render(source, {"perk": "a dog"}) == Rendered(text="a dog!")
    with pytest.raises(Refusal):
        templates.render(source, {"other": "x"})


@settings(max_examples=250, deadline=None)
@given(SOURCES)
def test_whatever_is_written_no_code_runs_and_only_declared_tokens_come_out(source: str) -> None:
    values = {"office_city": "\ue000", "perk": "\ue001"}
    if templates.problems(source, values):
        with pytest.raises(Refusal):
            templates.render(source, values)
        return

    rendered = templates.render(source, values)

    assert isinstance(rendered, Rendered)
    expected = source
    for name, value in values.items():
        expected = re.sub(rf"#?\{{\{{\s*{name}\s*(\|[^{{}}]*)?\}}\}}", value, expected)
    assert rendered.text.replace("\r\n", "\n") == re.sub(r"\r\n?", "\n", expected)


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_characters="{}\r\x00", exclude_categories=["Cs"])).filter(
        lambda t: t.strip()
    )
)
def test_any_text_is_a_fallback(fallback: str) -> None:
    assert templates.render(f"[{{{{perk|{fallback}}}}}]", {"perk": ""}) == Rendered(
        text=f"[{fallback.strip()}]"
    )


@pytest.mark.parametrize("value", ["*a*", "[x](y)", "<b>", "{{first_name}}", "{% if %}", "🙂 | \\"])
def test_the_value_of_a_workspace_is_words_and_nothing_else(value: str) -> None:
    rendered = templates.render_markdown("{{perk}}", {"perk": value})

    assert isinstance(rendered, Rendered)
    assert prose.plain(rendered.text) == value
