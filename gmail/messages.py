"""Messages, from Gmail's JSON or from their source, as Inbound."""

import base64
import email
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Any

from gmail import addresses, bodies
from gmail.bodies import Leaf
from gmail.inbound import Inbound

OUR_HEADER = "X-Overture-Id"

HEADERS = [
    "From",
    "To",
    "Cc",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "Precedence",
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Response-Suppress",
    "X-Failed-Recipients",
    "Return-Path",
    "Content-Type",
    "List-Id",
    "X-MS-Exchange-Generated-Message-Source",
    "X-MS-Exchange-Inbox-Rules-Loop",
    OUR_HEADER,
]
"""What we ask for when only headers are read."""

LINE_LIMIT = 2_000
"""Characters of a subject or a name we keep; no honest one is longer."""

SOURCE_LIMIT = 2_000_000
"""Bytes of a source we parse; what tells a bounce from an answer is near its beginning."""

BOUNDARIES, PARTS, COMPARED = 60, 5_000, 3_000_000
"""More than any honest mail has; its parser holds each line against every boundary around it."""

_CALENDARS = {"text/calendar", "application/ics"}
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
_UNPARSABLE = (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError)

Headers = Mapping[str, tuple[str, ...]]


def inbound(answer: Mapping[str, Any], *, raw: bytes = b"") -> Inbound:
    """Read messages.get, format metadata or full, whose source may have been fetched as well."""
    payload = answer.get("payload") or {}
    leaves = leaves_of_source(parsed(raw)) if raw else leaves_of_json(payload)
    return _inbound(
        {
            "id": str(answer["id"]),
            "thread_id": str(answer["threadId"]),
            "labels": frozenset(answer.get("labelIds", ())),
            "received_at": _received_at(answer),
            "raw": raw,
        },
        _headers(payload),
        tuple(leaves),
    )


def from_source(
    raw: bytes, *, id: str, received_at: datetime, thread_id: str = "", labels: frozenset[str] = frozenset()
) -> Inbound:
    """Read a message from nothing but its source; any bytes are a message."""
    message = parsed(raw)
    known = {"id": id, "thread_id": thread_id, "labels": labels, "received_at": received_at, "raw": raw}
    return _inbound(known, _grouped(_header_items(message)), tuple(leaves_of_source(message)))


def from_answer(answer: Mapping[str, Any]) -> Inbound:
    """Read messages.get, format raw."""
    return from_source(
        source(answer),
        id=str(answer["id"]),
        thread_id=str(answer["threadId"]),
        labels=frozenset(answer.get("labelIds", ())),
        received_at=_received_at(answer),
    )


def message_id(answer: Mapping[str, Any]) -> str:
    """Find the Message-ID in messages.get, format metadata."""
    return _message_id(_headers(answer.get("payload") or {}))


def source(answer: Mapping[str, Any]) -> bytes:
    """Find the source in messages.get, format raw."""
    return _unpacked(answer["raw"])


def parsed(raw: bytes) -> Message:
    """Parse a source; of a bomb only the head is read, and what breaks the parser is taken as plain text."""
    raw = raw[:SOURCE_LIMIT].lstrip()
    if not raw:
        return _plain(raw)
    try:
        return BytesHeaderParser().parsebytes(raw) if _is_bomb(raw) else email.message_from_bytes(raw)
    except _UNPARSABLE:
        return _plain(raw)


def _plain(raw: bytes) -> Message:
    plain = Message()
    plain.set_payload(raw.decode("latin-1").replace("\r", ""))
    return plain


def _is_bomb(raw: bytes) -> bool:
    """Tell whether a source has so many parts, or parts in parts, that its parser would be busy for minutes."""
    boundaries = raw.lower().count(b"boundary=")
    return boundaries > BOUNDARIES or boundaries * raw.count(b"\n") > COMPARED or raw.count(b"\n--") > PARTS


def has_hidden_text(answer: Mapping[str, Any]) -> bool:
    """Tell whether Gmail kept a text body back, as it does with large ones: then only the source has it."""
    return any(
        part.get("mimeType") in {"text/plain", "text/html"}
        and not part.get("filename")
        and not part.get("body", {}).get("data")
        and bool(part.get("body", {}).get("attachmentId"))
        for part in _json_parts(answer.get("payload") or {})
    )


def leaves_of_json(payload: Mapping[str, Any]) -> Iterator[Leaf]:
    """Walk the parts of a payload; a message inside the message is not ours to read."""
    for part in _json_parts(payload):
        headers = _headers(part)
        yield Leaf(
            kind=str(part.get("mimeType", "")).lower(),
            charset=_charset(" ".join(headers.get("content-type", ()))),
            content=_unpacked(part.get("body", {}).get("data", "")),
            attached=bool(part.get("filename")) or _is_attachment(headers),
        )


def leaves_of_source(message: Message) -> Iterator[Leaf]:
    """Walk the parts of a parsed source; a message inside the message is not ours to read."""
    kind = str(message.get_content_type()).lower()
    if kind.startswith("message/"):
        return
    if message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from leaves_of_source(part)
        return
    headers = _grouped(_header_items(message))
    content = _content(message)
    attached = _is_attachment(headers) or "name=" in " ".join(headers.get("content-type", ())).lower()
    yield Leaf(
        kind=kind,
        charset=_charset(" ".join(headers.get("content-type", ()))),
        content=content,
        attached=attached and kind != "text/calendar",
    )


def _inbound(known: dict[str, Any], headers: Headers, leaves: tuple[Leaf, ...]) -> Inbound:
    def value(name: str) -> str:
        return next(iter(headers.get(name, ())), "")

    name, address = addresses.first(value("from"))
    calendar = next((bodies.words(leaf) for leaf in leaves if leaf.kind in _CALENDARS and leaf.content), "")
    return Inbound(
        **known,
        from_address=address,
        from_name=name[:LINE_LIMIT],
        reply_to=addresses.first(value("reply-to"))[1],
        to=addresses.everyone(headers.get("to", ())),
        cc=addresses.everyone(headers.get("cc", ())),
        subject=addresses.decoded(value("subject"))[:LINE_LIMIT],
        rfc_id=_message_id(headers),
        in_reply_to=next(iter(message_ids(value("in-reply-to"))), ""),
        references=message_ids(" ".join(headers.get("references", ()))),
        token=value(OUR_HEADER.lower()).strip(),
        headers=headers,
        text=bodies.readable(leaves),
        calendar=bodies.tidy(calendar),
    )


def _received_at(answer: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(answer["internalDate"]) / 1000, UTC)


def message_ids(value: str) -> tuple[str, ...]:
    """Find the Message-IDs in a header, each once, in order."""
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(value)))


def _message_id(headers: Headers) -> str:
    named = next(iter(headers.get("message-id", ())), "")
    return next(iter(message_ids(named)), "")


def _headers(part: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return _grouped((entry["name"], entry["value"]) for entry in part.get("headers", ()))


def _grouped(items: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for name, value in items:
        unfolded = re.sub(r"\r?\n[ \t]*", " ", value)
        grouped.setdefault(name.strip().lower(), []).append(bodies.tidy(unfolded).strip())
    return {name: tuple(values) for name, values in grouped.items()}


def _header_items(message: Message) -> Iterator[tuple[str, str]]:
    for name, value in message.raw_items():
        # Undecodable bytes arrive as surrogates; most old mail means Latin-1 by them.
        text = str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        yield name, text


def _json_parts(payload: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    waiting = [payload]
    while waiting:
        part = waiting.pop()
        if str(part.get("mimeType", "")).lower().startswith("message/"):
            continue
        if part.get("parts"):
            waiting.extend(reversed(part["parts"]))
        else:
            yield part


def _unpacked(data: str) -> bytes:
    return base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))


def _content(message: Message) -> bytes:
    try:
        content = message.get_payload(decode=True)
    except _UNPARSABLE:
        content = None
    return content if isinstance(content, bytes) else str(message.get_payload()).encode("utf-8", "replace")


def _charset(content_type: str) -> str:
    found = re.search(r"charset\s*=\s*\"?([\w.:+-]+)", content_type, re.IGNORECASE)
    return found.group(1) if found else ""


def _is_attachment(headers: Headers) -> bool:
    return " ".join(headers.get("content-disposition", ())).strip().lower().startswith("attachment")
