"""What places are called in other alphabets than ours: Москва, 東京, القاهرة.

It is read when somebody first writes so, which takes half a second: more than a hundred thousand names, kept as one
text, a tenth of what a dict of them takes.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.rules import gazetteer
from bot.rules.gazetteer import City

_READING = threading.Lock()
_OURS = "\u0250"
"""Before it stand the letters of our alphabet."""


@dataclass(frozen=True, slots=True)
class Names:
    """Folded names, one at the beginning of each line; behind it stands the number of its place."""

    lines: bytes
    places: tuple[City, ...]

    def get(self, name: str) -> Iterator[City]:
        """Find the places of a folded name."""
        sought, at = f"\n{name}\t".encode(), -1
        while (at := self.lines.find(sought, at + 1)) >= 0:
            begin = at + len(sought)
            yield self.places[int(self.lines[begin : self.lines.find(b"\n", begin)])]


def known() -> Names:
    """Read them, once, however many ask at the same time."""
    with _READING:
        return _read()


@cache
def _read() -> Names:
    lines = bytearray()
    for number, row in enumerate(gazetteer.rows()):
        for name in {gazetteer.fold(one) for one in row["alternatenames"] if one[:1] >= _OURS}:
            if not name.isascii():
                lines.extend(f"\n{name}\t{number}".encode())
    lines.extend(b"\n")
    return Names(lines=bytes(lines), places=gazetteer.known().every)
