"""What the sandbox remembers between starts: one file, written whole or not at all.

The file is a pickle in the folder of whoever starts the sandbox: never load one from elsewhere.
"""

import asyncio
import dataclasses
import io
import os
import pickle
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sandbox.world import World

FORMAT = 1
SNAPSHOT = "world.pickle"
SHELF = "old"  # where a world nobody can read any more is put
OURS = (
    SNAPSHOT,
    f"{SNAPSHOT}.new",
    "overture.db",
    "overture.db.lock",
    "overture.db-wal",
    "overture.db-shm",
    "encryption.key",
)
# Everything an unpickling may raise when classes moved, changed or the file is damaged.
UNREADABLE = (
    pickle.UnpicklingError,
    AttributeError,
    EOFError,
    ImportError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
)


class Forgotten(Exception):
    """Say in one sentence why the remembered world cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """What the clock was ahead by, and the states; whoever recalled them gives them their world."""

    offset: timedelta
    workspace: Any
    google: Any


@dataclass(slots=True, kw_only=True)
class Memory:
    """Keep one world in one folder."""

    folder: Path
    world: World

    def recall(self) -> Remembered | None:
        """Load the states; None where nothing is remembered. Raises Forgotten."""
        try:
            content = (self.folder / SNAPSHOT).read_bytes()
        except FileNotFoundError:
            return None
        try:
            offset, workspace, google = _unpack(content, self.world)
        except UNREADABLE:
            raise Forgotten("The remembered world could not be read, so this is a fresh one.") from None
        return Remembered(offset=offset, workspace=workspace, google=google)

    def keep(self, workspace: object, google: object) -> None:
        """Write everything down, whole or not at all."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = self.folder / f"{SNAPSHOT}.new"
        content = _pack((self.world.offset, workspace, google), self.world)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.folder / SNAPSHOT)

    async def follow(self, keep: Callable[[], None], pause: float = 1.0) -> None:
        """Keep after each burst of changes, at most once per pause (seconds), until the world ends."""
        seen = self.world.version
        while not self.world.ended:
            version = await self.world.wait_for_change(seen)
            if version > seen:
                await asyncio.sleep(pause)
                seen = self.world.version
                keep()

    def forget(self) -> None:
        """Remove what the sandbox wrote into the folder, and the application's database; nothing else."""
        for name in OURS:
            (self.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.folder / SHELF, ignore_errors=True)
        with suppress(OSError):
            self.folder.rmdir()

    def set_aside(self) -> None:
        """Put an unusable world and the application's database on the shelf, in place of what lay there."""
        shelf = self.folder / SHELF
        shutil.rmtree(shelf, ignore_errors=True)
        shelf.mkdir(parents=True)
        for name in OURS:
            if (self.folder / name).exists():
                os.replace(self.folder / name, shelf / name)


class _Packer(pickle.Pickler):
    """Leave the world out, and note the fields of every dataclass that goes in."""

    def __init__(self, file: io.BytesIO, world: World) -> None:
        super().__init__(file)
        self._world = world
        self.shapes: dict[tuple[str, str], tuple[str, ...]] = {}

    def persistent_id(self, obj: Any) -> str | None:
        if obj is self._world:
            return "world"
        if dataclasses.is_dataclass(obj) and not isinstance(obj, type):
            kind = type(obj)
            self.shapes.setdefault((kind.__module__, kind.__qualname__), _shape(kind))
        return None


class _Unpacker(pickle.Unpickler):
    """Put the living world back where it was left out; refuse dataclasses whose fields have changed."""

    def __init__(
        self, file: io.BytesIO, world: World, shapes: dict[tuple[str, str], tuple[str, ...]]
    ) -> None:
        super().__init__(file)
        self._world = world
        self._shapes = shapes

    def persistent_load(self, pid: Any) -> World:
        return self._world

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        if (module, name) in self._shapes and self._shapes[module, name] != _shape(found):
            raise pickle.UnpicklingError(f"{name} has changed")
        return found


def _shape(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _pack(state: tuple[timedelta, object, object], world: World) -> bytes:
    body = io.BytesIO()
    packer = _Packer(body, world)
    packer.dump(state)
    return pickle.dumps((FORMAT, packer.shapes, body.getvalue()))


def _unpack(content: bytes, world: World) -> tuple[timedelta, Any, Any]:
    version, shapes, body = pickle.loads(content)
    if version != FORMAT:
        raise pickle.UnpicklingError("another format")
    offset, workspace, google = _Unpacker(io.BytesIO(body), world, shapes).load()
    return offset, workspace, google
