"""What a message says, read from a call, an acknowledgement or a response_url alike."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.slack import surfaces
from sandbox.slack.checks import messages as checks
from sandbox.slack.wire import Payload, SlackError

_LONGEST_TEXT = 40_000
_LINK = re.compile(r"(?<![<|])https?://[^\s<>|]+")
_ADDRESS = re.compile(r"(?<![\w<|:.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EITHER = re.compile(f"{_LINK.pattern}|{_ADDRESS.pattern}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The words and blocks of a message; None where the sender said nothing about it."""

    text: str | None = None
    blocks: list[Payload] | None = None
    attachments: list[Payload] | None = None
    metadata: Payload | None = None

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to show."""
        return not (self.text or self.blocks or self.attachments)


def read(given: Mapping[str, Any]) -> Content:
    """Read and check the words and blocks of a message; raise SlackError as chat.postMessage would."""
    text = given.get("text")
    if text is not None and not isinstance(text, str):
        raise SlackError("invalid_arguments", messages=["[ERROR] must be a string [json-pointer:/text]"])
    blocks = _list(given.get("blocks"), trouble="invalid_blocks_format")
    attachments = _list(given.get("attachments"), trouble="invalid_attachments")
    _refuse_broken(blocks, attachments)
    return Content(
        text=None if text is None else text[:_LONGEST_TEXT],
        blocks=None if blocks is None else surfaces.named(blocks),
        attachments=None if attachments is None else [_attached(one) for one in numbered(attachments)],
        metadata=_object(given.get("metadata")),
    )


def numbered(attachments: list[Payload]) -> list[Payload]:
    """Give every attachment its number, counted from one."""
    return [{"id": number, **attachment} for number, attachment in enumerate(attachments, 1)]


def typed(text: str) -> str:
    """Write what a person typed with Slack's marks: links and mail addresses in angle brackets."""
    return _EITHER.sub(_marked, text)


def escaped(text: str) -> str:
    """Write the three characters Slack uses for its own marks as it stores them."""
    return html.escape(text, quote=False)


def links(text: str) -> list[str]:
    """List the links in a stored text."""
    return [html.unescape(found) for found in re.findall(r"<(https?://[^>|]+)", text)]


def _marked(found: re.Match[str]) -> str:
    text = found.group()
    return f"<{text}>" if "://" in text else f"<mailto:{text}|{text}>"


def _refuse_broken(blocks: list[Payload] | None, attachments: list[Payload] | None) -> None:
    problems = checks.check_blocks(blocks or [])
    if problems:
        raise SlackError("invalid_blocks", messages=problems, also={"errors": list(problems)})
    problems = checks.check_attachments(attachments or [])
    if problems:
        raise SlackError("invalid_attachments", messages=problems, also={"errors": list(problems)})
    if checks.too_long(blocks or []):
        raise SlackError("msg_blocks_too_long")


def _attached(attachment: Payload) -> Payload:
    kept: Payload = surfaces.without_nothing(attachment)
    if "blocks" not in kept:
        return kept
    return {**kept, "blocks": surfaces.named(kept["blocks"])}


def _list(value: object, *, trouble: str) -> list[Payload] | None:
    value = _decoded(value, trouble=trouble)
    if value is None:
        return None
    if not isinstance(value, list):
        raise SlackError(trouble)
    return value


def _object(value: object) -> Payload | None:
    value = _decoded(value, trouble="invalid_metadata_format")
    if value is not None and not isinstance(value, dict):
        raise SlackError("invalid_metadata_format")
    return value


def _decoded(value: object, *, trouble: str) -> object:
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        decoded: object = json.loads(value)
    except ValueError as error:
        raise SlackError(trouble) from error
    return decoded
