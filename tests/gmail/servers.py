"""A small server on loopback that misbehaves on request and remembers what it was asked."""

import json
import socket
import socketserver
import struct
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from gmail.oauth import Google

CLOSE = "close without an answer"
RESET = "reset the connection"
SLOW = "answer {} after a while"
HANG = "read everything and say nothing"
GARBAGE = b"\x16\x03\x01 this is no status line\r\n\r\n"
CUT = b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"id": "m1"'

Reply = bytes | str


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Script:
    """What to answer, by a piece of the path; the last answer of a list is repeated."""

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    busy: int = 0
    busiest: int = 0

    def next_reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        for piece, replies in self.replies.items():
            if piece in asked.path:
                return replies.pop(0) if len(replies) > 1 else replies[0]
        return said(404, {"error": {"message": "Not Found", "errors": [{"reason": "notFound"}]}})

    def posts(self, piece: str) -> int:
        return sum(asked.method == "POST" and piece in asked.path for asked in self.asked)


@dataclass(slots=True)
class Server:
    """Where the script is played."""

    url: str
    script: Script

    def google(self) -> Google:
        """Point every address of Google here."""
        return Google(
            client_id="client",
            client_secret="secret",
            api_url=self.url,
            auth_url=f"{self.url}/auth",
            token_url=f"{self.url}/token",
            revoke_url=f"{self.url}/revoke",
        )


def said(status: int, content: Any, **headers: str) -> bytes:
    """Write an answer with JSON in it; underscores in header names become hyphens."""
    body = json.dumps(content).encode()
    lines = [f"HTTP/1.1 {status} Word", f"Content-Length: {len(body)}", "Content-Type: application/json"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def refused(status: int, reason: str, message: str = "no", **headers: str) -> bytes:
    """Write a refusal in Google's shape."""
    return said(
        status,
        {"error": {"code": status, "message": message, "errors": [{"reason": reason}]}},
        **headers,
    )


TOKEN = said(200, {"access_token": "at-1", "expires_in": 3600})


@contextmanager
def serving(**replies: Sequence[Reply] | Reply) -> Iterator[Server]:
    """Play a script: each word is a piece of a path (`__` for `/`), each value one reply or a list of them."""
    given = {
        piece.replace("__", "/"): [r] if isinstance(r, bytes | str) else list(r)
        for piece, r in replies.items()
    }
    script = Script(replies={"token": [TOKEN], **given})

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            while (asked := _read(self.request)) is not None:
                script.busy += 1
                script.busiest = max(script.busiest, script.busy)
                reply = script.next_reply(asked)
                if reply == SLOW:
                    time.sleep(0.02)
                    reply = said(200, {"messages": []})
                script.busy -= 1
                if not _play(self.request, reply, script):
                    return

    class Threads(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Threads(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Server(url=f"http://127.0.0.1:{server.server_address[1]}", script=script)
        finally:
            script.released.set()
            server.shutdown()
            thread.join()


def closed_port() -> int:
    """Find a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _read(connection: socket.socket) -> Asked | None:
    received = b""
    try:
        while b"\r\n\r\n" not in received:
            more = connection.recv(65_536)
            if not more or more[:1] == b"\x16":  # the beginning of a TLS handshake, which we do not speak
                return None
            received += more
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", "0")):
            body += connection.recv(65_536)
    except OSError:
        return None
    method, path, _ = first.split(" ", 2)
    return Asked(method=method, path=path, headers=headers, body=body)


def _play(connection: socket.socket, reply: Reply, script: Script) -> bool:
    """Answer, and tell whether the connection may live on."""
    if isinstance(reply, bytes):
        connection.sendall(reply)
        return reply not in {CUT, GARBAGE}
    if reply == HANG:
        script.released.wait(10)
    if reply == RESET:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    return False
