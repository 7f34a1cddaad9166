"""The Google stand-in on a real port: one server, a fresh Google for each test."""

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import ASGIApp

from tests.gmail import stand_in as stands
from tests.gmail.stand_in import StandIn


@pytest.fixture(scope="session")
def stage() -> Iterator[stands.Stage]:
    """Run the server."""
    stage = stands.Stage()
    app: ASGIApp = stage
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    stage.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield stage
    server.should_exit = True
    thread.join()


@pytest.fixture
def stand_in(stage: stands.Stage) -> StandIn:
    """Give a fresh Google, over the wire."""
    return stage.fresh()
