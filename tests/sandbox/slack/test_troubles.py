"""Rate limits and ordered troubles, as the real client meets them."""

import http.client
from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.slack.workspace import Workspace
from tests.sandbox.slack.desk import Desk


def test_a_tier_exceeded_asks_for_patience(client: WebClient, ana: Desk) -> None:
    ana.do("pace", generosity=0.1)
    for _ in range(2):
        client.users_list()
    with pytest.raises(SlackApiError) as raised:
        client.users_list()
    response: Any = raised.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert 0 < int(response.headers["Retry-After"]) <= 60


def test_a_channel_takes_a_burst_and_then_one_message_a_second(client: WebClient) -> None:
    for number in range(20):
        client.chat_postMessage(channel="C0RECRUIT", text=str(number))
    with pytest.raises(SlackApiError, match="ratelimited"):
        client.chat_postMessage(channel="C0RECRUIT", text="one too many")
    assert client.chat_postMessage(channel="U0ANA", text="another channel")["ok"]


def test_an_ordered_rate_limit_strikes_as_often_as_asked(client: WebClient, ana: Desk) -> None:
    ana.do("fault", method="chat.postMessage", kind="ratelimited", times=1, retry_after=7)
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel="U0ANA", text="x")
    response: Any = raised.value.response
    assert response.headers["Retry-After"] == "7"
    assert client.chat_postMessage(channel="U0ANA", text="x")["ok"]


def test_a_dropped_answer_has_done_its_work(client: WebClient, ana: Desk) -> None:
    ana.do("fault", method="chat.postMessage", kind="drop")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        client.chat_postMessage(channel="U0ANA", text="Did it arrive?")
    assert [message["text"] for message in ana.messages()] == ["Did it arrive?"]


def test_a_slow_answer_comes_after_its_seconds(client: WebClient, ana: Desk) -> None:
    ana.do("fault", method="", kind="slow", retry_after=1)
    client.timeout = 0.3  # type: ignore[assignment]
    with pytest.raises(TimeoutError):
        client.auth_test()


@pytest.mark.parametrize("kind", ["error:internal_error", "error:fatal_error"])
def test_any_error_can_be_ordered(client: WebClient, ana: Desk, kind: str) -> None:
    ana.do("fault", method="auth.test", kind=kind)
    with pytest.raises(SlackApiError, match=kind.removeprefix("error:")):
        client.auth_test()


def test_a_broken_server_can_be_ordered(client: WebClient, ana: Desk) -> None:
    ana.do("fault", method="auth.test", kind="503")
    with pytest.raises(SlackApiError) as raised:
        client.auth_test()
    assert raised.value.response.status_code == 503


def test_an_unknown_trouble_is_refused_in_a_sentence(ana: Desk) -> None:
    status, answer = ana.attempt("fault", method="", kind="earthquake")
    assert status == 400
    assert answer["error"].startswith("A trouble is one of")


def test_a_command_without_an_app_tells_the_person(ana: Desk) -> None:
    assert ana.do("command", channel="", text="/sequence") == {"ok": False}
    assert ana.see()["notices"] == ['/sequence failed with the error "dispatch_failed"']
    assert ana.see()["connected"] is False


def test_a_command_nobody_answers_times_out(
    app: App, workspace: Workspace, connect: Callable[[], SocketModeHandler], ana: Desk
) -> None:
    workspace.ack_deadline = 0.1
    app.command("/why")(lambda ack: ack())
    connect()
    ana.do("command", channel="", text="/sequence")
    assert ana.see()["notices"] == ['/sequence failed with the error "operation_timeout"']


def test_the_next_thing_a_person_does_takes_the_notice_away(ana: Desk) -> None:
    ana.do("command", channel="", text="/sequence")
    ana.do("message", channel="C0RECRUIT", text="Never mind")
    assert ana.see()["notices"] == []
