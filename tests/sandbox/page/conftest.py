"""A sandbox without the application, served on a free port, with one of everything to look at."""

import asyncio
import copy
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from sandbox import server
from sandbox.google.accounts import Google
from sandbox.page import moments
from sandbox.slack import content, modals, posting
from sandbox.slack.workspace import Workspace
from sandbox.world import World
from tests.browser import chromium
from tests.sandbox.page import gallery

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """A running sandbox; `within` does something to its state inside its own loop."""

    url: str
    world: World
    workspace: Workspace
    google: Google
    loop: asyncio.AbstractEventLoop

    def within(self, act: Callable[[], T]) -> T:
        async def acted() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(acted(), self.loop).result(10)

    def post(self, *blocks: gallery.Block, channel: str = "C0RECRUIT") -> None:
        """Let the app post these blocks."""
        said = content.read({"text": "gallery", "blocks": list(blocks)})
        self.within(lambda: posting.say(self.workspace, self.workspace.channels[channel], said))

    def open(self, view: gallery.Block, user: str = "U0ANA") -> str:
        """Open a modal before somebody's eyes; give its id."""

        def opened() -> str:
            trigger = self.workspace.triggers.look(self.workspace.triggers.make(user, channel="C0RECRUIT"))
            return modals.open_first(self.workspace, modals.checked(view), trigger)[0].id

        return self.within(opened)

    def update(self, view: gallery.Block, user: str = "U0ANA") -> None:
        """Show something else in the modal on top."""
        self.within(
            lambda: modals.update(self.workspace, self.workspace.stack(user)[-1], modals.checked(view))
        )

    def values(self, user: str = "U0ANA") -> dict[str, Any]:
        """Give what was typed into the modal on top."""
        return self.within(lambda: copy.deepcopy(self.workspace.stack(user)[-1].values))

    def eventually(self, holds: Callable[[], bool], patience: float = 5.0) -> bool:
        """Wait until something holds; tell whether it came to that within patience (seconds)."""
        until = time.monotonic() + patience
        while not holds():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True


@pytest.fixture
def live() -> Iterator[Live]:
    world = World()
    world.offset = moments.first_morning(world.now()) - world.now()
    workspace, google = Workspace(world), Google(world)
    serving = uvicorn.Server(
        uvicorn.Config(server.build(world, workspace, google), log_level="error", lifespan="off")
    )
    loop = asyncio.new_event_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(target=_serve, args=(loop, serving, listener), daemon=True)
        thread.start()
        yield Live(url=url, world=world, workspace=workspace, google=google, loop=loop)
        loop.call_soon_threadsafe(world.end)
        serving.should_exit = True
        thread.join(10)


def _serve(loop: asyncio.AbstractEventLoop, serving: uvicorn.Server, listener: socket.socket) -> None:
    loop.run_until_complete(serving.serve(sockets=[listener]))
    loop.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # A module long: while Playwright lives, its loop stands in the way of asyncio.run in other tests.
    with chromium.started() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, live: Live) -> Iterator[Page]:
    """Open the page as Ana in #recruiting, without the tour; any error of its script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    shown = context.new_page()
    errors: list[str] = []
    shown.on("pageerror", lambda error: errors.append(str(error)))
    shown.goto(f"{live.url}/?tour=off")
    shown.locator("[data-testid=channel][data-channel=C0RECRUIT]").click()
    yield shown
    context.close()
    assert not errors
