"""Engines: everything SQLite and PostgreSQL disagree on about connections and how a transaction begins."""

import sqlite3
import time
from typing import Any

from sqlalchemy import Dialect, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError

from storage import pipeline
from storage.errors import DatabaseAbsent

BUSY_SECONDS = 10
POOL_SIZE = 24
IDLE_SECONDS = 2.0
"""A connection to PostgreSQL that was idle for longer is tried before it is used."""


def engine_for(url: str) -> Engine:
    """Prepare an engine, without connecting; raises DatabaseAbsent for an address that cannot be understood."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
            return _postgres(create_engine(address, pool_size=POOL_SIZE, max_overflow=8))
        return _sqlite(create_engine(address, pool_size=POOL_SIZE, max_overflow=8, pool_timeout=BUSY_SECONDS))
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseAbsent(
            "DATABASE_URL cannot be understood.",
            "It looks like sqlite:////absolute/path/overture.db or postgresql://user:password@host/name.",
        ) from error


def _postgres(engine: Engine) -> Engine:
    pipeline.attend(engine.dialect)

    @event.listens_for(engine, "connect")
    def set_limits(connection: Any, record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '10s'")
            cursor.execute("SET lock_timeout = '3s'")
            cursor.execute("SET idle_in_transaction_session_timeout = '15s'")
        connection.commit()

    @event.listens_for(engine, "checkin")
    def leave(connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def look(connection: Any, record: Any, proxy: object) -> None:
        # Asked at every transaction, whether it still lives would be a tenth of the work.
        if time.monotonic() - record.info.get("idle_since", time.monotonic()) < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    return engine


def _sqlite(engine: Engine) -> Engine:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    # A deferred transaction that reads first fails as locked whenever another has written meanwhile.
    _begin_by(engine.dialect, "BEGIN IMMEDIATE")
    return engine


def readers_of(engine: Engine) -> Engine:
    """Give the same connections, for transactions that only look."""
    readers = engine.execution_options(postgresql_readonly=True)
    if engine.dialect.name == "sqlite":
        readers.dialect = create_engine(engine.url, pool=engine.pool).dialect
        _begin_by(readers.dialect, "BEGIN")
    return readers


def _begin_by(dialect: Dialect, words: str) -> None:
    # Not by an event: with one of these, each statement asks whether there are others.
    dialect.do_begin = lambda connection: connection.execute(words)  # type: ignore[method-assign, assignment]
