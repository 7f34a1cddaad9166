"""A real server on a free port, in a thread of the tests' own process."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send


class Stage:
    """An application that stays while what plays on it changes from test to test."""

    def __init__(self) -> None:
        self.playing: ASGIApp = Starlette()
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to what is playing."""
        await self.playing(scope, receive, send)


S = TypeVar("S", bound=Stage)


@contextmanager
def served(application: ASGIApp) -> Iterator[str]:
    """Serve on the loopback interface for as long as this lasts; gives the address."""
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


@contextmanager
def on_stage(stage: S) -> Iterator[S]:
    """Serve a stage for as long as this lasts; it knows its address."""
    with served(stage) as stage.url:
        yield stage
