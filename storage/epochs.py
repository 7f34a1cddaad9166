"""Which database this is: a failover, a restored copy or a copied file is another one, and knows less."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from storage.database import Database, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """A database as it presents itself: `name` changes with a failover or a copied file; `log` only ever grows."""

    name: str
    log: int


def of(db: Database, tx: Transaction) -> Epoch:
    """Ask the database who it is.

    PostgreSQL: system identifier and timeline, and how far its log has come. SQLite: device and inode of its file.
    """
    if db.file is not None:
        found = db.file.stat()
        return Epoch(name=f"{found.st_dev}:{found.st_ino}", log=0)
    row = tx.execute(_WHO).one()
    return Epoch(name=f"{row.system_identifier}:{row.timeline_id}", log=int(row.log))


def witness(db: Database) -> int:
    """Tell how far the beats had come by the note beside a SQLite file, which no copy of the file brings back."""
    if db.file is None:
        return 0
    try:
        return int(_note(db.file).read_text(encoding="ascii") or 0)
    except (OSError, ValueError):
        return 0


def bear_witness(db: Database, beat: int) -> None:
    """Write that note; a disk that is full is no reason to stop."""
    if db.file is not None:
        with contextlib.suppress(OSError):
            _note(db.file).write_text(str(beat), encoding="ascii")


def _note(file: Path) -> Path:
    return file.with_name(file.name + ".beat")


_WHO = text(
    "SELECT s.system_identifier, c.timeline_id, pg_current_wal_lsn() - '0/0'::pg_lsn AS log"
    " FROM pg_control_system() AS s, pg_control_checkpoint() AS c"
)
