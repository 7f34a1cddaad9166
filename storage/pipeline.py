"""The desk for PostgreSQL: statements whose answer nobody needs yet wait, and are put with the next one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, cast

import psycopg
from psycopg.pq.abc import PGresult
from sqlalchemy import Connection, Dialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from storage.desks import Desk, Found, Rows
from storage.forms import Form, Values
from storage.libpq import Bound, Server


@dataclass(slots=True)
class _Asked:
    form: Form
    values: Bound
    otherwise: type[Exception] | None
    found: Found | None = None


class Pipeline(Desk):
    """PostgreSQL's side of a transaction; what `ask` was told to raise is raised by whatever is put next."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._server = Server.at(cast("psycopg.Connection[Any]", connection.connection.dbapi_connection))
        self._waiting: list[_Asked] = []

    def form(self, statement: Any, values: Values, kind: Any) -> Form:
        """Write a statement in the words of libpq, which numbers its values."""
        return Form.of(statement, _numbering(), values, kind)

    def ask(self, form: Form, values: Values, otherwise: type[Exception] | None) -> Callable[[], Rows]:
        """Let a statement wait for the next one, and give its rows when they are asked for."""
        if self._is_aloud:
            return super().ask(form, values, otherwise)
        asked = self._wait_with(form, values, otherwise)
        return lambda: self._found(asked)[1]

    def settle(self) -> None:
        """Put what waits; raises what `put` raises."""
        if self._waiting:
            self._converse()

    def drop(self) -> None:
        """Never put what waits: what it belonged to was undone."""
        self._waiting.clear()

    def leave(self) -> None:
        """Let what waits, and has nothing to raise, be put together with the commit; put what has."""
        if any(one.otherwise is not None for one in self._waiting):
            self._converse()
        elif self._waiting:
            self._server.last_words = partial(self._converse, commits=True)

    def _put(self, form: Form, values: Values) -> Found:
        return self._found(self._wait_with(form, values, None))

    def _wait_with(self, form: Form, values: Values, otherwise: type[Exception] | None) -> _Asked:
        try:
            asked = _Asked(form, self._server.bound(form.bound(values)), otherwise)
        except psycopg.Error as error:
            self._fail(error, form)
        self._waiting.append(asked)
        return asked

    def _found(self, asked: _Asked) -> Found:
        if asked.found is None:
            self.settle()
        assert asked.found is not None, "its transaction has failed"
        return asked.found

    def _converse(self, *, commits: bool = False) -> None:
        """Put all that waits; the first thing that went wrong is raised."""
        asked, self._waiting = self._waiting, []
        said = [(one.form.words, one.values) for one in asked]
        try:
            answers = self._server.converse(said, commits=commits)
        except psycopg.Error as error:
            self._fail(error, asked[-1].form)
        except BaseException as error:
            self._connection.invalidate(error)
            raise
        for one, answer in zip([*asked, asked[-1]], answers, strict=False):  # one more is the commit's
            if isinstance(answer, psycopg.Error):
                self._fail(answer, one.form)
            one.found = self._read(one.form, answer)
            if one.otherwise is not None and not answer.command_tuples:
                raise one.otherwise

    def _read(self, form: Form, answer: PGresult) -> Found:
        changed = answer.command_tuples or 0
        if not form.columns or not changed:
            return changed, ()
        if form.read is None:
            form.learn(self.dialect, map(answer.ftype, range(answer.nfields)))
        return changed, form.rows(self._server.rows(answer))


@cache
def _numbering() -> Dialect:
    make: Any = PGDialect_psycopg
    return cast(Dialect, make(paramstyle="numeric_dollar"))


def attend(dialect: Dialect) -> None:
    """Commit past psycopg's ceremony, and keep in mind what a connection has prepared when it rolls back."""
    rollback, back_to = dialect.do_rollback, dialect.do_rollback_to_savepoint

    def commit(connection: Any) -> None:
        Server.at(connection.dbapi_connection).commit()

    def roll_back(connection: Any) -> None:
        server = Server.at(connection.dbapi_connection)
        server.last_words = None
        if not server.is_idle:
            rollback(connection)
            server.forget()

    def roll_back_to(connection: Connection, name: str) -> None:
        back_to(connection, name)
        Server.at(cast(Any, connection.connection.dbapi_connection)).forget()

    dialect.do_commit = commit  # type: ignore[method-assign, assignment]
    dialect.do_rollback = roll_back  # type: ignore[method-assign, assignment]
    dialect.do_rollback_to_savepoint = roll_back_to  # type: ignore[method-assign]
