"""Prepared statements about several values: a list is written out, and so is prepared anew for each length."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam

from storage.database import Transaction
from storage.prepared import Prepared

MOST = 256
"""Values named in one statement: of so many at once no database complains."""

_NOTHING: Mapping[str, Any] = {}


class Listed:
    """A statement that stands at the end of a module and is told, when it is put, how many values it names.

    It is prepared for one, two, four, eight and so on; the last value is named again until there are so many.
    """

    def __init__(self, write: Callable[[Sequence[BindParameter[Any]]], Any]) -> None:
        self._write = write
        self._known: dict[int, Prepared] = {}

    def rows(
        self, tx: Transaction, values: Collection[Any], besides: Mapping[str, Any] = _NOTHING
    ) -> Sequence[Any]:
        """Give its rows; of very many values it is asked some at a time, and may then say a thing twice."""
        if len(values) <= MOST:
            return self._some(tx, list(values), besides) if values else ()
        named = list(values)
        portions = (named[begin : begin + MOST] for begin in range(0, len(named), MOST))
        return [row for portion in portions for row in self._some(tx, portion, besides)]

    def _some(self, tx: Transaction, named: list[Any], besides: Mapping[str, Any]) -> Sequence[Any]:
        size = 1 << (len(named) - 1).bit_length()
        named += named[-1:] * (size - len(named))
        statement = self._known.get(size)
        if statement is None:
            parameters: list[BindParameter[Any]] = [bindparam(f"value_{place}") for place in range(size)]
            statement = self._known[size] = Prepared(self._write(parameters))
        listed = {f"value_{place}": value for place, value in enumerate(named)}
        return statement.rows(tx, {**besides, **listed})
