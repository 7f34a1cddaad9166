"""A person at their desk: talks to the control API over HTTP, as the page and the journeys do."""

import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Desk:
    """One person with their Slack window open."""

    def __init__(self, address: str, user: str = "U0ANA") -> None:
        self.address = address
        self.user = user

    def do(self, what: str, **body: Any) -> Any:
        """Do something that must be allowed."""
        status, answer = self.attempt(what, **body)
        assert status == 200, answer
        return answer

    def attempt(self, what: str, **body: Any) -> tuple[int, Any]:
        """Try something; give the status and the answer."""
        data = json.dumps({"user": self.user, **body}).encode()
        headers = {"content-type": "application/json"}
        return send(f"{self.address}/sandbox/slack/{what}", data, headers)

    def see(self) -> Any:
        """Look at everything this person sees."""
        status, answer = send(f"{self.address}/sandbox/slack/state?user={self.user}")
        assert status == 200, answer
        return answer

    def modal(self) -> Any:
        """Look at the modal on top."""
        return self.see()["modals"][-1]

    def messages(self, channel: str = "D0ANA") -> Any:
        """Look at the messages of a channel."""
        return next(one["messages"] for one in self.see()["channels"] if one["id"] == channel)

    def calls(self) -> Any:
        """Read the log of Web API calls."""
        return send(f"{self.address}/sandbox/slack/calls?since=0")[1]["calls"]

    def press(self, action_id: str, block_id: str = "buttons", **body: Any) -> Any:
        """Press or choose something in the modal on top."""
        view_id = self.modal()["id"]
        return self.do("action", view_id=view_id, block_id=block_id, action_id=action_id, **body)

    def type(self, block_id: str, text: str, *, kind: str = "plain_text_input") -> Any:
        """Type into an input of the modal on top."""
        state = {"type": kind, "value": text}
        return self.do("type", view_id=self.modal()["id"], block_id=block_id, action_id="value", state=state)

    def submit(self) -> Any:
        """Submit the modal on top."""
        return self.do("submit", view_id=self.modal()["id"])

    def upload(self, name: str, content: bytes, **fields: str) -> tuple[int, Any]:
        """Put a file into a file input."""
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in {"user": self.user, **fields}.items()
        ]
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = "".join([*parts, head]).encode() + content + f"\r\n--{boundary}--\r\n".encode()
        headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
        return send(f"{self.address}/sandbox/slack/upload", body, headers)


def send(url: str, data: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    """Send a request; give its status and its answer, decoded where it is JSON."""
    request = urllib.request.Request(url, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, _decoded(response.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _decoded(error.read())


def soon(look: Callable[[], T], patience: float = 5.0) -> T:
    """Look until there is something to see."""
    until = time.monotonic() + patience
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(0.01)
    assert seen
    return seen


def _decoded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
