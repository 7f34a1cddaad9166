"""One HTTP request and one answer, away from the server's types."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from sandbox.google import errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request, read to its end. Header names are in lower case; `root` is the server's own address."""

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    root: str = ""

    def first(self, name: str) -> str:
        """Give the first value of a query parameter, or an empty string."""
        return (self.query.get(name) or [""])[0]

    def form(self) -> dict[str, list[str]]:
        """Read the body as a form."""
        return parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)

    def json(self) -> dict[str, Any]:
        """Read the body as a JSON object; raise ApiError when it is none."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError as error:
            raise errors.ApiError(400, "Parse Error", "parseError") from error
        if not isinstance(value, dict):
            raise errors.ApiError(400, "Invalid JSON payload received. Root element must be a message.")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes back: a JSON value, or `content` of another type."""

    status: int = 200
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    media_type: str = "application/json; charset=UTF-8"

    def payload(self) -> bytes:
        """Give the bytes of the body."""
        if self.json is None:
            return self.content
        return json.dumps(self.json, indent=2, ensure_ascii=False).encode()

    def response(self) -> Response:
        """Make the server's response of it."""
        return Response(self.payload(), self.status, dict(self.headers), self.media_type)


def refusal(error: errors.ApiError) -> Answer:
    """Answer with an error of the API."""
    headers = {"WWW-Authenticate": error.challenge} if error.challenge else {}
    return Answer(status=error.status, json=error.body(), headers=headers)


async def read(request: Request) -> Ask:
    """Read a request to its end."""
    return Ask(
        method=request.method,
        path=request.url.path,
        query=parse_qs(request.url.query, keep_blank_values=True),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.body(),
        root=str(request.base_url).rstrip("/"),
    )
