"""Where somebody's data come from, said at the end of the first email to them, where a workspace wants it said."""

import re

from bot.refusals import Refusal
from bot.rules import prose
from bot.rules.hosts import host_of
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
    if host := host_of(link):
        return host
    if referrer or how in _NAMED:
        return COLLEAGUE
    return LIST if how in _LISTED else COLLEAGUE


def added(body: str, line: str, found: str) -> str:
    """Put the sentence, filled in, below a text in CommonMark; without a sentence the text is as it was."""
    if not line:
        return body
    return f"{body.rstrip()}\n\n{prose.escaped(line.replace(TOKEN, found))}"
