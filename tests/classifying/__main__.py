"""`make classify`: what the classifier takes mail for, on public samples and on mail of our own making."""

import sys
from collections.abc import Iterable

from tests.classifying import corpus, samples, scoring
from tests.classifying.letters import Letter
from tests.classifying.scoring import GOALS, Outcome


def main() -> int:
    """Measure both libraries; 1 when a goal is missed."""
    missed = _measure("Mail of our own making", corpus.letters())
    if not samples.are_here():
        say(samples.ABSENT)
        return missed
    return _measure(f"Public samples in {samples.SAMPLES}", samples.letters()) or missed


def _measure(title: str, letters: Iterable[Letter]) -> int:
    found = scoring.outcomes(letters)
    say(f"\n{title}: {len(found)} mails\n{'=' * 72}")
    _say_confusion(found)
    _say_faults(found)
    missed = 0
    for name, share in scoring.shares(found).items():
        is_missed = share.rate < GOALS[name]
        missed |= is_missed
        wanted = f"goal {GOALS[name]:.0%}" + (", MISSED" if is_missed else "")
        say(f"{name:34} {share.right:4} of {share.of:4}  {share.rate:7.2%}  ({wanted})")
    return missed


def _say_confusion(found: Iterable[Outcome]) -> None:
    say(f"{'source':26} {'is':28} {'taken for':14} mails")
    for source, table in sorted(scoring.confusion(found).items()):
        for (expected, actual), count in sorted(table.items()):
            mark = "" if actual in expected.split("/") or expected == "any" else "  <-"
            say(f"{source[:26]:26} {expected[:28]:28} {actual:14} {count:5}{mark}")


def _say_faults(found: Iterable[Outcome]) -> None:
    faulty = [one for one in found if one.faults]
    say(f"\n{len(faulty)} went wrong")
    for one in faulty:
        for fault in one.faults:
            say(f"  {one.letter.source}: {one.letter.name}: {fault}")
    say("")


def say(line: str) -> None:
    """Write a line for whoever watches."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
