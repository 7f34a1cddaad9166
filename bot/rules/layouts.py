"""A text laid out once for all who get it, with places where the values of each of them are put.

A value that is plain words reads the same whatever the words are, so the text around it is read once. With any other
value, and where a place is more than words in a sentence, nothing is laid out: the text is read for that person alone.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.common.utils import escapeHtml

from bot.rules import prose, source_line, templates
from bot.rules.prose import Halves

# Letters at both ends, for what stands beside a mark of emphasis decides what it means, and a full stop at most; digits
# alone could begin a list. Within, nothing that means anything in CommonMark once `templates` has disarmed it.
_PLAIN = re.compile(r"(\d*[^\W\d_](?:[\w ',.&/+’–-]*[^\W_])?)(\.?)")
_PLACE = re.compile(r"Zq(\d+)qZ")
# Where words could become the target of a link, an entity or an address.
_HAZARD = re.compile(r"\]:|\]\([^)]*Zq|&[#\w]*Zq|<[^\s>]*Zq")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Both halves of a text, every second piece of each being the name of a token."""

    text: tuple[str, ...]
    html: tuple[str, ...]


def halves(source: str, values: Mapping[str, str], line: str = "") -> Halves | None:
    """Say a template with its values in both halves of a mail, `line` below it as `source_line` puts it.

    None where it must be filled in and read anew, as must a template that has problems or lacks a value.
    """
    declared = templates.declared(values)
    given, ends = {}, {}
    for name in (token.name for token in templates.tokens(source, declared)):
        value = values.get(name, "")
        if plain := _PLAIN.fullmatch(value):
            given[name], ends[name] = plain.groups()
        elif value.strip():
            return None
    layout = _laid_out(source, declared, frozenset(ends.items()), line)
    if layout is None:
        return None
    safe = {name: escapeHtml(value) for name, value in given.items()}
    return Halves(text=_put(layout.text, given), html=_put(layout.html, safe))


def _put(pieces: tuple[str, ...], values: Mapping[str, str]) -> str:
    said = list(pieces)
    said[1::2] = [values[name] for name in pieces[1::2]]
    return "".join(said)


@lru_cache(maxsize=512)
def _laid_out(
    source: str, declared: frozenset[str], ends: frozenset[tuple[str, str]], line: str
) -> _Layout | None:
    if templates.problems(source, declared) or "Zq" in f"{source}{line}":
        return None
    names = tuple(name for name, _ in ends)
    places = {name: f"Zq{number}qZ{end}" for number, (name, end) in enumerate(ends)}
    filled = templates.render_markdown(source, dict.fromkeys(declared, "") | places)
    if isinstance(filled, templates.Missing):
        return None
    body = source_line.added(filled.text, line)
    return None if _HAZARD.search(body) else _among_words(body, names)


def _among_words(body: str, names: tuple[str, ...]) -> _Layout | None:
    """Split both halves at their places; None unless each place of the text is nothing but words in both."""
    written, words = prose.halves(body), "\n".join(prose.words(body))
    if len({len(_PLACE.findall(one)) for one in (body, words, written.text, written.html)}) > 1:
        return None
    return _Layout(text=_split(written.text, names), html=_split(written.html, names))


def _split(half: str, names: tuple[str, ...]) -> tuple[str, ...]:
    pieces = _PLACE.split(half)
    pieces[1::2] = [names[int(number)] for number in pieces[1::2]]
    return tuple(pieces)
