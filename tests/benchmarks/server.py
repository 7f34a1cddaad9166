"""Gmail over HTTP, as fast as one process of Python can be: the calls a round makes, and a plain `send` for others.

It outlives whoever is killed, so what it counts is what went out. `python -m tests.benchmarks.server` prints its port.
"""

import asyncio
import base64
import json
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gmail.messages import OUR_HEADER
from gmail.oauth import Google
from tests.benchmarks.crowd import scattered

Json = dict[str, Any]
Answer = tuple[int, Json]
GONE: Answer = (404, {"error": {"code": 404, "message": "Not Found", "errors": [{"reason": "notFound"}]}})
BEFORE = 1_790_000_000_000
LATER = 1_796_000_000_000


@dataclass(slots=True)
class Box:
    """One mailbox."""

    waiting: dict[str, Json] = field(default_factory=dict)
    messages: dict[str, Json] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    log: list[Json] = field(default_factory=list)
    made: int = 0


class Post:
    """Every mailbox, and what has gone out: how often each token."""

    def __init__(self) -> None:
        self.boxes: dict[str, Box] = {}
        self.gone: Counter[str] = Counter()

    def answer(self, method: str, target: str, bearer: str, body: bytes) -> Answer:
        """Answer one request."""
        parts = urlsplit(target)
        path = parts.path
        if path == "/token":
            asked = parse_qs(body.decode())
            access = asked["refresh_token"][0]
            return 200, {"access_token": access, "expires_in": 3599, "token_type": "Bearer"}
        if path == "/send":
            self.gone[body.decode()] += 1
            return 200, {}
        if path == "/gone":
            return 200, dict(self.gone)
        box = self.boxes.setdefault(bearer, Box())
        _, _, rest = path.partition("/users/me/")
        kind, _, name = rest.partition("/")
        return self._of_box(box, f"{method} {kind}", name, Asked(parse_qs(parts.query), body))

    def _of_box(self, box: Box, what: str, name: str, asked: "Asked") -> Answer:
        match what, name:
            case "GET history", _:
                return _history(box, asked)
            case "POST drafts", "send":
                return self._send(box, asked)
            case (("POST drafts" | "GET drafts" | "DELETE drafts"), _):
                return _drafts(box, what.partition(" ")[0], name, asked)
            case "GET threads", _:
                return _thread(box, name)
            case "GET messages", _ if name in box.messages:
                return 200, box.messages[name]
            case "GET profile", _:
                return 200, {"emailAddress": "ana@acme.example", "historyId": str(len(box.log) + 1)}
        return GONE

    def _send(self, box: Box, asked: "Asked") -> Answer:
        held = box.waiting.pop(json.loads(asked.body)["id"], None)
        if held is None:
            return GONE
        token, message = held["token"], held["message"]
        self.gone[token] += 1
        sent = _message(f"s{message['id']}", message["threadId"], token, f"<{token}@mail.example>", LATER)
        box.messages[sent["id"]] = sent
        box.threads.setdefault(sent["threadId"], []).append(sent["id"])
        box.log.append({key: sent[key] for key in ("id", "threadId", "labelIds")})
        return 200, box.log[-1]


@dataclass(frozen=True, slots=True)
class Asked:
    """What else a request said."""

    query: dict[str, list[str]]
    body: bytes


def _history(box: Box, asked: Asked) -> Answer:
    since = int(asked.query["startHistoryId"][0])
    added = [
        {"id": str(since + number), "messagesAdded": [{"message": entry}]}
        for number, entry in enumerate(box.log[since - 1 :], 1)
    ]
    return 200, {"history": added, "historyId": str(len(box.log) + 1)}


def _drafts(box: Box, method: str, name: str, asked: Asked) -> Answer:
    if method == "POST":
        return _create(box, asked)
    if method == "DELETE":
        return (204, {}) if box.waiting.pop(name, None) else GONE
    if not name:
        return 200, {"drafts": [_shown(held) for held in reversed(box.waiting.values())]}
    return (200, _shown(box.waiting[name])) if name in box.waiting else GONE


def _create(box: Box, asked: Asked) -> Answer:
    message = json.loads(asked.body)["message"]
    raw = base64.urlsafe_b64decode(message["raw"])
    token = raw.partition(f"\r\n{OUR_HEADER}: ".encode())[2].split(b"\r\n", 1)[0].decode()
    box.made += 1
    name = f"{box.made:x}"
    kept = {"id": f"dm{name}", "threadId": message.get("threadId", f"n{name}"), "labelIds": ["DRAFT"]}
    box.waiting[f"d{name}"] = {"id": f"d{name}", "message": kept, "token": token}
    box.messages[kept["id"]] = _message(kept["id"], kept["threadId"], token, "", LATER, "DRAFT")
    box.log.append(kept)
    return 200, _shown(box.waiting[f"d{name}"])


def _shown(held: Json) -> Json:
    return {"id": held["id"], "message": held["message"]}


def _thread(box: Box, name: str) -> Answer:
    later = [box.messages[id] for id in box.threads.get(name, ())]
    if not name.startswith("t"):
        return 200, {"id": name, "messages": later}
    number = int(name[1:])
    mark = scattered(number)
    first = _message(f"m{number}", name, f"{mark}a", f"<{mark}@mail.example>", BEFORE)
    return 200, {"id": name, "messages": [first, *later]}


def _message(id: str, thread: str, token: str, rfc_id: str, at: int, label: str = "SENT") -> Json:
    headers = {"From": "Ana <ana@acme.example>", "Subject": "A role", "Message-ID": rfc_id, OUR_HEADER: token}
    return {
        "id": id,
        "threadId": thread,
        "labelIds": [label],
        "internalDate": str(at),
        "payload": {"headers": [{"name": name, "value": value} for name, value in headers.items() if value]},
    }


class Line(asyncio.Protocol):
    """One connection, kept as long as the other side wants it."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is there as a whole."""
        self._held += data
        while True:
            head, found, rest = self._held.partition(b"\r\n\r\n")
            if not found:
                return
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
            }
            length = int(headers.get("content-length", 0))
            if len(rest) < length:
                return
            self._held = rest[length:]
            method, target, _ = first.split(" ")
            bearer = headers.get("authorization", "").removeprefix("Bearer ")
            status, answer = self._post.answer(method, target, bearer, rest[:length])
            content = json.dumps(answer).encode() if status != 204 else b""
            told = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
            self._transport.write(told.encode() + content)


async def _serve() -> None:
    post = Post()
    server = await asyncio.get_running_loop().create_server(lambda: Line(post), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def running() -> Iterator[str]:
    """Run the server as a process of its own, and give its address."""
    asked = [sys.executable, "-m", "tests.benchmarks.server"]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def google(url: str) -> Google:
    """Give Google as the real client should find it."""
    return Google(
        client_id="bench",
        client_secret="bench",
        api_url=url,
        auth_url=url,
        token_url=f"{url}/token",
        revoke_url=url,
    )


def gone(url: str) -> dict[str, int]:
    """Ask how often each mail has gone out."""
    with urllib.request.urlopen(f"{url}/gone") as answer:
        found: dict[str, int] = json.loads(answer.read())
        return found


def send(url: str, token: str) -> None:
    """Send a mail without any protocol: one request."""
    with urllib.request.urlopen(
        urllib.request.Request(f"{url}/send", data=token.encode(), method="POST")
    ) as answer:
        answer.read()


if __name__ == "__main__":
    asyncio.run(_serve())
