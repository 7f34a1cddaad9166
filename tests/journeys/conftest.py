"""The whole product over the wire: both stand-ins on one port, the real application pointed at them."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox import server
from sandbox.google.accounts import Google
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from tests.journeys.story import Story

TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)  # 10:00 in Berlin, where Ana works


class Stage:
    """A server that stays while what it plays changes from test to test."""

    def __init__(self) -> None:
        self.playing: ASGIApp = Starlette()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to what is playing."""
        await self.playing(scope, receive, send)


@pytest.fixture(scope="session")
def stage() -> Iterator[tuple[Stage, str]]:
    """Serve on a free port until all tests are done."""
    stage = Stage()
    serving = uvicorn.Server(uvicorn.Config(stage, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=serving.run)
    thread.start()
    while not serving.started:
        time.sleep(0.005)
    port = serving.servers[0].sockets[0].getsockname()[1]
    yield stage, f"http://127.0.0.1:{port}"
    serving.should_exit = serving.force_exit = True
    thread.join()


@pytest.fixture
def story(stage: tuple[Stage, str], database_url: str) -> Iterator[Story]:
    """Open a fresh world on a Tuesday at ten in Berlin, with Overture running in it."""
    played, address = stage
    world = World(frozen_at=TUESDAY)
    played.playing = server.build(world, Workspace(world), Google(world))
    story = Story(address=address, world=world, database_url=database_url)
    story.start()
    yield story
    story.stop()
