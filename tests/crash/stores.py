"""The database of a play, SQLite or PostgreSQL: begun empty, copied in mid-story, and put back from a copy."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from storage import database
from storage.database import Database
from storage.vault import Vault
from tests.conftest import KEY
from tests.crash.server import DurableServer


class Store(Protocol):
    """One play's database; nobody may be working on it while it is copied."""

    most_workers: int

    @property
    def url(self) -> str:
        """Tell its address."""

    def copy(self) -> None:
        """Take a copy of it as it is."""

    def put_back(self) -> None:
        """Put the copy in its place: what was written since is forgotten."""

    def fall(self) -> None:
        """Let the server of it stop at once and start again, if it has one."""

    def forget(self) -> None:
        """Remove it."""


@dataclass(kw_only=True)
class File:
    """A SQLite file: one process works on it."""

    path: Path
    empty: Path
    most_workers: int = 1

    def __post_init__(self) -> None:
        self.forget()
        shutil.copy(self.empty, self.path)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def copy(self) -> None:
        # The last to close a database writes its log into the file: a copy without the log would be older.
        db = Database(self.url, Vault([KEY]))
        database.ping(db)
        db.close()
        shutil.copy(self.path, self._older)

    def put_back(self) -> None:
        for path in self._beside():
            path.unlink(missing_ok=True)
        shutil.copy(self._older, self.path)

    def fall(self) -> None:
        return None

    def forget(self) -> None:
        for left in (*self.path.parent.glob(f"{self.path.name}*"), self._older):
            left.unlink(missing_ok=True)

    @property
    def _older(self) -> Path:
        return self.path.with_suffix(".older")

    def _beside(self) -> tuple[Path, Path]:
        return Path(f"{self.path}-wal"), Path(f"{self.path}-shm")


class Served:
    """A PostgreSQL database: as many processes as there are may work on it."""

    most_workers = 3

    def __init__(self, server: DurableServer) -> None:
        self._server = server
        self._name = server.fresh()

    @property
    def url(self) -> str:
        return self._server.address(self._name)

    def copy(self) -> None:
        self._server.drop(f"{self._name}_older")
        self._server.copy(self._name, f"{self._name}_older")

    def put_back(self) -> None:
        self._server.drop(self._name)
        self._server.copy(f"{self._name}_older", self._name)

    def fall(self) -> None:
        self._server.stop_at_once_and_start()

    def forget(self) -> None:
        self._server.drop(self._name)
        self._server.drop(f"{self._name}_older")
