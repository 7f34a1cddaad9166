"""The durable boundaries of a worker: every COMMIT and every HTTP call to Google, counted from outside.

Nothing of ours is patched: the database driver's commit and the HTTP library's request and answer are where
a process touches the world, whatever the code above them is called today.
"""

import inspect
import os
import re
import signal
import socket
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPConnection as PlainConnection
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine
from urllib3.connection import HTTPConnection
from urllib3.exceptions import NewConnectionError

DIED = 137
ID = re.compile(r"\b(?=[\w-]*\d)[\w-]{6,}\b")


class Harm(StrEnum):
    """What happens to a worker at a boundary."""

    DIES_BEFORE = "dies before"
    DIES_AFTER = "dies after"
    LOSES = "loses the answer of"
    FREEZES = "freezes after"
    REFUSED = "finds nobody listening for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """One harm at the boundary of one number, counted from 1 in the life of one worker."""

    at: int
    harm: Harm


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A boundary as a reference run met it; `lasts` says that something durable was changed by it."""

    number: int
    name: str
    lasts: bool


class Counter:
    """Count the boundaries of this process, write them down, and strike at the planned ones."""

    def __init__(self, blows: tuple[Blow, ...], note: Callable[[str], None]) -> None:
        self._blows = {blow.at: blow.harm for blow in blows}
        self._note = note
        self._count = 0

    def arrive(self) -> None:
        """Come to the next boundary; nothing of it has happened yet."""
        self._count += 1
        if self._blows.get(self._count) is Harm.DIES_BEFORE:
            os._exit(DIED)

    def is_refused(self) -> bool:
        """Tell whether the next boundary is a call for which nobody listens; it is met by that."""
        if self._blows.get(self._count + 1) is not Harm.REFUSED:
            return False
        self._count += 1
        return True

    def pass_by(self, name: str, lost: Exception) -> None:
        """Have the boundary behind us: it is on disk, or Google has answered."""
        self._note(name)
        match self._blows.get(self._count):
            case Harm.DIES_AFTER:
                os._exit(DIED)
            case Harm.FREEZES:
                os.kill(os.getpid(), signal.SIGSTOP)
            case Harm.LOSES:
                raise lost


def watch_commits(engine: Engine, counter: Counter) -> None:
    """Make every COMMIT of an engine a boundary; a lost answer is one that was carried out and raises."""
    dialect: Any = engine.dialect
    commit = dialect.do_commit
    lost = dialect.loaded_dbapi.OperationalError("server closed the connection unexpectedly")

    def committed(connection: Any) -> None:
        counter.arrive()
        commit(connection)
        counter.pass_by(f"commit of {_who_commits()}", lost)

    dialect.do_commit = committed


def watch_calls(counter: Counter) -> None:
    """Make every HTTP call of this process a boundary; its answer counts when the server has written it."""
    connect, request, answer = HTTPConnection.connect, HTTPConnection.request, HTTPConnection.getresponse
    asked: dict[int, str] = {}

    def connected(self: HTTPConnection) -> None:
        if counter.is_refused():
            raise NewConnectionError(self, "refused")
        connect(self)

    def requested(self: HTTPConnection, method: str, url: str, *rest: Any, **words: Any) -> None:
        if counter.is_refused():
            raise NewConnectionError(self, "refused")
        counter.arrive()
        asked[id(self)] = _call(method, url)
        request(self, method, url, *rest, **words)

    def answered(self: HTTPConnection) -> Any:
        response = answer(self)
        counter.pass_by(asked.pop(id(self)), ConnectionResetError("the answer was lost"))
        return response

    HTTPConnection.connect = connected  # type: ignore[method-assign]
    HTTPConnection.request = requested  # type: ignore[method-assign]
    HTTPConnection.getresponse = answered  # type: ignore[method-assign]


def watch_posts(counter: Counter) -> None:
    """Make every call of Slack's client a boundary: it goes through Python's own HTTP."""
    request, answer = PlainConnection.request, PlainConnection.getresponse
    asked: dict[int, str] = {}

    def requested(self: PlainConnection, method: str, url: str, *rest: Any, **words: Any) -> None:
        counter.arrive()
        asked[id(self)] = f"{method} {urlsplit(url).path}"
        request(self, method, url, *rest, **words)

    def answered(self: PlainConnection) -> Any:
        response = answer(self)
        counter.pass_by(asked.pop(id(self)), ConnectionResetError("the answer was lost"))
        return response

    PlainConnection.request = requested  # type: ignore[method-assign]
    PlainConnection.getresponse = answered  # type: ignore[method-assign]


def lose_patience(seconds: float) -> None:
    """Let every socket of this process wait for seconds where it would wait for a minute."""
    patient = socket.socket.settimeout

    def settimeout(self: socket.socket, value: float | None) -> None:
        patient(self, seconds if value and value > seconds else value)

    socket.socket.settimeout = settimeout  # type: ignore[method-assign, assignment]


def fingerprint(path: str) -> str:
    """Tell a SQLite file's content in short, so that a commit which changed nothing shows."""
    with sqlite3.connect(path) as connection:
        found = str(hash("\n".join(connection.iterdump())))
    connection.close()
    return found


def wake(pid: int) -> None:
    """Let a frozen process go on."""
    os.kill(pid, signal.SIGCONT)


def is_call(name: str) -> bool:
    """Tell a call from a commit."""
    return not name.startswith("commit of ")


def writes_at_google(name: str) -> bool:
    """Tell whether a call changes anything in a mailbox."""
    return name.partition(" ")[0] in {"POST", "PUT", "DELETE"} and "/token" not in name


def _call(method: str, url: str) -> str:
    path = urlsplit(url).path.removeprefix("/gmail/v1/users/me/")
    return f"{method} {ID.sub('ID', path)}"


def _who_commits() -> str:
    frame: FrameType | None = inspect.currentframe()
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        is_generator = frame.f_code.co_flags & inspect.CO_GENERATOR
        if module.startswith("bot.") and not is_generator:
            return f"{module.rpartition('.')[2]}.{frame.f_code.co_name}"
        frame = frame.f_back
    return "something"
