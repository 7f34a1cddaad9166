"""What a message in Slack says, wherever in it that stands, and who wrote it."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

Message = Mapping[str, Any]

SAID = ("text", "pretext", "title", "title_link", "value")
"""Fields of messages, attachments and blocks that people write links and addresses into."""
INSIDE = ("blocks", "elements", "fields", "attachments", "message_blocks", "message", "rows")
DEEPEST = 12
LONGEST = 200_000
"""Characters that are looked through; Slack cuts a text at 40,000, and says it once more in blocks."""


def words(message: Message) -> str:
    """Give everything a message says, its blocks and what it forwards included, names of files not."""
    return "\n".join(_said(message, 0))[:LONGEST]


def author(message: Message) -> str:
    """Name who wrote a message by their Slack id; empty for what an app has written."""
    if message.get("bot_id") or message.get("subtype") == "bot_message":
        return ""
    return str(message.get("user") or "")


def written_at(message: Message) -> datetime | None:
    """Tell when a message was written."""
    try:
        return datetime.fromtimestamp(int(float(message.get("ts", ""))), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _said(part: object, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    if isinstance(part, list):
        for one in part:
            yield from _said(one, depth + 1)
    if not isinstance(part, Mapping):
        return
    if part.get("type") in {"rich_text_section", "rich_text_preformatted", "rich_text_quote"}:
        yield _sentence(part.get("elements"))
        return
    for name in SAID:
        if isinstance(part.get(name), str):
            yield part[name]
    if isinstance(part.get("text"), Mapping):
        yield from _said(part["text"], depth + 1)
    for name in INSIDE:
        yield from _said(part.get(name), depth + 1)


def _sentence(elements: object) -> str:
    """Write one paragraph of rich text as it reads; a link in it stands by itself."""
    found = elements if isinstance(elements, list) else []
    return "".join(_piece(one) for one in found if isinstance(one, Mapping))


def _piece(element: Mapping[str, Any]) -> str:
    if isinstance(url := element.get("url"), str):
        return f" <{url}> "
    return str(element.get("text") or "")
