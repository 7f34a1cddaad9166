"""Where somebody's data come from, said at the end of the first email to them, where a workspace wants it said."""

import re
from urllib.parse import urlsplit

from bot.refusals import Refusal
from bot.rules import templates
from storage.statuses import Source

TOKEN = "{{source}}"
COLLEAGUE, LIST = "a colleague", "a list"
EXAMPLE = "linkedin.com"
_NAMED = frozenset({Source.MESSAGE})
_LISTED = frozenset({Source.LIST, Source.CSV})


def check(line: str) -> str:
    """Give the sentence as it is used; raises Refusal for more than one line or for another token."""
    said = " ".join(line.split())
    if "\n" in line.strip():
        raise Refusal("It must be one line.")
    if re.search(r"[{}]", said.replace(TOKEN, "")):
        raise Refusal(f"The only token it may have is {TOKEN}.")
    return said


def source(link: str, how: Source, referrer: str) -> str:
    """Say where somebody was found: the site of their profile, a colleague who named them, or a list."""
    if host := urlsplit(link).hostname:
        return host.removeprefix("www.")
    if referrer or how in _NAMED:
        return COLLEAGUE
    return LIST if how in _LISTED else COLLEAGUE


def said(line: str, found: str) -> str:
    """Fill the sentence in for one person; empty where there is none."""
    return line.replace(TOKEN, found)


def added(body: str, sentence: str) -> str:
    """Put a filled sentence below a text in CommonMark, where it reads as it is written."""
    return f"{body.rstrip()}\n\n{templates.literal(sentence)}" if sentence else body
