"""Events, shortcuts, links; sockets that come and go; signed HTTP instead of them."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect as open_socket

from sandbox.slack.workspace import Workspace
from tests.sandbox.slack import samples
from tests.sandbox.slack.conftest import Running
from tests.sandbox.slack.desk import Desk, soon

Connect = Callable[[], SocketModeHandler]
PROFILE = "https://www.linkedin.com/in/grace-hopper-1906/"


def raw(running: Running) -> ClientConnection:
    """Open a socket by hand."""
    connector = WebClient(base_url=f"{running.address}/api/", retry_handlers=[])
    return open_socket(connector.apps_connections_open(app_token="xapp-sandbox")["url"])


def test_opening_the_home_tab_is_told_with_what_was_published(
    app: App, client: WebClient, connect: Connect, ana: Desk
) -> None:
    heard: samples.Heard = []
    app.event("app_home_opened")(lambda event: heard.append(event))
    connect()
    client.views_publish(user_id="U0ANA", view={"type": "home", "blocks": [samples.section("Hi")]})

    assert ana.do("home") == {"ok": True}

    event = soon(lambda: heard)[0]
    assert (event["user"], event["tab"], event["channel"]) == ("U0ANA", "home", "D0ANA")
    assert event["view"]["blocks"][0]["text"]["text"] == "Hi"


def test_a_global_shortcut_opens_things(app: App, connect: Connect, ana: Desk) -> None:
    heard: samples.Heard = []
    app.shortcut("sequence_new")(samples.note(heard))
    connect()
    assert ana.do("shortcut", callback_id="sequence_new") == {"ok": True}
    assert heard[0]["type"] == "shortcut"
    assert heard[0]["trigger_id"]


def test_a_message_shortcut_tells_the_message(app: App, connect: Connect, ana: Desk) -> None:
    heard: samples.Heard = []
    app.shortcut("enroll_from_message")(samples.note(heard))
    connect()
    ts = ana.do("message", channel="C0GENERAL", text=f"Look: {PROFILE}")["message"]["ts"]

    ana.do("shortcut", callback_id="enroll_from_message", channel="C0GENERAL", ts=ts)

    assert heard[0]["message"]["text"] == f"Look: <{PROFILE}>"
    assert (heard[0]["type"], heard[0]["message_ts"]) == ("message_action", ts)


def test_a_shortcut_the_app_does_not_have_is_refused(ana: Desk) -> None:
    status, _ = ana.attempt("shortcut", callback_id="make_coffee")
    assert status == 404


def test_a_link_is_told_unfurled_and_clickable(
    app: App, client: WebClient, connect: Connect, ana: Desk
) -> None:
    heard: samples.Heard = []
    clicks: samples.Heard = []
    app.event("link_shared")(lambda event: heard.append(event))
    app.action("enroll")(samples.note(clicks))
    connect()
    ana.do("message", channel="C0RECRUIT", text=f"See {PROFILE} and https://example.com")
    event = soon(lambda: heard)[0]
    assert event["links"] == [{"url": PROFILE, "domain": "linkedin.com"}]

    unfurl = {"blocks": [samples.buttons(samples.button("enroll"))]}
    client.chat_unfurl(unfurl_id=event["unfurl_id"], source=event["source"], unfurls={PROFILE: unfurl})

    place = {"channel": "C0RECRUIT", "ts": event["message_ts"], "block_id": "buttons", "action_id": "enroll"}
    ana.do("action", **place)
    assert clicks[0]["container"]["type"] == "message_attachment"
    assert clicks[0]["container"]["app_unfurl_url"] == PROFILE
    assert clicks[0]["app_unfurl"]["is_app_unfurl"] is True


def test_only_a_link_that_was_posted_can_be_unfurled(client: WebClient, ana: Desk) -> None:
    ts = ana.do("message", channel="C0RECRUIT", text=PROFILE)["message"]["ts"]
    with pytest.raises(SlackApiError, match="cannot_unfurl_url"):
        client.chat_unfurl(channel="C0RECRUIT", ts=ts, unfurls={"https://example.com": {"text": "x"}})


def test_without_the_scope_no_link_is_told(
    app: App, workspace: Workspace, connect: Connect, ana: Desk
) -> None:
    workspace.app.scopes.discard("links:read")
    heard: samples.Heard = []
    app.event("link_shared")(lambda event: heard.append(event))
    app.command("/why")(lambda ack: ack())
    connect()
    ana.do("message", channel="C0RECRUIT", text=PROFILE)
    ana.do("command", channel="", text="/why")
    assert (heard, workspace.unfurls) == ([], {})


def test_a_direct_message_is_told_to_an_app_that_subscribed(
    app: App, workspace: Workspace, connect: Connect, ana: Desk
) -> None:
    heard: samples.Heard = []
    app.message()(lambda message: heard.append(message))
    connect()
    ana.do("message", channel="", text="Hello?")
    ana.see()  # whatever was to be told of the first is under way by now
    workspace.app.events.add("message.im")
    ana.do("message", channel="", text="Anybody?")
    assert soon(lambda: heard)[0]["text"] == "Anybody?"
    assert len(heard) == 1


def test_uninstalling_is_told(app: App, connect: Connect, ana: Desk) -> None:
    heard: list[str] = []
    app.command("/why")(lambda ack: ack())
    app.event("app_uninstalled")(lambda event: heard.append(event["type"]))
    app.event("tokens_revoked")(lambda event: heard.append(event["type"]))
    connect()
    ana.do("command", channel="", text="/why")  # Bolt asks who it is once, while its token lives

    ana.do("uninstall")

    assert soon(lambda: len(heard) == 2 and sorted(heard)) == ["app_uninstalled", "tokens_revoked"]


def test_a_socket_is_greeted_and_gets_one_envelope_at_a_time(running: Running, ana: Desk) -> None:
    with raw(running) as socket:
        hello = json.loads(socket.recv())
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        assert hello["debug_info"]["approximate_connection_time"] == 18_060
        assert hello["connection_info"] == {"app_id": "A0OVERTURE"}
        answer = threading.Thread(target=acknowledge, args=(socket,))
        answer.start()
        assert ana.do("command", channel="", text="/why")["response"]["text"] == "slash_commands"
        answer.join()


def acknowledge(socket: ClientConnection) -> dict[str, Any]:
    """Answer one envelope with its own type."""
    envelope: dict[str, Any] = json.loads(socket.recv(timeout=5))
    answer = {"envelope_id": envelope["envelope_id"], "payload": {"text": envelope["type"]}}
    socket.send(json.dumps(answer))
    return envelope


def test_an_event_nobody_acknowledged_is_told_again(
    running: Running, workspace: Workspace, ana: Desk
) -> None:
    workspace.ack_deadline, workspace.event_retries = 0.1, (0.0, 0.05, 0.05)
    with raw(running) as socket:
        socket.recv()
        ana.do("home")
        first, second = json.loads(socket.recv(timeout=5)), acknowledge(socket)
        assert first["payload"]["event_id"] == second["payload"]["event_id"]
        assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)
        assert second["retry_reason"] == "timeout"
        with pytest.raises(TimeoutError):
            socket.recv(timeout=0.3)


def test_a_click_nobody_acknowledged_is_not_told_again(
    running: Running, workspace: Workspace, client: WebClient, ana: Desk
) -> None:
    workspace.ack_deadline = 0.1
    posted = client.chat_postMessage(
        channel="U0ANA", text="x", blocks=[samples.buttons(samples.button("go"))]
    )
    with raw(running) as socket:
        socket.recv()
        ana.do("action", channel="D0ANA", ts=posted["ts"], block_id="buttons", action_id="go")
        socket.recv(timeout=5)
        with pytest.raises(TimeoutError):
            socket.recv(timeout=0.3)
    assert ana.see()["notices"] == ["We had some trouble connecting. Try again?"]


def test_a_ticket_opens_one_socket(running: Running) -> None:
    connector = WebClient(base_url=f"{running.address}/api/", retry_handlers=[])
    url = connector.apps_connections_open(app_token="xapp-sandbox")["url"]
    with open_socket(url), pytest.raises(InvalidStatus, match="403"), open_socket(url):
        pass


def test_the_eleventh_socket_is_sent_away(running: Running) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(10):
            assert json.loads(stack.enter_context(raw(running)).recv())["type"] == "hello"
        refused = stack.enter_context(raw(running))
        assert json.loads(refused.recv())["reason"] == "too_many_websockets"


def test_a_refreshed_socket_comes_back(app: App, workspace: Workspace, connect: Connect, ana: Desk) -> None:
    app.command("/why")(lambda ack: ack("Still here"))
    connect()
    (before,) = workspace.line.sockets
    assert ana.do("refresh") == {"ok": True, "sockets": 1}
    soon(lambda: workspace.line.sockets and before not in workspace.line.sockets)
    assert ana.do("command", channel="", text="/why")["response"]["text"] == "Still here"


def test_a_warned_socket_is_still_used(running: Running, workspace: Workspace, ana: Desk) -> None:
    with raw(running) as socket:
        socket.recv()
        ana.do("refresh", reason="warning")
        assert json.loads(socket.recv())["reason"] == "warning"
        assert workspace.connected


def test_a_closed_socket_is_noticed(running: Running, workspace: Workspace, ana: Desk) -> None:
    with raw(running) as socket:
        socket.recv()
        assert ana.see()["connected"] is True
    soon(lambda: not workspace.line.sockets)
    assert ana.see()["connected"] is False


@pytest.fixture
def http_app(app: App) -> Iterator[str]:
    """Serve a Bolt app over HTTP, its own check of signatures included."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            headers: Any = {name: [value] for name, value in self.headers.items()}
            answer = app.dispatch(BoltRequest(body=body, headers=headers))
            self.send_response(answer.status)
            for name, values in answer.headers.items():
                self.send_header(name, values[0])
            self.end_headers()
            self.wfile.write((answer.body or "").encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield f"http://127.0.0.1:{server.server_port}/slack/events"
    server.shutdown()
    server.server_close()


def test_payloads_travel_as_signed_requests(app: App, http_app: str, ana: Desk, client: WebClient) -> None:
    heard: samples.Heard = []
    app.event("app_home_opened")(lambda event: heard.append(event))
    app.action("go")(samples.note(heard))
    app.command("/why")(lambda ack, command: ack(f"Why {command['text']}?"))
    posted = client.chat_postMessage(
        channel="U0ANA", text="x", blocks=[samples.buttons(samples.button("go"))]
    )

    ana.do("request_url", url=http_app)

    assert ana.do("command", channel="", text="/why Grace")["response"]["text"] == "Why Grace?"
    assert ana.do("action", channel="D0ANA", ts=posted["ts"], block_id="buttons", action_id="go")["ok"]
    assert ana.do("home") == {"ok": True}
    soon(lambda: len(heard) == 2)


def test_an_app_with_another_secret_refuses_the_signature(
    http_app: str, workspace: Workspace, ana: Desk
) -> None:
    workspace.app.signing_secret = "another-secret"
    workspace.request_url = http_app
    assert ana.do("command", channel="", text="/why") == {"ok": False}
    assert ana.see()["notices"] == ['/why failed with the error "dispatch_failed"']


def test_an_address_that_does_not_answer_the_challenge_is_not_taken(running: Running, ana: Desk) -> None:
    status, answer = ana.attempt("request_url", url=f"{running.address}/api/api.test")
    assert (status, answer["error"]) == (409, "The address did not give the challenge back.")
