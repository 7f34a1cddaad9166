"""The database of a world: a real SQLite file that trades durability for speed, and can be set back to a copy."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import event

from storage import migrate
from storage.database import Database, Transaction
from storage.vault import Vault

KEY = Fernet.generate_key().decode()
SHARED = Path("/dev/shm")


def home() -> Path:
    """Give a directory in memory where there is one."""
    base = str(SHARED) if SHARED.is_dir() else None
    return Path(tempfile.mkdtemp(prefix="overture-", dir=base))


@cache
def template() -> Path:
    """Migrate one file, of which every world gets a copy."""
    path = home() / "template.db"
    database = Database(f"sqlite:///{path}", Vault([KEY]))
    migrate.to_head(database)
    database.close()
    return path


class File(Database):
    """One world's database; `boundary` is told of every step that could be a process's last."""

    def __init__(self, path: Path, boundary: Callable[[str], None]) -> None:
        shutil.copy(template(), path)
        super().__init__(f"sqlite:///{path}", Vault([KEY]))
        self.path = path
        self.boundary = boundary
        self.copy = path.with_suffix(".copy")
        self.transactions = 0
        event.listen(self.engine, "connect", _carelessly)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction; the process may die before it, before its commit and after it."""
        self.boundary("begin")
        with super().transaction() as tx:
            yield tx
            self.transactions += 1
            self.boundary("commit")
        self.boundary("committed")

    def remember(self) -> None:
        """Keep a copy of how everything stands."""
        with sqlite3.connect(self.path) as now, sqlite3.connect(self.copy) as then:
            now.backup(then)
        now.close()
        then.close()

    def set_back(self) -> bool:
        """Put the copy in place of the file, as a restored backup would; False if there is none."""
        if not self.copy.exists():
            return False
        self.engine.dispose()
        for beside in ("-wal", "-shm"):
            Path(f"{self.path}{beside}").unlink(missing_ok=True)
        shutil.copy(self.copy, self.path)
        return True


def _carelessly(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
