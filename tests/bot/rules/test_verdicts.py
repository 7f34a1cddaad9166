"""Which text is better: intervals and tests against figures worked out by hand or published, and no word too early."""

import pytest

from bot.rules import verdicts
from bot.rules.verdicts import Alike, Better, TooEarly, Tried


def tried(replied: int, delivered: int) -> Tried:
    return Tried(delivered=delivered, replied=replied)


@pytest.mark.parametrize(
    ("one", "low", "high"),
    [
        # Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, Wilson's method.
        pytest.param(tried(81, 263), 0.2553, 0.3662, id="81 of 263"),
        pytest.param(tried(15, 148), 0.0624, 0.1605, id="15 of 148"),
        pytest.param(tried(0, 20), 0.0000, 0.1611, id="none of 20"),
        pytest.param(tried(1, 29), 0.0061, 0.1718, id="one of 29"),
        pytest.param(tried(0, 0), 0, 1, id="nobody yet"),
    ],
)
def test_the_interval_of_a_rate_is_wilsons(one: Tried, low: float, high: float) -> None:
    found = verdicts.interval(one)

    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe, Interval estimation for the difference between independent proportions (1998), table II, method 10.
        pytest.param(tried(56, 70), tried(48, 80), 0.0524, 0.3339, id="56 of 70 and 48 of 80"),
        pytest.param(tried(9, 10), tried(3, 10), 0.1705, 0.8090, id="9 of 10 and 3 of 10"),
        pytest.param(tried(5, 56), tried(0, 29), -0.0381, 0.1926, id="5 of 56 and none of 29"),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(one: Tried, other: Tried, low: float, high: float) -> None:
    found = verdicts.difference(one, other)

    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_the_chance_is_that_of_two_proportions() -> None:
    # 15 and 30 of 100: pooled 0.225, error 0.05906, z = 2.5400, two-sided 0.0111.
    assert verdicts.chance(tried(15, 100), tried(30, 100)) == pytest.approx(0.0111, abs=5e-5)
    assert verdicts.chance(tried(20, 100), tried(20, 100)) == pytest.approx(1)
    assert verdicts.chance(tried(0, 100), tried(0, 100)) == 1


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        pytest.param([tried(0, 34), tried(20, 60)], TooEarly(sent=34), id="the fewest count"),
        pytest.param([tried(10, 100), tried(40, 99)], TooEarly(sent=99), id="one short of the sample"),
        pytest.param(
            [tried(1, 100), tried(8, 100)], TooEarly(sent=100), id="fewer than five answers expected"
        ),
        pytest.param([tried(0, 0), tried(0, 0)], TooEarly(sent=0), id="nobody yet"),
    ],
)
def test_nothing_is_said_too_early(texts: list[Tried], verdict: TooEarly) -> None:
    assert verdicts.judge(texts) == verdict


def test_what_may_be_chance_is_called_so() -> None:
    verdict = verdicts.judge([tried(15, 100), tried(25, 100)])

    assert isinstance(verdict, Alike)
    assert verdict.chance == pytest.approx(0.0771, abs=5e-5)


def test_a_better_text_is_named_with_its_lead() -> None:
    verdict = verdicts.judge([tried(15, 100), tried(30, 100)])

    assert isinstance(verdict, Better)
    assert verdict.best == 1
    assert verdict.lead == verdicts.difference(tried(30, 100), tried(15, 100))


def test_the_best_of_three_must_beat_both_and_chances_are_corrected() -> None:
    first, second = tried(25, 200), tried(42, 200)
    alone = verdicts.chance(second, first)

    with_two = verdicts.judge([first, second])
    with_three = verdicts.judge([first, second, tried(24, 200)])
    beside_a_good_one = verdicts.judge([first, second, tried(38, 200)])

    assert isinstance(with_two, Better)
    assert isinstance(with_three, Better)
    assert with_three.chance == pytest.approx(max(2 * verdicts.chance(second, tried(24, 200)), alone))
    assert isinstance(beside_a_good_one, Alike)


def test_chances_are_corrected_as_holm_does() -> None:
    assert verdicts._holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert verdicts._holm([0.9, 0.8]) == [1.0, 1.0]
