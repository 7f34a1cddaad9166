"""Texts that are longer than one block takes: shown whole, in several, cut where a line or at least a word ends."""

import json
from collections.abc import Sequence

from bot.slack.views import limits, parts
from bot.slack.views.parts import Json

WHOLE = 15_000
"""Characters one screen carries at least; of more, as many as fit into BYTES."""

BYTES = 200_000


def pieces(text: str, limit: int = limits.SECTION_TEXT) -> list[str]:
    """Cut a text into pieces of at most so many characters; put together again they are the text."""
    found, begin = [], 0
    while len(text) - begin > limit:
        end = _end(text, begin, limit)
        found.append(text[begin:end])
        begin = end
    return [*found, text[begin:]]


def literal(text: str) -> list[Json]:
    """Show a text exactly as it is, ready to copy, in as many blocks as it takes."""
    return _shown(text, "rich_text_preformatted")


def quoted(text: str) -> list[Json]:
    """Show what somebody wrote as a quotation, in as many blocks as it takes."""
    return _shown(text, "rich_text_quote")


def _shown(text: str, kind: str) -> list[Json]:
    whole = parts.clean(text).strip("\n") or " "
    # Slack counts the bytes of a view as they are sent, where a letter may take a dozen.
    if len(whole) > WHOLE and len(json.dumps(whole)) > BYTES:
        whole = limits.shorten(whole, WHOLE)
    return [_block(piece, kind) for piece in pieces(whole)]


def _block(piece: str, kind: str) -> Json:
    return {
        "type": "rich_text",
        "elements": [{"type": kind, "elements": [{"type": "text", "text": piece}]}],
    }


def _end(text: str, begin: int, limit: int) -> int:
    """Find where to cut: after a blank line, a line, a word, or anywhere; never in the first half."""
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, begin + limit // 2, begin + limit)
        if found > 0:
            return found + len(mark)
    return begin + limit


def of_pages(lengths: Sequence[int], most: int, longest: int) -> list[int]:
    """Say where pages begin that hold at most so many things, and so many characters unless one alone has more."""
    begins, count, total = [0], 0, 0
    for place, length in enumerate(lengths):
        if count and (count == most or total + length > longest):
            begins.append(place)
            count, total = 0, 0
        count, total = count + 1, total + length
    return begins
