"""A connection that is kept at hand, for somebody who opens one transaction after the other."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from storage.engines import IDLE_SECONDS


@dataclass(slots=True)
class _Hand:
    """A connection that is kept, and when it was used last, by the monotonic clock."""

    engine: Engine
    connection: Connection
    used_at: float


_hand: ContextVar[_Hand | None] = ContextVar("hand", default=None)


@contextmanager
def kept(engine: Engine) -> Iterator[None]:
    """Let the transactions of this thread share a connection: to fetch one each time takes as long as some do."""
    hand = _Hand(engine, engine.connect(), time.monotonic())
    before = _hand.set(hand)
    try:
        yield
    finally:
        _hand.reset(before)
        hand.connection.close()


@contextmanager
def begun(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction on the connection that is kept, or on one of its own; it is committed at the end."""
    hand = _hand.get()
    if hand is None or hand.engine is not engine or hand.connection.in_transaction():
        with engine.begin() as connection:
            yield connection
        return
    if time.monotonic() - hand.used_at > IDLE_SECONDS and not _lives(hand):
        hand.connection.invalidate()  # the next one is fetched by itself
    with hand.connection.begin():
        yield hand.connection
    hand.used_at = time.monotonic()


def _lives(hand: _Hand) -> bool:
    try:
        return bool(hand.engine.dialect.do_ping(hand.connection.connection.dbapi_connection))  # type: ignore[arg-type]
    except hand.engine.dialect.loaded_dbapi.Error:
        return False
