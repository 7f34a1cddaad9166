"""Bring a database to this program's tables, once, under a lock; refuse one from the future."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from storage.database import Database, trouble
from storage.errors import DatabaseNewer, DatabaseOlder

MIGRATION_LOCK = 7_225_187  # any number, the same for every Overture process


class Schema(StrEnum):
    """How a database's tables stand to this program's."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def to_head(database: Database) -> None:
    """Create or upgrade the tables; raises DatabaseNewer, DatabaseAbsent or DatabaseBusy."""
    try:
        with _changing(database) as connection:
            if not database.is_sqlite:
                connection.execute(text("SET LOCAL lock_timeout = '60s'"))
                connection.execute(text("SET LOCAL statement_timeout = '600s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            if _state(connection) is Schema.NEWER:
                raise _newer()
            command.upgrade(_config(connection), "head")
    except OperationalError as error:
        raise trouble(error) from error


@contextmanager
def _changing(database: Database) -> Iterator[Connection]:
    """Change tables in one transaction; SQLite, which makes some anew, checks what refers to them at its end."""
    with database.engine.connect() as connection, _unreferred(connection), connection.begin():
        yield connection
        if database.is_sqlite and connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
            raise RuntimeError("the migration left rows that refer to nothing")


@contextmanager
def _unreferred(connection: Connection) -> Iterator[None]:
    """Let tables be dropped and made anew though others refer to them; SQLite takes no notice of it later."""
    raw = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.cursor().execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.cursor().execute("PRAGMA foreign_keys = ON")


def state(database: Database) -> Schema:
    """Tell how the tables stand, changing nothing; raises DatabaseAbsent or DatabaseBusy."""
    try:
        with database.engine.connect() as connection:
            return _state(connection)
    except OperationalError as error:
        raise trouble(error) from error


def demand_current(database: Database) -> None:
    """Raise DatabaseNewer or DatabaseOlder unless the tables are this program's."""
    found = state(database)
    if found is Schema.NEWER:
        raise _newer()
    if found is not Schema.CURRENT:
        raise DatabaseOlder("The database has no tables of this version yet.", "Run `python -m bot migrate`.")


def _state(connection: Connection) -> Schema:
    found = MigrationContext.configure(connection).get_current_revision()
    known = [script.revision for script in ScriptDirectory.from_config(_config(connection)).walk_revisions()]
    if found is None:
        return Schema.EMPTY
    if found not in known:
        return Schema.NEWER
    return Schema.CURRENT if found == known[0] else Schema.OLDER


def _newer() -> DatabaseNewer:
    return DatabaseNewer(
        "This database was written by a newer Overture.",
        "Start that version, or restore the backup made before it.",
    )


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
