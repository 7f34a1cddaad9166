"""Open the house: the server, the memory behind it and, when asked for, the application pointed at it."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import uvicorn
from cryptography.fernet import Fernet

from sandbox import server
from sandbox.google.accounts import Google
from sandbox.memory import Forgotten, Memory, Remembered
from sandbox.page import moments
from sandbox.slack.workspace import Workspace
from sandbox.world import World

KEY = "encryption.key"
DATABASE = "overture.db"
Say = Callable[[str], None]


class Application(Protocol):
    """What the sandbox asks of the application it starts."""

    def start(self) -> None:
        """Connect and begin to work, in threads of its own."""

    def stop(self) -> object:
        """Finish what is in flight and leave."""

    def next_event(self) -> datetime | None:
        """Tell the next instant something is due."""


BuildApplication = Callable[[Mapping[str, str], World], Application]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line; port 0 takes any free one."""

    port: int
    web_port: int
    folder: Path
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A world with its stand-ins, and the memory of both."""

    world: World
    workspace: Workspace
    google: Google
    memory: Memory

    def keep(self) -> None:
        """Write the state down."""
        self.memory.keep(self.workspace, self.google)


def open_house(options: Options, say: Say) -> House:
    """Recall the world of last time, or begin a fresh one on a working morning; say which."""
    world = World()
    memory = Memory(folder=options.folder, world=world)
    if options.fresh:
        memory.forget()
    try:
        if found := memory.recall():
            house = _settled(found, world, memory)
            say("The world is as you left it; --fresh forgets it.")
            return house
    except Forgotten as why:
        memory.set_aside()
        say(f"{why} The old one lies in {memory.folder / 'old'}.")
    world.move(moments.first_morning(world.now()) - world.now())
    return House(world=world, workspace=Workspace(world), google=Google(world), memory=memory)


def _settled(found: Remembered, world: World, memory: Memory) -> House:
    if not (_alike(found.workspace, Workspace(World())) and _alike(found.google, Google(World()))):
        raise Forgotten("The remembered world is of another version, so this is a fresh one.")
    world.offset = found.offset
    found.workspace.world = world
    found.google.settle(world)
    return House(world=world, workspace=found.workspace, google=found.google, memory=memory)


def _alike(old: object, fresh: object) -> bool:
    return vars(old).keys() - {"world"} == vars(fresh).keys() - {"world"}


async def host(options: Options, build: BuildApplication | None, say: Say) -> None:
    """Serve until SIGTERM or Ctrl-C, then stop the application and keep the state."""
    house = open_house(options, say)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    with socket.create_server(("127.0.0.1", options.port)) as listener:
        port = listener.getsockname()[1]
        async with _serving(house, listener), _remembering(house):
            say(f"Overture's sandbox: http://127.0.0.1:{port}")
            if build is None:
                await ended.wait()
                return
            application = build(environment(options, port), house.world)
            await _run(application, house.world, ended, say)


def environment(options: Options, port: int) -> dict[str, str]:
    """Tell the application's settings: everything outside is a stand-in."""
    root = f"http://127.0.0.1:{port}"
    return {
        "SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SLACK_APP_TOKEN": "xapp-sandbox",
        "SLACK_SIGNING_SECRET": "sandbox-signing-secret",
        "SLACK_API_URL": f"{root}/api/",
        "GMAIL_API_URL": root,
        "GOOGLE_AUTH_URL": f"{root}/o/oauth2/v2/auth",
        "GOOGLE_TOKEN_URL": f"{root}/token",
        "GOOGLE_REVOKE_URL": f"{root}/revoke",
        "GOOGLE_CLIENT_ID": "sandbox-client",
        "GOOGLE_CLIENT_SECRET": "sandbox-secret",
        "DATABASE_URL": f"sqlite:///{(options.folder / DATABASE).absolute()}",
        "ENCRYPTION_KEYS": encryption_key(options.folder),
        "PUBLIC_URL": f"http://127.0.0.1:{options.web_port}",
        "WEB_PORT": str(options.web_port),
    }


def encryption_key(folder: Path) -> str:
    """Tell the key kept in the folder; make one the first time."""
    path = folder / KEY
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(Fernet.generate_key())
    return path.read_text().strip()


async def _run(application: Application, world: World, ended: asyncio.Event, say: Say) -> None:
    # Starting and stopping talk to this very loop over HTTP, so they must not run in it.
    try:
        await asyncio.to_thread(application.start)
        world.next_event = application.next_event
        world.changed()
        await ended.wait()
    finally:
        say("Stopping: what is in flight is finished first.")
        await asyncio.to_thread(application.stop)
        world.next_event = lambda: None


class _Server(uvicorn.Server):
    """Leave the signals to the host, who has more to put away than connections."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def _serving(house: House, listener: socket.socket) -> AsyncIterator[None]:
    app = server.build(house.world, house.workspace, house.google)
    # ws_ping_interval stays at its default: the Socket Mode client pings by itself as well.
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3)
    serving = _Server(config)
    task = asyncio.create_task(serving.serve(sockets=[listener]))
    try:
        while not serving.started and not task.done():
            await asyncio.sleep(0.01)
        yield
    finally:
        house.world.end()
        serving.should_exit = True
        await task


@contextlib.asynccontextmanager
async def _remembering(house: House) -> AsyncIterator[None]:
    task = asyncio.create_task(house.memory.follow(house.keep))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        house.keep()
