"""Where benchmarks run: a database of each kind that keeps what it is told, filled, and thrown away afterwards."""

import gc
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cryptography.fernet import Fernet

from bot import logs
from storage import migrate
from storage.database import Database
from storage.vault import Vault
from tests import postgres
from tests.benchmarks import crowd
from tests.benchmarks.crowd import Crowd

KEY = os.environ.get("BENCH_KEY") or Fernet.generate_key().decode()
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday at ten in Berlin: every window is open."""

KINDS = ("sqlite", "postgresql")


@contextmanager
def address(kind: str) -> Iterator[str]:
    """Give the address of an empty database; everything in it is as durable as in life."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="overture-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'overture.db'}"
        return
    with postgres.running(durable=True) as server, server.database(f"bench_{uuid.uuid4().hex}") as url:
        yield url


@contextmanager
def filled(kind: str, people: Crowd) -> Iterator[str]:
    """Give the address of a database with this version's tables and a crowd in it."""
    with address(kind) as url:
        db = database(url)
        migrate.to_head(db)
        crowd.fill(db, people)
        db.close()
        yield url


def database(url: str) -> Database:
    """Open a database with the key of the benchmarks."""
    return Database(url, Vault([KEY]))


def environment() -> dict[str, str]:
    """Give what a process of ours needs to open what we have filled."""
    return {**os.environ, "BENCH_KEY": KEY}


def load_for_good() -> None:
    """Leave what is loaded out of every collection of garbage, as `python -m bot` does once it has started."""
    gc.collect()
    gc.freeze()


def hush() -> None:
    """Let the log go the way it goes in life, but to nobody."""
    logs.configure(Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  as long as the process lives
