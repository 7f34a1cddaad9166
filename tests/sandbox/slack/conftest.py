"""A running stand-in on a free port, and real clients pointed at it."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from starlette.applications import Starlette

from sandbox.slack import server
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from tests import stages
from tests.sandbox.slack.desk import Desk, soon
from tests.stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The stand-in while it serves."""

    workspace: Workspace
    address: str


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Serve on a free port until all tests are done."""
    with stages.on_stage(Stage()) as stage:
        yield stage


@pytest.fixture
def running(stage: Stage) -> Running:
    """Put a fresh workspace on the stage."""
    workspace = Workspace(World())
    stage.playing = Starlette(routes=server.routes(workspace))
    return Running(workspace=workspace, address=stage.url)


@pytest.fixture
def workspace(running: Running) -> Workspace:
    """Give the workspace's memory, to set limits and look behind the curtain."""
    return running.workspace


@pytest.fixture
def ana(running: Running) -> Desk:
    """Sit Ana at her desk."""
    return Desk(running.address)


@pytest.fixture
def client(running: Running) -> WebClient:
    """Give a real client with the bot's token, which never tries twice."""
    return WebClient(token="xoxb-sandbox", base_url=f"{running.address}/api/", retry_handlers=[])


@pytest.fixture
def app(client: WebClient) -> App:
    """Give a real Bolt app; tests add listeners before they connect it."""
    return App(client=client, signing_secret="sandbox-signing-secret")


@pytest.fixture
def connect(app: App, workspace: Workspace) -> Iterator[Callable[[], SocketModeHandler]]:
    """Give the way to connect the app through Socket Mode."""
    handlers: list[SocketModeHandler] = []

    def connected() -> SocketModeHandler:
        handler = SocketModeHandler(app, app_token="xapp-sandbox", ping_interval=1)
        handlers.append(handler)
        handler.connect()  # type: ignore[no-untyped-call]
        soon(lambda: len(workspace.line.sockets) >= len(handlers))
        return handler

    yield connected
    for handler in handlers:
        hang_up(handler)


def hang_up(handler: SocketModeHandler) -> None:
    """Cut a handler's socket and let it end in its own time: its threads read and poll for seconds."""
    client = handler.client
    client.auto_reconnect_enabled = False
    if client.current_session is not None and client.current_session.sock is not None:
        with suppress(OSError):
            client.current_session.sock.shutdown(socket.SHUT_RDWR)
    threading.Thread(target=handler.close).start()
