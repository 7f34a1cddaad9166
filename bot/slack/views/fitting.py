"""Make a message's blocks short enough together; Slack refuses the whole message otherwise."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.slack.views import limits

CAPS = (1_500, 800, 500, 300, 200, 120, 80)


def fitted(blocks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Shorten the longest texts first, and only as far as it takes."""
    found = list(blocks)
    for cap in CAPS:
        if length(found) <= limits.HOUSE_BLOCK_TEXT:
            break
        found = [_capped(block, cap) for block in found]
    return found


def length(thing: Any) -> int:
    """Count the characters that are shown."""
    return sum(len(text) for text in _texts(thing))


def _capped(block: dict[str, Any], cap: int) -> dict[str, Any]:
    text = block.get("text")
    if block.get("type") != "section" or not text or len(text["text"]) <= cap:
        return block
    return block | {"text": text | {"text": limits.clip(text["text"], cap)}}


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from _texts(one)
