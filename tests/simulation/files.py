"""The database of a world: a real SQLite file that trades durability for speed, and can be set back to a copy."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet
from sqlalchemy import event

from storage import migrate
from storage.columns import EPOCH, MICROSECOND
from storage.database import Database, Transaction
from storage.vault import Vault

_READY = """
    SELECT min(max(ready_at, coalesce(lease_until, 0), coalesce(resting_until, 0)))
    FROM mailboxes WHERE status = 'connected'
"""
_NEXT_BY_HAND = (
    "SELECT min(due_at) FROM touches"
    " WHERE status = 'scheduled' AND mailbox_id IS NULL AND reminded_at IS NULL AND due_at > ?"
)
_BY_HAND = """
    SELECT 1 FROM touches
    WHERE status = 'scheduled' AND mailbox_id IS NULL AND reminded_at IS NULL AND due_at <= ? LIMIT 1
"""
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
        self._eye: sqlite3.Connection | None = None
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

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Keep nothing: the file may be another one at the next transaction."""
        yield

    def ready_at(self, otherwise: datetime) -> datetime:
        """Tell when the next mailbox may be worked on; asked at every step, and so without any ceremony."""
        found = self._peek().execute(_READY).fetchone()[0]
        return otherwise if found is None else EPOCH + timedelta(microseconds=found)

    def is_anything_to_do_by_hand(self, now: datetime) -> bool:
        """Tell whether somebody may have to be reminded."""
        return self._peek().execute(_BY_HAND, ((now - EPOCH) // MICROSECOND,)).fetchone() is not None

    def next_by_hand(self, now: datetime) -> datetime | None:
        """Tell when somebody is to be reminded next."""
        found = self._peek().execute(_NEXT_BY_HAND, ((now - EPOCH) // MICROSECOND,)).fetchone()[0]
        return None if found is None else EPOCH + found * MICROSECOND

    def newest_notice(self) -> int:
        """Tell the number of the last notice."""
        return int(self._peek().execute("SELECT coalesce(max(id), 0) FROM notices").fetchone()[0])

    def _peek(self) -> sqlite3.Connection:
        if self._eye is None:
            self._eye = sqlite3.connect(self.path, isolation_level=None)
        return self._eye

    def close(self) -> None:
        """Let go of everything."""
        self._shut()
        super().close()

    def _shut(self) -> None:
        if self._eye is not None:
            self._eye.close()
        self._eye = None

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
        self._shut()
        self.engine.dispose()
        for beside in ("-wal", "-shm"):
            Path(f"{self.path}{beside}").unlink(missing_ok=True)
        shutil.copy(self.copy, self.path)
        return True


def _carelessly(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
