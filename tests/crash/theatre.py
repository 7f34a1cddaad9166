"""Where deaths are played: Google's stand-in over HTTP, a clock on disk, and workers as processes."""

import pickle
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import sandbox.google.server
from sandbox.google import accounts
from sandbox.world import World
from storage import migrate
from storage.database import Database
from storage.vault import Vault
from tests import stages
from tests.conftest import KEY
from tests.crash.nursery import Nursery
from tests.crash.wire import Wire
from tests.gmail.stand_in import START, Stage, StandIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment one can come back to: the database's file, Google as it was, how far the clock had gone."""

    file: Path
    google: bytes
    offset: timedelta


class Theatre:
    """One stage and one nursery for many plays, each with a world of its own."""

    wire: Wire

    def __init__(self, folder: Path, stage: Stage) -> None:
        self.folder = folder
        self.clock = folder / "clock"
        self.empty = folder / "empty.db"
        self.stage = stage
        self.nursery = self._nursery()

    def _nursery(self) -> Nursery:
        db = Database(f"sqlite:///{self.empty}", Vault([KEY]))
        migrate.to_head(db)
        db.close()
        scratch = self.folder / "scratch.db"
        shutil.copy(self.empty, scratch)
        return Nursery(self.stage.url, f"sqlite:///{scratch}")

    def open(self) -> StandIn:
        """Begin a new world on a Monday at nine."""
        return self._put_on(accounts.Google(World(frozen_at=START)))

    def keep(self, stand_in: StandIn, database: Path, name: str) -> Moment:
        """Remember a moment; nobody may be working on the database."""
        file = self.folder / f"{name}.db"
        shutil.copy(database, file)
        return Moment(file=file, google=pickle.dumps(stand_in.state), offset=stand_in.state.world.offset)

    def come_back(self, moment: Moment) -> StandIn:
        """Go on from a moment that was kept."""
        state: accounts.Google = pickle.loads(moment.google)
        state.settle(World(frozen_at=START, offset=moment.offset))
        return self._put_on(state)

    def file(self, source: Path) -> Path:
        """Copy a database to where plays are played; nothing is left beside it from the play before."""
        for left in self.folder.glob("case.db*"):
            left.unlink()
        return Path(shutil.copy(source, self.folder / "case.db"))

    def tell_time(self, world: World) -> None:
        """Write the world's time where workers read it, never half of it."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(world.now().isoformat(), encoding="ascii")
        fresh.replace(self.clock)

    def close(self) -> None:
        """End all plays."""
        self.nursery.close()

    def _put_on(self, state: accounts.Google) -> StandIn:
        async def move(request: Request) -> Response:
            state.world.move(timedelta(minutes=float(request.query_params["minutes"])))
            self.tell_time(state.world)
            return Response()

        listed: list[Any] = [
            *sandbox.google.server.routes(state),
            Route("/crash/move", move, methods=["POST"]),
        ]
        self.wire = Wire(Starlette(routes=listed), state)
        self.stage.playing = self.wire
        self.tell_time(state.world)
        return StandIn(state=state, url=self.stage.url)


@contextmanager
def opened() -> Iterator[Theatre]:
    """Open a theatre, and close it at the end."""
    # What a killed process had committed stays, wherever the file lies: only a power cut would ask for a disk.
    memory = Path("/dev/shm")
    folder = str(memory) if memory.is_dir() else None
    with (
        tempfile.TemporaryDirectory(prefix="overture-crash-", dir=folder) as name,
        stages.on_stage(Stage()) as stage,
    ):
        theatre = Theatre(Path(name), stage)
        try:
            yield theatre
        finally:
            theatre.close()
