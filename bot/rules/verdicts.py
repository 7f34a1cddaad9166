"""Which text of a stage got more answers, and whether that is more than chance. Rates are shares from 0 to 1.

Intervals of a rate are Wilson's, those of a difference Newcombe's (his method 10, made of two of Wilson's). What
decides is the two-sided test of two proportions with the pooled rate; where more than two texts are tried, the best is
held against each of the others and its chances are corrected as Holm does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

SAMPLE = 100
"""How many people must have got each text before anything is said."""

ANSWERS = 5
"""How many answers must be expected of each text if all were alike; below that the test of proportions misleads."""

LEVEL = 0.05
TEST = "two-proportion z-test, two-sided, at 5 %"
TEST_OF_SEVERAL = f"{TEST}; the best against each of the others, corrected by Holm"
_Z = NormalDist().inv_cdf(1 - LEVEL / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """How many people got a text, and how many of them answered."""

    delivered: int
    replied: int

    @property
    def rate(self) -> float:
        return self.replied / self.delivered if self.delivered else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where the truth lies in 95 of 100 cases."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TooEarly:
    """Nothing can be said: the text with the fewest people has `sent`, or all of them together too few answers."""

    sent: int
    wanted: int = SAMPLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """No text can be told from the best one by its answers; `chance` is how often that much would happen by itself."""

    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Better:
    """The text at `best` got more answers than every other; `lead` is over the second, `chance` the corrected one."""

    best: int
    lead: Interval
    chance: float


Verdict = TooEarly | Alike | Better


def interval(tried: Tried) -> Interval:
    """Say between which rates the true one lies, by Wilson."""
    n, rate = tried.delivered, tried.rate
    if n == 0:
        return Interval(low=0.0, high=1.0)
    middle = (rate + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(rate * (1 - rate) / n + _Z**2 / (4 * n**2))
    return Interval(low=max(middle - half, 0.0), high=min(middle + half, 1.0))


def difference(one: Tried, other: Tried) -> Interval:
    """Say between which figures the rate of one lies above that of another, by Newcombe."""
    ours, theirs, apart = interval(one), interval(other), one.rate - other.rate
    return Interval(
        low=apart - sqrt((one.rate - ours.low) ** 2 + (theirs.high - other.rate) ** 2),
        high=apart + sqrt((ours.high - one.rate) ** 2 + (other.rate - theirs.low) ** 2),
    )


def chance(one: Tried, other: Tried) -> float:
    """Say how often two texts that are alike would differ at least that much."""
    people = one.delivered + other.delivered
    pooled = (one.replied + other.replied) / people
    error = sqrt(pooled * (1 - pooled) * (1 / one.delivered + 1 / other.delivered))
    if error == 0:
        return 1.0
    return 2 * (1 - NormalDist().cdf(abs(one.rate - other.rate) / error))


def judge(tried: Sequence[Tried]) -> Verdict:
    """Say whether one text is better than all others, as far as a sample of this size tells."""
    fewest = min(one.delivered for one in tried)
    if fewest < SAMPLE or _expected(tried, fewest) < ANSWERS:
        return TooEarly(sent=fewest)
    best = max(range(len(tried)), key=lambda index: tried[index].rate)
    others = [index for index in range(len(tried)) if index != best]
    corrected = _holm([chance(tried[best], tried[index]) for index in others])
    worst = max(corrected)
    if worst >= LEVEL:
        return Alike(chance=worst)
    second = max(others, key=lambda index: tried[index].rate)
    return Better(best=best, lead=difference(tried[best], tried[second]), chance=worst)


def _expected(tried: Sequence[Tried], people: int) -> float:
    return people * sum(one.replied for one in tried) / sum(one.delivered for one in tried)


def _holm(chances: Sequence[float]) -> list[float]:
    """Correct chances for their number: the smallest times all, the next times one less, none below one before it."""
    found = [0.0] * len(chances)
    highest = 0.0
    for rank, index in enumerate(sorted(range(len(chances)), key=lambda one: chances[one])):
        highest = max(highest, min(1.0, chances[index] * (len(chances) - rank)))
        found[index] = highest
    return found
