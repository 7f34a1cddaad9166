"""Messages as the API shows them."""

import base64
import html
from collections.abc import Collection
from datetime import datetime
from email.message import Message as Part
from typing import Any

from sandbox.google import errors, letters, reading
from sandbox.google.mailbox import Message

FORMATS = frozenset({"full", "metadata", "minimal", "raw"})
SNIPPET = 200


def message(held: Message, form: str, wanted: Collection[str] = ()) -> dict[str, Any]:
    """Show one message; `wanted` names the headers of the metadata form, all when empty."""
    if form not in FORMATS:
        raise errors.invalid(
            f"Invalid value at 'format' (type.googleapis.com/google.apps.gmail.v1.Format), \"{form}\""
        )
    shown = _outline(held)
    if form == "raw":
        return shown | {"raw": _base64(held.letter.source())}
    if form == "full":
        return shown | {"payload": _part(held.letter.parsed(), "", held.letter.headers())}
    if form == "metadata":
        return shown | {"payload": _head(held, wanted)}
    return shown


def reference(held: Message, labels: bool = True) -> dict[str, Any]:
    """Show what a list or an accepted change tells of a message."""
    bare = {"id": held.id, "threadId": held.thread_id}
    return bare | ({"labelIds": sorted(held.labels)} if labels else {})


def attachment(held: Message, attachment_id: str) -> dict[str, Any]:
    """Show the content of a part; raise ApiError when there is no such part."""
    for number, part in enumerate(held.letter.parsed().walk()):
        if attachment_id == _attachment_id(number):
            content = _content(part)
            return {"size": len(content), "data": _base64(content)}
    raise errors.not_found()


def stamp(moment: datetime) -> str:
    """Give an instant as milliseconds since 1970, in a string."""
    return str(int(moment.timestamp() * 1000))


def _outline(held: Message) -> dict[str, Any]:
    text = " ".join(reading.text(held.letter).split())
    return {
        **reference(held),
        "snippet": html.escape(text[:SNIPPET], quote=True),
        "sizeEstimate": len(held.letter.source()),
        "historyId": str(held.history_id),
        "internalDate": stamp(held.at),
    }


def _head(held: Message, wanted: Collection[str]) -> dict[str, Any]:
    names = {name.lower() for name in wanted}
    told = [(name, value) for name, value in held.letter.headers() if not names or name.lower() in names]
    return {"mimeType": held.letter.parsed().get_content_type(), "headers": _headers(told)}


def _headers(fields: Collection[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in fields]


def _part(
    part: Part, number: str, fields: Collection[tuple[str, str]], root: Part | None = None
) -> dict[str, Any]:
    root = root or part
    shown: dict[str, Any] = {
        "partId": number,
        "mimeType": part.get_content_type(),
        "filename": part.get_filename() or "",
        "headers": _headers(fields),
        "body": _body(part, root),
    }
    if children := _children(part):
        prefix = f"{number}." if number else ""
        shown["parts"] = [
            _part(child, f"{prefix}{n}", _fields(child), root) for n, child in enumerate(children)
        ]
    return shown


def _children(part: Part) -> list[Part]:
    held = part.get_payload()
    if part.get_content_type() == "message/delivery-status" or not isinstance(held, list):
        return []
    return [child for child in held if isinstance(child, Part)]


def _fields(part: Part) -> list[tuple[str, str]]:
    return [(name, letters.decode(str(value).replace("\r\n", ""))) for name, value in part.raw_items()]


def _body(part: Part, root: Part) -> dict[str, Any]:
    if part.get_content_maintype() == "multipart":
        return {"size": 0}
    content = _content(part)
    if part.get_content_maintype() == "text" and not part.get_filename():
        return {"size": len(content), "data": _base64(content)}
    number = next(n for n, other in enumerate(root.walk()) if other is part)
    return {"attachmentId": _attachment_id(number), "size": len(content)}


def _content(part: Part) -> bytes:
    held = part.get_payload()
    if isinstance(held, list):
        return b"\r\n".join(child.as_bytes() for child in held if isinstance(child, Part))
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _attachment_id(number: int) -> str:
    return _base64(f"part-{number}".encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()
