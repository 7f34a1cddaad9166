"""Slack as it hears us: everything the application calls is answered and written down, nothing is checked."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]
FILE = b"First name,Email,Notes\nQuarncsv,quarncsv@example.com,zephyrine\n"
FILES = "https://slack.invalid/files"
"""Where the one file lies that was uploaded, until it is known where Slack listens."""

RESPOND = "respond"
"""What answering by a response_url is called here, beside the names of Slack's own methods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One thing that was asked of Slack, and what it answered."""

    method: str
    asked: Json
    answer: Json


class Slack:
    """A workspace that says yes; `people` is what it tells of each of them."""

    def __init__(self, people: Mapping[str, Json]) -> None:
        self.people = people
        self.calls: list[Call] = []
        self.url = ""
        self._made = 0

    def hear(self, method: str, asked: Json) -> Json:
        """Write one call down and answer it."""
        answer = {"ok": True} | self._about(method, asked)
        self.calls.append(Call(method=method, asked=asked, answer=answer))
        return answer

    def taken(self) -> list[Call]:
        """Give what was heard since the last time, without what only asks who somebody is."""
        heard, self.calls = self.calls, []
        return [call for call in heard if call.method not in {"auth.test", "users.info"}]

    def _about(self, method: str, asked: Json) -> Json:
        self._made += 1
        match method:
            case "users.info":
                return {"user": self.people.get(str(asked["user"]), {})}
            case "chat.postMessage":
                return {"ts": f"{self._made}.1", "channel": f"D{str(asked['channel'])[1:]}"}
            case "chat.update":
                return {"ts": asked["ts"], "channel": asked["channel"]}
            case _ if method.startswith("views."):
                return {"view": {"id": asked.get("view_id") or f"V{self._made}", "hash": f"h{self._made}"}}
        return {"team_id": "T1", "user_id": "U0BOT", "bot_id": "B1"}


@contextmanager
def listening(people: Mapping[str, Json]) -> Iterator[Slack]:
    """Let it listen on the loopback interface for as long as this lasts."""
    slack = Slack(people)

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
            is_json = "json" in str(self.headers.get("content-type"))
            asked = json.loads(body or "{}") if is_json else dict(parse_qsl(body))
            answer = json.dumps(slack.hear(self.path.rpartition("/")[2], asked)).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/csv")
            self.send_header("content-length", str(len(FILE)))
            self.end_headers()
            self.wfile.write(FILE)

        def log_message(self, *args: object) -> None:
            """Say nothing: what was heard is kept."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    slack.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield slack
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
