"""A picture that does not get into Slack is one word of ours, whichever of the three calls fails, and how."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack import uploads
from bot.slack.uploads import NotUploaded
from tests.gmail import servers
from tests.gmail.servers import CLOSE, GARBAGE, HANG, Reply, Server, serving

PNG = b"\x89PNG and so on"


def put(server: Server, **changes: Reply) -> str:
    server.script.replies = {name: [reply] for name, reply in answers(server.url, **changes).items()}
    client = WebClient(token="xoxb-secret", base_url=f"{server.url}/api/", retry_handlers=[], timeout=1)
    return uploads.put(client, "digest.png", PNG, title="People by sequence")


def answers(server_url: str, **changes: Reply) -> dict[str, Any]:
    place = servers.said(200, {"ok": True, "upload_url": f"{server_url}/upload/F1", "file_id": "F1"})
    done = servers.said(200, {"ok": True, "files": [{"id": "F1", "title": "People by sequence"}]})
    return {
        "getUploadURL": place,
        "upload/": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK",
        "complete": done,
    } | changes


def test_it_is_uploaded_to_nobody_and_without_our_token() -> None:
    with serving() as server:
        assert put(server) == "F1"

        asked, sent, completed = server.script.asked
    assert sent.body == PNG
    assert "authorization" not in sent.headers
    assert b"channel" not in completed.body
    assert b"length=" in asked.body or "length=" in asked.path


@pytest.mark.parametrize("call", ["getUploadURL", "upload/", "complete"])
@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(CLOSE, id="closed without an answer"),
        pytest.param(HANG, id="silence"),
        pytest.param(GARBAGE, id="no HTTP"),
        pytest.param(servers.said(503, {"ok": False}), id="Slack is broken"),
        pytest.param(
            servers.said(429, {"ok": False, "error": "ratelimited"}, Retry_After="9"), id="too fast"
        ),
        pytest.param(servers.said(403, {"ok": False, "error": "missing_scope"}), id="refused"),
    ],
)
def test_a_call_that_fails_is_a_picture_that_was_not_uploaded(call: str, reply: Reply) -> None:
    with serving() as server, pytest.raises(NotUploaded):
        put(server, **{call: reply})


@pytest.mark.parametrize("answer", [{"ok": True}, {"ok": True, "files": []}, {"ok": True, "files": [{}]}])
def test_an_answer_without_the_file_is_none(answer: dict[str, Any]) -> None:
    with serving() as server, pytest.raises(NotUploaded):
        put(server, complete=servers.said(200, answer))
