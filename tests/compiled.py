"""What SQLAlchemy has compiled for one database serves every other one of the session: they speak the same dialect."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.default import DefaultDialect

_compiled: dict[Any, Any] = {}


def share() -> None:
    """Compile each statement once a session: for each of ten thousand databases anew, it is a third of all the time."""
    DefaultDialect.__eq__ = _is_alike  # type: ignore[method-assign, assignment]
    DefaultDialect.__hash__ = _place  # type: ignore[method-assign, assignment]
    event.listen(Engine, "engine_connect", _hand_over)


def _is_alike(one: DefaultDialect, other: object) -> bool:
    return type(one) is type(other)


def _place(one: DefaultDialect) -> int:
    return hash(type(one))


def _hand_over(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_compiled)
