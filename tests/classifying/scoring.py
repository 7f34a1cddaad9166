"""How the classifier does on some letters: who was taken for what, and the shares that were promised."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from gmail import classify, messages
from gmail.classify import Kind, Meaning
from tests.classifying.letters import Letter
from tests.gmail.builders import NOW, OWN

GOALS = {
    "bounces of Google and Microsoft": 0.99,
    "bounces": 0.97,
    "automatic answers": 0.95,
    "people not taken for machines": 1.0,
    "hard and soft told apart": 0.90,
    "quotes removed": 0.95,
}
_REPORTS = frozenset({Kind.BOUNCE, Kind.DELAY})
_PEOPLE = frozenset({Kind.HUMAN, Kind.MAYBE_AUTO})
_GIANT = re.compile(
    rb"^(?:From:[^\n]*(?:@googlemail\.com|@google\.com|MicrosoftExchange|@outlook\.com|@hotmail\.com)"
    rb"|Reporting-MTA:[^\n]*(?:google|outlook|exchange|hotmail)"
    rb"|X-MS-Exchange-Message-Is-Ndr:)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many."""

    right: int
    of: int

    @property
    def rate(self) -> float:
        """Give the part that was right; of nothing, all."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A letter, and what it was taken for."""

    letter: Letter
    meaning: Meaning

    @cached_property
    def faults(self) -> tuple[str, ...]:
        """Say everything that is wrong about it."""
        return tuple(self._faults())

    def _faults(self) -> Iterator[str]:
        letter, meaning = self.letter, self.meaning
        if meaning.kind not in letter.kinds:
            yield f"is {' or '.join(sorted(letter.kinds))}, taken for {meaning.kind}: {meaning.why}"
            return
        if meaning.kind is Kind.BOUNCE and letter.bounces and meaning.bounce not in letter.bounces:
            yield f"is {' or '.join(sorted(letter.bounces))}, judged {meaning.bounce}"
        if letter.recipients is not None and meaning.recipients != letter.recipients:
            yield f"is about {letter.recipients}, read {meaning.recipients}"
        if letter.own is not None and spaced(meaning.text) != spaced(letter.own):
            yield f"its own words are {letter.own!r}, read {meaning.text!r}"


def spaced(text: str) -> str:
    """Give a text by which line breaks and blanks make no difference."""
    return " ".join(text.split())


def outcomes(letters: Iterable[Letter]) -> tuple[Outcome, ...]:
    """Classify some letters."""
    return tuple(Outcome(letter=letter, meaning=_meaning(letter)) for letter in letters)


def _meaning(letter: Letter) -> Meaning:
    return classify.classify(messages.from_source(letter.raw, id="m1", received_at=NOW), own=OWN)


def shares(found: Iterable[Outcome]) -> dict[str, Share]:
    """Count what was promised."""
    found = tuple(found)
    reports = [one for one in found if one.letter.kinds <= _REPORTS]
    giants = [one for one in reports if is_from_giant(one.letter)]
    machines = [one for one in found if one.letter.kinds == {Kind.AUTO_REPLY}]
    people = [one for one in found if Kind.HUMAN in one.letter.kinds and one.letter.kinds <= _PEOPLE]
    judged = [one for one in reports if one.letter.bounces and one.meaning.kind is Kind.BOUNCE]
    quoting = [one for one in found if one.letter.own is not None]
    right = {
        "bounces of Google and Microsoft": (giants, [one for one in giants if _is_found(one)]),
        "bounces": (reports, [one for one in reports if _is_found(one)]),
        "automatic answers": (machines, [one for one in machines if _is_found(one)]),
        "people not taken for machines": (people, [one for one in people if one.meaning.kind in _PEOPLE]),
        "hard and soft told apart": (
            judged,
            [one for one in judged if one.letter.bounces and one.meaning.bounce in one.letter.bounces],
        ),
        "quotes removed": (
            quoting,
            [one for one in quoting if spaced(one.meaning.text) == spaced(one.letter.own or "")],
        ),
    }
    return {name: Share(right=len(good), of=len(every)) for name, (every, good) in right.items()}


def is_from_giant(letter: Letter) -> bool:
    """Tell whether Google or Microsoft wrote a report."""
    return letter.is_from_giant or bool(_GIANT.search(letter.raw[:20_000]))


def confusion(found: Iterable[Outcome]) -> dict[str, Counter[tuple[str, str]]]:
    """Count, by source, which kinds were taken for which."""
    table: dict[str, Counter[tuple[str, str]]] = {}
    for one in found:
        expected = "/".join(sorted(one.letter.kinds)) if len(one.letter.kinds) < 4 else "any"
        table.setdefault(one.letter.source, Counter())[expected, one.meaning.kind.value] += 1
    return table


def _is_found(one: Outcome) -> bool:
    return one.meaning.kind in one.letter.kinds
