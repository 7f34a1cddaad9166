"""A browser as small as can be: one GET, straight into an ASGI application."""

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


def get(application: ASGIApp, path: str, **query: str) -> Page:
    """Ask for a page."""
    return asyncio.run(_get(application, path, urlencode(query)))


async def _get(application: ASGIApp, path: str, query: str) -> Page:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"overture.example")],
        "server": ("overture.example", 80),
        "client": ("192.0.2.1", 1),
    }
    await application(scope, receive, send)
    return _page(sent)


def _page(sent: list[Message]) -> Page:
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Page(status=sent[0]["status"], headers=headers, text=body.decode())
