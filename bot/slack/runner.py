"""How Slack reaches us: a socket we open, or signed requests to our web server; the same listeners behind both."""

import logging
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

log = structlog.get_logger()

LISTENERS = 16
TIMEOUT = 10
PING = 3
FAREWELL = 5.0
HTTP_PATH = "/slack/events"

Call = Callable[[], object]


class SlackUnreachable(Exception):
    """Slack could not be reached or refused our tokens; its text says which."""


def client(api_url: str, token: str) -> WebClient:
    """Make a client that never repeats a call by itself: a repeated post is a second message."""
    return WebClient(token=token, base_url=api_url + "/", timeout=TIMEOUT, retry_handlers=[])


def app(web_client: WebClient, signing_secret: str, executor: Executor) -> App:
    """Make the Bolt application, without any listener yet."""
    return App(
        logger=logging.getLogger("slack_bolt"),
        client=web_client,
        signing_secret=signing_secret or "unused in Socket Mode",
        listener_executor=executor,
        token_verification_enabled=False,
        ignoring_self_events_enabled=True,
        raise_error_for_unhandled_request=False,
    )


class SocketLine:
    """A connection Slack talks to us through."""

    def __init__(self, bolt: App, app_token: str) -> None:
        self._handler = SocketModeHandler(bolt, app_token, web_client=bolt.client, ping_interval=PING)

    def connect(self) -> None:
        """Open the connection; raises SlackUnreachable."""
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]
        except (SlackClientError, OSError) as error:
            raise SlackUnreachable(
                f"Slack cannot be reached or refuses SLACK_APP_TOKEN: {reason(error)}."
            ) from error

    def is_connected(self) -> bool:
        """Tell whether Slack can reach us now."""
        return bool(self._handler.client.is_connected())

    def close(self) -> None:
        """Hang up, within five seconds: the SDK's reader holds its lock until the socket gives way."""
        client = self._handler.client
        client.auto_reconnect_enabled = False
        session = getattr(client, "current_session", None)
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)
        client.closed = True
        client.message_queue.put(None)  # who waits for a message looks up once a second only
        closing = threading.Thread(target=self._handler.close, name="hang up", daemon=True)
        closing.start()
        closing.join(FAREWELL)


def reason(error: Exception) -> str:
    """Say in Slack's own word why a call failed."""
    response = getattr(error, "response", None)
    named = response.get("error", "") if response is not None else ""
    return str(named or type(error).__name__)


def http_route(bolt: App) -> Route:
    """Take signed requests from Slack."""

    async def receive(request: Request) -> Response:
        asked = BoltRequest(
            body=(await request.body()).decode(errors="replace"),
            query=dict(request.query_params),
            headers={name: [value] for name, value in request.headers.items()},
        )
        answer = await run_in_threadpool(bolt.dispatch, asked)
        headers: dict[str, Any] = {name: values[0] for name, values in answer.headers.items()}
        return Response(answer.body, status_code=answer.status, headers=headers)

    return Route(HTTP_PATH, receive, methods=["POST"])


def scopes(web_client: WebClient) -> frozenset[str]:
    """Ask Slack what our bot token may do; nothing if it does not say."""
    try:
        granted = web_client.auth_test().headers.get("x-oauth-scopes", "")
    except (SlackClientError, OSError):
        return frozenset()
    return frozenset(scope.strip() for scope in str(granted).split(","))


def refused(call: Call) -> str:
    """Make one call and say why Slack refused it; empty when it did not."""
    try:
        call()
    except (SlackClientError, OSError) as error:
        return reason(error)
    return ""
