"""Which name somebody meant who mistyped it."""

import difflib
from collections.abc import Collection

SHORT = 2  # letters of a word that is like too many others


def nearest(name: str, known: Collection[str], *, most: int = 3) -> list[str]:
    """Give the known names that look like this one or have a word like it, best first; capitals do not matter."""
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(_folded(candidate), candidate)
    wanted = _folded(name)
    alike = difflib.get_close_matches(wanted, folded, n=most, cutoff=0.5)
    inside = [one for one in folded if wanted and wanted in one]
    words = {word: one for one in reversed(folded) for word in one.split() if len(word) > SHORT}
    alike_in_part = difflib.get_close_matches(wanted, words, n=most, cutoff=0.75)
    every = [*alike, *inside, *(words[word] for word in alike_in_part)]
    return [folded[one] for one in dict.fromkeys(every)][:most]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
