"""What is said of texts tried beside each other."""

import pytest

from bot.outreach.plans.trial_lines import Trial
from bot.rules import verdicts
from bot.rules.verdicts import Tried
from bot.slack.views import check, status, trials
from storage.statuses import StageKind
from tests.bot.slack.views import cast, reading


def trial(*figures: tuple[int, int]) -> Trial:
    tried = tuple(Tried(delivered=delivered, replied=replied) for replied, delivered in figures)
    return Trial(stage=2, kind=StageKind.EMAIL, tried=tried, verdict=verdicts.judge(tried))


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        pytest.param([(0, 0), (0, 0)], "Too early to say: 0 of 100 sent.", id="nobody yet"),
        pytest.param([(3, 34), (9, 80)], "Too early to say: 34 of 100 sent.", id="below the sample"),
        pytest.param([(1, 150), (2, 150)], "Too early to say: too few answers yet.", id="hardly an answer"),
        pytest.param([(15, 100), (25, 100)], "No difference that could not be chance.", id="chance"),
        pytest.param(
            [(15, 100), (30, 100)], "*variant B* gets more answers, by 3 to 26 %", id="a better one"
        ),
    ],
)
def test_the_verdict_is_a_sentence(figures: list[tuple[int, int]], said: str) -> None:
    assert said in trials.lines(trial(*figures))[0]


def test_every_text_has_its_rate_with_the_interval() -> None:
    assert trials.lines(trial((15, 100), (0, 0)))[1:] == [
        "• Variant A: 100 delivered, 15 replied, *15 %* (9 to 23 %)",
        "• Variant B: 0 delivered, 0 replied",
    ]


@pytest.mark.parametrize(
    ("figures", "test"),
    [
        pytest.param(
            [(15, 100), (30, 100)], "p = 0.011: two-proportion z-test, two-sided, at 5 %.", id="two"
        ),
        pytest.param([(15, 100), (30, 100), (9, 100)], "corrected by Holm", id="three"),
        pytest.param([(1, 10), (3, 10)], "Judged from 100 delivered of each on", id="early"),
    ],
)
def test_the_test_stands_under_the_figure(figures: list[tuple[int, int]], test: str) -> None:
    shown = reading.words(status.build([cast.line()], [trial(*figures)]))

    assert test in shown
    assert trials.FORMULA in shown


@pytest.mark.parametrize("count", [0, 1, 10, 30])
def test_slack_takes_it_however_many_there_are(count: int) -> None:
    message = status.build(
        [cast.line("x" * 500)], [trial((15, 1_000), (30, 1_000), (9, 1_000), (8, 1_000))] * count
    )

    assert check.faults(message) == []
