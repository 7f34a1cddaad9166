"""Many calls in one request, as multipart/mixed."""

import secrets
from email import message_from_bytes
from email.message import Message as Part
from urllib.parse import parse_qs, urlsplit

from sandbox.google import asks, errors, gateway
from sandbox.google.accounts import Google
from sandbox.google.asks import Answer, Ask
from sandbox.google.errors import ApiError

MOST = 100


def perform(google: Google, ask: Ask) -> Answer:
    """Carry out each inner call on its own; each costs its own units."""
    try:
        inner = _inner(ask)
    except ApiError as error:
        return asks.refusal(error)
    boundary = f"batch_{secrets.token_hex(12)}"
    parts = [_written(name, gateway.perform(google, one), boundary) for name, one in inner]
    content = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return Answer(content=content, media_type=f"multipart/mixed; boundary={boundary}")


def _inner(ask: Ask) -> list[tuple[str, Ask]]:
    head = f"Content-Type: {ask.headers.get('content-type', '')}\r\n\r\n".encode()
    parts = message_from_bytes(head + ask.body).get_payload()
    if not isinstance(parts, list):
        raise errors.ApiError(400, "Failed to parse batch request, error: no boundary")
    if len(parts) > MOST:
        raise errors.ApiError(400, "The batch request exceeded the maximum limit of 100 calls")
    return [(str(part["Content-ID"] or ""), _read(part, ask)) for part in parts if isinstance(part, Part)]


def _read(part: Part, outer: Ask) -> Ask:
    content = part.get_payload(decode=True)
    head, _, body = (
        (content if isinstance(content, bytes) else b"").replace(b"\r\n", b"\n").partition(b"\n\n")
    )
    request, _, fields = head.decode().partition("\n")
    words = request.split()
    if len(words) < 2:
        raise errors.ApiError(400, "Failed to parse batch request, error: no request line")
    headers = {name.lower(): str(value) for name, value in message_from_bytes(fields.encode()).items()}
    address = urlsplit(words[1])
    return Ask(
        method=words[0],
        path=address.path,
        query=parse_qs(address.query, keep_blank_values=True),
        headers={"authorization": outer.headers.get("authorization", "")} | headers,
        body=body,
        root=outer.root,
    )


def _written(name: str, answer: Answer, boundary: str) -> bytes:
    lines = [
        f"--{boundary}",
        "Content-Type: application/http",
        f"Content-ID: {name.replace('<', '<response-', 1)}",
        "",
        f"HTTP/1.1 {answer.status} {'OK' if answer.status < 300 else 'Error'}",
        f"Content-Type: {answer.media_type}",
        *(f"{key}: {value}" for key, value in answer.headers.items()),
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + answer.payload() + b"\r\n"
