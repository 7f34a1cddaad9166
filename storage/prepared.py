"""Statements that are put again and again: compiled once, and handed to the driver past SQLAlchemy's ceremony.

What SQLAlchemy does around a statement takes five times as long as SQLite takes to answer it. Its types convert what
goes in and what comes out here, too; its errors are raised; whoever listens to a connection hears these as well.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import ArgumentError

from storage.transaction import Transaction

Values = Mapping[str, Any]
Converter = Callable[[Any], Any]

_DESK = "desk"
_NOTHING: Values = {}


class Prepared:
    """A statement that stands at the end of a module; what it leaves open is given by name.

    Objects that wait in the transaction are not flushed before it is put. Rows are of a `kind`, a named tuple with a
    field for each column, if one is named.
    """

    def __init__(self, statement: Any, kind: Any = None) -> None:
        self.statement = statement
        self._kind = kind
        self._forms: dict[tuple[str, ...], _Form] = {}

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

    def _put(self, tx: Transaction, values: Values) -> tuple[int, Sequence[Any]]:
        desk: _Desk = tx.info.get(_DESK) or _opened(tx)
        key = (desk.dialect.name, *values)
        form = self._forms.get(key)
        if form is None:
            form = self._forms[key] = _formed(self.statement, desk.dialect, values, self._kind)
        return desk.put(form, values)


@dataclass(slots=True)
class _Form:
    """A statement in the words of one database, for one set of names; `order` is None where values go by name."""

    statement: Any
    text: str
    order: Sequence[str] | None
    given: Values
    made: Sequence[tuple[str, Callable[[Any], Any], Converter | None]]
    asked: Sequence[tuple[str, Converter | None]]
    columns: Sequence[Any]
    row: Callable[[Iterable[Any]], Any]
    read: Sequence[tuple[int, Converter]] | None = field(default=None)

    def bound(self, values: Values) -> Any:
        """Give the values as the driver takes them."""
        filled = {**self.given}
        for name, convert in self.asked:
            filled[name] = values[name] if convert is None else convert(values[name])
        for name, make, convert in self.made:
            filled[name] = make(None) if convert is None else convert(make(None))
        return filled if self.order is None else [filled[name] for name in self.order]

    def learn(
        self, dialect: Dialect, description: Sequence[Sequence[Any]]
    ) -> Sequence[tuple[int, Converter]]:
        """Find out, from the first answer, which fields are to be converted."""
        read = [
            (place, convert)
            for place, (column, told) in enumerate(zip(self.columns, description, strict=True))
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, told[1])) is not None
        ]
        self.read = read
        return read


@dataclass(slots=True)
class _Desk:
    """The driver's side of one transaction."""

    connection: Connection
    dialect: Dialect
    cursor: Any
    is_heard: bool

    def put(self, form: _Form, values: Values) -> tuple[int, Sequence[Any]]:
        """Put a statement; raises what SQLAlchemy raises."""
        if self.is_heard or not self.connection.in_transaction():  # SQLAlchemy says what is wrong with it
            return self._aloud(form, values)
        cursor, bound = self.cursor, form.bound(values)
        try:
            cursor.execute(form.text, bound)
            found = cursor.fetchall() if form.columns else ()
        except self.dialect.loaded_dbapi.Error as error:
            # It names the error, and gives up the pool's connections with a lost one: one server had them all.
            self.connection._handle_dbapi_exception(error, form.text, None, None, None)
        if not found:
            return cursor.rowcount, found
        read = form.read
        if read is None:
            read = form.learn(self.dialect, cursor.description)
        if not read:
            return cursor.rowcount, [form.row(row) for row in found]
        return cursor.rowcount, [form.row(_converted(row, read)) for row in found]

    def _aloud(self, form: _Form, values: Values) -> tuple[int, Sequence[Any]]:
        answer = self.connection.execute(form.statement, values)
        return answer.rowcount, [form.row(row) for row in answer] if form.columns else ()


def _converted(row: Sequence[Any], read: Sequence[tuple[int, Converter]]) -> list[Any]:
    fields = list(row)
    for place, convert in read:
        fields[place] = convert(fields[place])
    return fields


def _opened(tx: Transaction) -> _Desk:
    connection = tx.connection()
    raw = connection.connection
    desk = _Desk(
        connection=connection,
        dialect=connection.dialect,
        cursor=raw.cursor(),
        is_heard=_is_heard(connection),
    )
    tx.info[_DESK] = desk
    return desk


def _is_heard(connection: Connection) -> bool:
    listens = (
        connection._has_events or connection.engine._has_events
    )  # to ask for whom takes ten times as long
    return listens and bool(connection.dispatch.before_cursor_execute)


def _formed(statement: Any, dialect: Dialect, values: Values, kind: Any) -> _Form:
    compiled = statement.compile(dialect=dialect, column_keys=list(values) if statement.is_insert else None)
    filled = compiled.construct_params(values, escape_names=False)  # raises where a value is missing
    if unknown := values.keys() - filled.keys():
        raise ArgumentError(f"There is no {', '.join(sorted(unknown))} in this statement.")
    defaults = {column.key: column.default.arg for column in compiled.insert_prefetch}
    defaults |= {column.key: column.onupdate.arg for column in compiled.update_prefetch}
    given: dict[str, Any] = {}
    made: list[tuple[str, Callable[[Any], Any], Converter | None]] = []
    asked: list[tuple[str, Converter | None]] = []
    for name, value in {**filled, **defaults}.items():
        convert = compiled._bind_processors.get(name)
        if name in values:
            asked.append((name, convert))
        elif callable(value):
            made.append((name, value, convert))
        else:
            given[name] = value if convert is None else convert(value)
    columns = statement.exported_columns
    return _Form(
        statement=statement,
        text=compiled.string,
        order=compiled.positiontup,
        given=given,
        made=made,
        asked=asked,
        columns=list(columns),
        row=(kind or _kind(columns.keys()))._make,
    )


def _kind(names: Sequence[str]) -> Any:
    make: Any = namedtuple  # its fields are known when it runs, not before
    return make("Row", names, rename=True)
