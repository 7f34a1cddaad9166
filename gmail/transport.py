"""Carry one request to Google exactly once, and know whether it may have been carried out.

httplib2, the usual transport under google-api-python-client, posts again by itself when the server closes
the connection without an answer: a mail would go out twice. So nothing here is ever repeated but a 401,
which Google did not execute.
"""

import contextlib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from http.client import HTTPException
from urllib.parse import urlencode, urlsplit

import httplib2
import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from gmail.errors import OutcomeUnknown, Unavailable

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
FORM_READ_SECONDS = 30.0

Tokens = Callable[[bool], str]
"""Gives the access token; True asks for a new one because the last was refused."""

_TROUBLE = (HTTPError, HTTPException, OSError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server said, with lower-case header names."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    method: str
    uri: str
    headers: Mapping[str, str]
    body: bytes = b""
    read_seconds: float


class Transport:
    """Stand where google-api-python-client expects its `http`; safe to use from any thread."""

    def __init__(self, tokens: Tokens, *, read_seconds: float = READ_SECONDS) -> None:
        self._tokens = tokens
        self._read_seconds = read_seconds

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        **_ignored: object,
    ) -> tuple[httplib2.Response, bytes]:
        """Make one request; raise Unavailable (nothing was done) or OutcomeUnknown (it may have been)."""
        content = body.encode() if isinstance(body, str) else body or b""
        bare = _Request(
            method=method,
            uri=uri,
            headers=dict(headers or {}),
            body=content,
            read_seconds=self._read_seconds,
        )
        answer = _carry(self._authorised(bare, refused=False))
        if answer.status == 401:
            answer = _carry(self._authorised(bare, refused=True))
        response = httplib2.Response({**answer.headers, "status": str(answer.status)})
        response.reason = answer.reason
        return response, answer.content

    def _authorised(self, request: _Request, *, refused: bool) -> _Request:
        headers = {name: value for name, value in request.headers.items() if name.lower() != "authorization"}
        return replace(request, headers={**headers, "authorization": f"Bearer {self._tokens(refused)}"})


def post_form(url: str, fields: Mapping[str, str]) -> Answer:
    """Post a form once; raise Unavailable or OutcomeUnknown like any write."""
    headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
    body = urlencode(fields).encode()
    return _write(
        _Request(method="POST", uri=url, headers=headers, body=body, read_seconds=FORM_READ_SECONDS)
    )


def _carry(request: _Request) -> Answer:
    return _read(request) if request.method == "GET" else _write(request)


def _read(request: _Request) -> Answer:
    patience = urllib3.Timeout(connect=CONNECT_SECONDS, read=request.read_seconds)
    try:
        response = _pool(_root(request.uri)).urlopen(
            "GET",
            _target(request.uri),
            headers=request.headers,
            retries=False,
            redirect=False,
            timeout=patience,
        )
        return _answer(response, response.data)
    except _TROUBLE as trouble:
        # The trouble's own text may hold the address of the request, with what was searched for.
        raise Unavailable(type(trouble).__name__) from None


def _write(request: _Request) -> Answer:
    connection = _fresh_connection(request.uri)
    with contextlib.closing(connection):
        try:
            connection.connect()
        except _TROUBLE as trouble:
            # Name, connection or handshake: not one byte of the request was written.
            raise Unavailable(type(trouble).__name__) from None
        try:
            return _converse(connection, request)
        except _TROUBLE as trouble:
            raise OutcomeUnknown(type(trouble).__name__) from None


def _converse(connection: HTTPConnection, request: _Request) -> Answer:
    connection.timeout = request.read_seconds
    if connection.sock is not None:
        connection.sock.settimeout(request.read_seconds)
    headers = {name: value for name, value in request.headers.items() if name.lower() != "content-length"}
    # A server may answer (413, 401) and hang up before it has read the whole body: its answer counts.
    with contextlib.suppress(BrokenPipeError):
        connection.request(
            request.method, _target(request.uri), body=request.body, headers=headers, preload_content=False
        )
    response = connection.getresponse()
    return _answer(response, response.read(decode_content=True))


def _answer(response: urllib3.BaseHTTPResponse, content: bytes) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status, reason=response.reason or "", headers=headers, content=content)


def _fresh_connection(uri: str) -> HTTPConnection:
    """Prepare a connection of its own for one write: never a stale kept-alive socket."""
    parts = urlsplit(uri)
    host = parts.hostname or ""
    if parts.scheme == "https":
        return HTTPSConnection(host, parts.port, timeout=CONNECT_SECONDS, ssl_context=_tls())
    return HTTPConnection(host, parts.port, timeout=CONNECT_SECONDS)


def _target(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _root(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"


@cache
def _pool(root: str) -> urllib3.HTTPConnectionPool:
    secured = {"ssl_context": _tls()} if root.startswith("https:") else {}
    return urllib3.connection_from_url(root, maxsize=32, **secured)
