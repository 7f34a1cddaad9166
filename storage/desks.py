"""Where prepared statements are handed in, past SQLAlchemy: one desk for each transaction."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Never, cast

from sqlalchemy import Connection, Dialect

from storage.forms import Form, Values

Rows = Sequence[Any]
Found = tuple[int, Rows]
"""How many rows a statement changed or found, and those it gives."""


class Desk:
    """The driver's side of a transaction, where every statement is put at once."""

    def __init__(self, connection: Connection) -> None:
        self.dialect: Dialect = connection.dialect
        self._connection = connection
        self._is_heard = _is_heard(connection)

    @property
    def _is_aloud(self) -> bool:
        """Tell whether SQLAlchemy puts it: for those who listen, or to say what is wrong with the transaction."""
        return self._is_heard or not self._connection.in_transaction()

    def form(self, statement: Any, values: Values, kind: Any) -> Form:
        """Write a statement in the words of this driver."""
        return Form.of(statement, self.dialect, values, kind)

    def put(self, form: Form, values: Values) -> Found:
        """Put a statement; raises what SQLAlchemy raises."""
        if self._is_aloud:
            answer = self._connection.execute(form.statement, values)
            return answer.rowcount, [form.row(row) for row in answer] if form.columns else ()
        return self._put(form, values)

    def ask(self, form: Form, values: Values, otherwise: type[Exception] | None) -> Callable[[], Rows]:
        """Put a statement, now or with the next one, and give its rows when they are asked for.

        Unless it changes or finds a row, `otherwise` is raised when it is put.
        """
        changed, rows = self.put(form, values)
        if otherwise is not None and changed <= 0 and not rows:
            raise otherwise
        return lambda: rows

    def settle(self) -> None:
        """Put what was not put yet; raises what `put` and `ask` raise."""

    def drop(self) -> None:
        """Never put what was not put yet."""

    def leave(self) -> None:
        """Put what was not put yet, at the latest with the commit that follows; raises what `put` and `ask` raise."""

    @cached_property
    def _cursor(self) -> Any:
        return self._connection.connection.cursor()

    def _put(self, form: Form, values: Values) -> Found:
        cursor, bound = self._cursor, form.bound(values)
        try:
            cursor.execute(form.text, bound)
            found = cursor.fetchall() if form.columns else ()
        except self.dialect.loaded_dbapi.Error as error:
            self._fail(error, form)
        if not found:
            return cursor.rowcount, found
        if form.read is None:
            form.learn(self.dialect, (told[1] for told in cursor.description))
        return cursor.rowcount, form.rows(found)

    def _fail(self, error: Exception, form: Form) -> Never:
        # It names the error, and gives up the pool's connections with a lost one: one server had them all.
        cast(Any, self._connection)._handle_dbapi_exception(error, form.text, None, None, None)
        raise error


def _is_heard(connection: Connection) -> bool:
    listens = (
        connection._has_events or connection.engine._has_events
    )  # to ask for whom takes ten times as long
    return listens and bool(connection.dispatch.before_cursor_execute)
