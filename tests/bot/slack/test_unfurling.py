"""Under a pasted link stands a button, or nothing: nobody is bothered because Slack would not have it."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.slack.conversations import unfurl
from bot.slack.unfurling import PreviewFailed, PreviewLater, PreviewRefused, Previews, PreviewUnknown
from bot.slack.views import unfurl as view
from tests.builders import NOW
from tests.gmail.servers import HANG, Server, said, serving

EVENT = {"unfurl_id": "Uf1", "source": "conversations_history"}
GITHUB = "https://github.com/grace1906"
COMPANY = "https://www.linkedin.com/company/acme"
WEBSITE = "https://grace.example.org/"
OK = said(200, {"ok": True})


def client(server: Server) -> WebClient:
    return WebClient(base_url=f"{server.url}/api/", retry_handlers=[], timeout=1)


def shared(server: Server, *urls: str, previews: Previews | None = None, **changes: Any) -> None:
    """Let Slack tell that these links were posted."""
    room: Any = SimpleNamespace(previews=previews or Previews(), now=lambda: NOW)
    event = EVENT | {"links": [{"url": url} for url in urls]} | changes.pop("event", {})
    unfurl.shared(room, {"event": event, **changes}, client(server))


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        pytest.param(said(429, {"ok": False}, Retry_After="90"), PreviewLater, id="too many"),
        pytest.param(said(200, {"ok": False, "error": "missing_scope"}), PreviewRefused, id="refused"),
        pytest.param(HANG, PreviewUnknown, id="no answer"),
    ],
)
def test_slacks_troubles_become_ours(answer: bytes | str, failure: type[PreviewFailed]) -> None:
    with serving(unfurl=answer) as server, pytest.raises(failure):
        Previews().show(client(server), EVENT, {}, NOW)


def test_whoever_pasted_the_link_does_not_hear_of_them() -> None:
    with serving(unfurl=said(200, {"ok": False, "error": "missing_scope"})) as server:
        shared(server, GITHUB)

        assert [asked.path for asked in server.script.asked] == ["/api/chat.unfurl"]


def test_while_slack_asks_for_patience_nothing_is_asked_of_it() -> None:
    previews = Previews()
    with serving(unfurl=[said(429, {"ok": False}, Retry_After="90"), OK]) as server:
        for after in (0, 89):
            with pytest.raises(PreviewLater) as later:
                previews.show(client(server), EVENT, {}, NOW + timedelta(seconds=after))
            assert later.value.after == timedelta(seconds=90 - after)
        previews.show(client(server), EVENT, {}, NOW + timedelta(seconds=90))

        assert server.script.posts("unfurl") == 2


def test_a_button_stands_under_profiles_and_under_nothing_else() -> None:
    with serving(unfurl=OK) as server:
        shared(server, GITHUB, COMPANY, WEBSITE, "https://github.com/acme/repo", "no link")
        shared(server, COMPANY)

        [asked] = server.script.asked
    assert json.loads(asked.body) == {**EVENT, "unfurls": {GITHUB: view.build("GitHub", GITHUB)}}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"is_ext_shared_channel": True}, id="where another company reads along"),
        pytest.param({"event": {"source": "composer"}}, id="in what nobody has sent yet"),
        pytest.param({"event": {"links": None}}, id="without links"),
    ],
)
def test_where_it_does_not_belong_there_is_none(changes: dict[str, Any]) -> None:
    with serving(unfurl=OK) as server:
        shared(server, GITHUB, **changes)

        assert server.script.asked == []
