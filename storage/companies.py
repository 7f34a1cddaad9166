"""Companies by name: the same one however somebody wrote it."""

import re
import unicodedata

LONGEST = 150

_NAMES = """
ab ag as asa bv co company corp corporation gmbh inc incorporated kg kgaa limited llc llp ltd nv oy oyj plc pty sa
sarl sas se spa srl ug
"""
_FORMS = frozenset(_NAMES.split())


def key(name: str) -> str:
    """Fold the name of a company: without case, accents, signs, and what kind of company it is by law."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " ").replace(".", ""))
    kept = "".join(one for one in plain if not unicodedata.combining(one)).casefold()
    words = re.sub(r"[\W_]+", " ", kept).split()
    while len(words) > 1 and words[-1] in _FORMS:
        words.pop()
    return " ".join(words)[:LONGEST].strip()
