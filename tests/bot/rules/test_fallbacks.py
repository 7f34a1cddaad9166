"""Neutral phrases: where they are offered, and how a text reads with them."""

import pytest

from bot.rules import fallbacks, prose, templates, well_known


@pytest.mark.parametrize(
    ("missing", "phrases"),
    [
        pytest.param(("company",), {"company": "your team"}, id="one"),
        pytest.param(("title", "location"), {"title": "your work", "location": "your area"}, id="several"),
        pytest.param(("company", "reason"), {}, id="one of them is for a person to say"),
        pytest.param(("office_city",), {}, id="a token of the workspace"),
        pytest.param((), {}, id="nothing is missing"),
    ],
)
def test_phrases_stand_in_for_all_that_is_missing_or_for_nothing(
    missing: tuple[str, ...], phrases: dict[str, str]
) -> None:
    assert fallbacks.standing_in(missing) == phrases


def test_every_phrase_stands_for_a_token_of_every_workspace() -> None:
    assert fallbacks.PHRASES.keys() <= well_known.EXAMPLES.keys()


def test_only_the_sentences_with_a_phrase_are_shown_each_once() -> None:
    source = "Hi!\n\nI read of **{{company}}** today. Bye?\n\n- one\n- at {{company}}\n\nI read of {{company}} today."
    given = fallbacks.marked({"company": "your team"})
    said = templates.render_markdown(source, given)
    assert isinstance(said, templates.Rendered)

    found = fallbacks.reads(prose.plain(said.text).replace("*", ""))

    assert found == ("I read of your team today.", "- at your team")
