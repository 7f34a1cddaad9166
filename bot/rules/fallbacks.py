"""Neutral phrases that may stand where nobody knows a value, and how a text reads with them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PHRASES = {
    "company": "your team",
    "title": "your work",
    "school": "your studies",
    "location": "your area",
}
"""Only what reads true of everybody: why somebody is written to, or who told of them, is for a person to say."""

# Private-use characters: no keyboard types them, and no markup reads them.
_BEGINS, _ENDS = "\ue000", "\ue001"
_MARKS = str.maketrans("", "", _BEGINS + _ENDS)
_BETWEEN = re.compile(r"\n\s*\n|(?<=[.!?])\s+|\n(?=\s*(?:[-*•]|\d+[.)])\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """What may stand for the missing tokens of one text: each with its phrase, and the sentences as they will read."""

    phrases: tuple[tuple[str, str], ...]
    reads: tuple[str, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.phrases)


def standing_in(missing: Iterable[str]) -> dict[str, str]:
    """Give a phrase for each missing token; nothing where one of them has none, as the text would wait all the same."""
    names = tuple(missing)
    return {name: PHRASES[name] for name in names} if all(name in PHRASES for name in names) else {}


def marked(phrases: Mapping[str, str]) -> dict[str, str]:
    """Mark phrases so that `reads` finds them again in a text."""
    return {name: f"{_BEGINS}{phrase}{_ENDS}" for name, phrase in phrases.items()}


def reads(text: str) -> tuple[str, ...]:
    """Give the sentences of a plain text in which a marked phrase stands, without the marks, each once."""
    found = (one for one in _BETWEEN.split(text) if _BEGINS in one)
    return tuple(dict.fromkeys(" ".join(one.translate(_MARKS).split()) for one in found))
