"""Which name somebody meant who mistyped it."""

import difflib
from collections.abc import Collection


def nearest(name: str, known: Collection[str], *, most: int = 3) -> list[str]:
    """Give the known names that look or begin like this one, best first; upper and lower case do not matter."""
    folded: dict[str, str] = {}
    for candidate in known:
        folded.setdefault(_folded(candidate), candidate)
    wanted = _folded(name)
    alike = difflib.get_close_matches(wanted, folded, n=most, cutoff=0.5)
    inside = [one for one in folded if wanted and wanted in one]
    return [folded[one] for one in dict.fromkeys([*alike, *inside])][:most]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
