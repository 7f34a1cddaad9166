"""Statements that are put again and again: compiled once, and handed to the driver past SQLAlchemy's ceremony.

What SQLAlchemy does around a statement takes five times as long as SQLite takes to answer it. Its types convert what
goes in and what comes out here, too; its errors are raised; whoever listens to a connection hears these as well.
"""

from collections.abc import Callable, Sequence
from typing import Any

from storage.desks import Desk, Found
from storage.forms import Form, Values
from storage.pipeline import Pipeline
from storage.transaction import DESK, Transaction

_NOTHING: Values = {}


class Prepared:
    """A statement that stands at the end of a module; what it leaves open is given by name.

    Objects that wait in the transaction are not flushed before it is put. Rows are of a `kind`, a named tuple with a
    field for each column, if one is named.
    """

    def __init__(self, statement: Any, kind: Any = None) -> None:
        self.statement = statement
        self._kind = kind
        self._forms: dict[tuple[str, ...], Form] = {}

    def change(self, tx: Transaction, values: Values = _NOTHING) -> int:
        """Put it, and count the rows it changed; zero means that somebody was faster."""
        return self._put(tx, values)[0]

    def rows(self, tx: Transaction, values: Values = _NOTHING) -> Sequence[Any]:
        """Give its rows, whose fields have the names of the columns."""
        return self._put(tx, values)[1]

    def first(self, tx: Transaction, values: Values = _NOTHING) -> Any:
        """Give its first row, or None."""
        rows = self._put(tx, values)[1]
        return rows[0] if rows else None

    def scalar(self, tx: Transaction, values: Values = _NOTHING) -> Any:
        """Give the first field of its first row, or None."""
        rows = self._put(tx, values)[1]
        return rows[0][0] if rows else None

    def ask(
        self, tx: Transaction, values: Values = _NOTHING, *, otherwise: type[Exception] | None = None
    ) -> Callable[[], Sequence[Any]]:
        """Put it with the next one that must be answered, at the latest when the transaction ends.

        Its rows are given when they are asked for. If there are none, and none was changed, `otherwise` is raised when
        it is put.
        """
        desk: Desk = tx.info.get(DESK) or _opened(tx)
        return desk.ask(self._form(desk, values), values, otherwise)

    def _put(self, tx: Transaction, values: Values) -> Found:
        desk: Desk = tx.info.get(DESK) or _opened(tx)
        return desk.put(self._form(desk, values), values)

    def _form(self, desk: Desk, values: Values) -> Form:
        key = (desk.dialect.name, *values)
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = desk.form(self.statement, values, self._kind)
        return form


def _opened(tx: Transaction) -> Desk:
    connection = tx.connection()
    desk = Pipeline(connection) if connection.dialect.name == "postgresql" else Desk(connection)
    tx.info[DESK] = desk
    return desk
