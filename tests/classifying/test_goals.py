"""What was promised of the classifier, as floors: on mail of our own making, and on other projects' where it is."""

from dataclasses import replace

import pytest

from gmail.classify import Kind
from tests.classifying import __main__ as program, corpus, samples, scoring
from tests.classifying.scoring import GOALS, Outcome

here = pytest.mark.skipif(not samples.are_here(), reason=samples.ABSENT)


@pytest.fixture(scope="module")
def ours() -> tuple[Outcome, ...]:
    """Classify the mail of our own making."""
    return scoring.outcomes(corpus.letters())


@pytest.fixture(scope="module")
def theirs() -> tuple[Outcome, ...]:
    """Classify other projects' mail."""
    return scoring.outcomes(samples.letters())


@pytest.mark.parametrize("goal", GOALS)
def test_a_goal_is_reached_on_mail_of_our_own_making(ours: tuple[Outcome, ...], goal: str) -> None:
    share = scoring.shares(ours)[goal]

    assert share.of >= 100
    assert share.rate >= GOALS[goal]


def test_every_mail_of_our_own_making_is_what_it_is(ours: tuple[Outcome, ...]) -> None:
    assert [(one.letter.source, one.letter.name, one.faults) for one in ours if one.faults] == []


@here
@pytest.mark.parametrize("goal", GOALS)
def test_a_goal_is_reached_on_mail_of_others(theirs: tuple[Outcome, ...], goal: str) -> None:
    share = scoring.shares(theirs)[goal]

    assert share.of > 0
    assert share.rate >= GOALS[goal]


def test_the_program_says_how_every_goal_was_met(capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main() == 0

    said = capsys.readouterr().out
    assert all(goal in said for goal in GOALS)
    assert samples.are_here() or samples.ABSENT in said


def test_a_mail_that_is_mistaken_is_listed_with_what_it_was_taken_for() -> None:
    letter = next(each for each in corpus.letters() if each.source == "people")
    [mistaken] = scoring.outcomes([replace(letter, kinds=frozenset({Kind.BOUNCE}))])

    assert mistaken.faults == ("is bounce, taken for human: nothing says that a machine wrote it",)
