"""The texts of a stage: which one somebody gets, and that it stays so."""

from collections import Counter

import pytest

from bot.rules import variants
from bot.rules.drafts import StageDraft, Variant

STAGE = StageDraft(subject="A", body="a", variants=(Variant(subject="B", body="b"), Variant(body="c")))


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_texts_are_spread_evenly(count: int) -> None:
    people = 12_000

    got = Counter(variants.chosen(7, "s1", candidate, count) for candidate in range(people))

    assert sorted(got) == list(range(count))
    # Four standard deviations of a fair draw.
    assert all(abs(number - people / count) < 4 * (people / count) ** 0.5 for number in got.values())


def test_somebody_gets_the_same_text_every_time() -> None:
    assert [variants.chosen(7, "s1", 31, 2) for _ in range(5)] == [0] * 5
    assert [variants.chosen(7, "s1", candidate, 2) for candidate in range(8)] == [1, 0, 1, 0, 1, 1, 1, 0]


def test_who_gets_b_in_one_stage_may_get_a_in_the_next() -> None:
    pairs = Counter(
        (variants.chosen(7, "s1", candidate, 2), variants.chosen(7, "s2", candidate, 2))
        for candidate in range(4_000)
    )

    assert all(900 < number < 1_100 for number in pairs.values())


def test_a_stage_with_one_text_has_no_choice() -> None:
    assert variants.chosen(7, "s1", 31, 1) == 0


@pytest.mark.parametrize(
    ("index", "subject", "body"),
    [
        pytest.param(0, "A", "a", id="its own"),
        pytest.param(1, "B", "b", id="another"),
        pytest.param(2, "A", "c", id="without a subject it has the first one's"),
        pytest.param(3, "A", "a", id="one that is gone"),
    ],
)
def test_a_stage_says_the_text_that_was_chosen(index: int, subject: str, body: str) -> None:
    said = variants.worded(STAGE, index)

    assert (said.subject, said.body) == (subject, body)


def test_texts_are_taken_apart_and_put_together_again() -> None:
    assert variants.with_texts(StageDraft(delay=4), variants.texts(STAGE)) == StageDraft(
        delay=4, subject="A", body="a", variants=STAGE.variants
    )
