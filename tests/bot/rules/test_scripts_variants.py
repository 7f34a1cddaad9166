"""Variants and tokens of a workspace in YAML: how they read, and their mistakes at their places."""

import pytest

from bot.rules import drafts, scripts
from bot.rules.drafts import SequenceDraft, StageDraft, Variant
from bot.rules.scripts import Script

DRAFT = SequenceDraft(
    name="Backend",
    stages=(
        StageDraft(
            subject="Hello",
            body="Come to {{office_city}}.",
            variants=(Variant(subject="Hi", body="One\n\n  two"), Variant(body="x")),
        ),
    ),
)
TEXT = """\
name: Backend
access: shared_use
tokens: [office_city, perk]
stages:
- kind: email
  subject: Hello
  body: |
    Come to {{office_city}}.
  variants:
  - subject: Hi
    body: |
      One

        two
  - body: |
      x
"""


def faults(text: str) -> list[tuple[int, int, str]]:
    found = scripts.read(text)
    assert not isinstance(found, Script)
    return [(fault.place.line, fault.place.column, fault.text) for fault in found]


def test_variants_and_tokens_read_well_and_come_back() -> None:
    assert scripts.write(DRAFT, tokens=["office_city", "perk"]) == TEXT

    found = scripts.read(TEXT)

    assert isinstance(found, Script)
    assert found.draft == DRAFT
    assert found.tokens == ("office_city", "perk")


@pytest.mark.parametrize(
    ("was", "typed", "line", "column", "words"),
    [
        pytest.param("tokens: [office_city, perk]", "tokens: [Perk]", 3, 10, "small letters", id="no name"),
        pytest.param("perk]", "company]", 3, 23, "there already", id="a token of everybody"),
        pytest.param("tokens: [office_city, perk]", "tokens: perk", 3, 9, "is a list", id="one word"),
        pytest.param(
            "- subject: Hi", "- title: Hi", 10, 5, "There are `subject` and `body`", id="an unknown key"
        ),
        pytest.param(
            "  - body: |\n      x", "  - just text", 15, 5, "A variant is made of keys", id="only text"
        ),
    ],
)
def test_a_mistake_is_told_where_it_stands(was: str, typed: str, line: int, column: int, words: str) -> None:
    [(at_line, at_column, told)] = faults(TEXT.replace(was, typed))

    assert (at_line, at_column) == (line, column)
    assert words in told


def test_what_is_wrong_with_a_variant_is_told_at_its_text() -> None:
    found = scripts.read(TEXT.replace("two", "{{nonsense}}"))
    assert isinstance(found, Script)

    told = [found.fault(one) for one in drafts.problems(found.draft, tokens=found.tokens)]

    assert [(one.place.line, one.text.partition(": ")[0]) for one in told] == [
        (11, "Variant B"),
        (15, "Variant C"),
    ]


def test_a_token_that_is_not_declared_is_none() -> None:
    found = scripts.read(TEXT.replace("tokens: [office_city, perk]\n", ""))
    assert isinstance(found, Script)

    assert "`{{office_city}}` is not a token" in drafts.problems(found.draft, tokens=found.tokens)[0].text
