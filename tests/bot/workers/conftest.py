"""Overture's rounds, met by Google's stand-in on a real port, on both databases."""

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.types import ASGIApp

from storage.database import Database
from tests.bot.workers.office import Office
from tests.gmail import stand_in as stands


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
def office(stage: stands.Stage, db: Database) -> Office:
    """Give Ana's office on a Monday at ten: her mailbox connected, nobody enrolled yet."""
    found = Office(db=db, stand_in=stage.fresh())
    found.connect()
    return found
