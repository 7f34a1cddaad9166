"""Which of the names one knows somebody meant who listed a few, each by its beginning."""

import re
from collections.abc import Sequence

from bot.refusals import Refusal
from bot.rules import names

_BETWEEN = re.compile(r"\s*(?:[,;\n]|\s(?:and|&)\s)\s*", re.IGNORECASE)
_QUOTES = "\"'“”„‘’`* "


def listed(words: str, known: Sequence[str]) -> list[str]:
    """Find the names a list means, in its order; a name may itself hold a comma, and the longest that fits is meant.

    Raises Refusal that names the nearest for what is none, and the choice where several begin so.
    """
    pieces = [(one.start(), one.end()) for one in _BETWEEN.finditer(words)]
    begins = [0, *(end for _, end in pieces)]
    ends = [*(start for start, _ in pieces), len(words)]
    found: list[str] = []
    place = 0
    while place < len(begins):
        longest = next(
            (
                (name, upto)
                for upto in range(len(ends), place, -1)
                if (name := _meant(words[begins[place] : ends[upto - 1]], known))
            ),
            None,
        )
        if longest is None:
            raise _unclear(words[begins[place] : ends[place]].strip(_QUOTES), known)
        name, place = longest
        found.append(name)
    return list(dict.fromkeys(found))


def _meant(words: str, known: Sequence[str]) -> str:
    wanted = _folded(words)
    exact = [one for one in known if _folded(one) == wanted]
    begins = [one for one in known if wanted and _folded(one).startswith(wanted)]
    fitting = exact or begins
    return fitting[0] if len(fitting) == 1 else ""


def _unclear(words: str, known: Sequence[str]) -> Refusal:
    if not words:
        return Refusal("Which sequences?", "Name them after `for`, with a comma between two.")
    if begins := [one for one in known if _folded(one).startswith(_folded(words))]:
        return Refusal(f"Several sequences begin with “{words}”.", f"Did you mean {' or '.join(begins[:5])}?")
    nearest = names.nearest(words, known)
    mend = f"Did you mean {' or '.join(nearest)}?" if nearest else "`/sequence list` shows those you can see."
    return Refusal(f"There is no shared sequence called “{words}”.", mend)


def _folded(name: str) -> str:
    return " ".join(name.casefold().strip(_QUOTES).split())
