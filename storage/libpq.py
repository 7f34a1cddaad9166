"""A connection to PostgreSQL as libpq has it, which psycopg hands out.

A conversation costs both sides more than most of what is said in it, so several statements are put in one. psycopg's
own pipeline would spare the waiting, but not its ceremony: around a statement that takes PostgreSQL 20 µs it takes 50.
"""

import select
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

import psycopg
from psycopg import errors
from psycopg.abc import Buffer, Transformer
from psycopg.adapt import PyFormat, Transformer as NewTransformer
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

_OURS = "overture"
_BEGIN = {None: b"BEGIN", True: b"BEGIN READ ONLY", False: b"BEGIN READ WRITE"}
_REFUSED = (ExecStatus.FATAL_ERROR, ExecStatus.PIPELINE_ABORTED, ExecStatus.BAD_RESPONSE)
_number = count(1)

Bound = Sequence[Buffer | None]
"""Values as PostgreSQL reads them."""

_Said = tuple[bytes, Bound]
_COMMIT: _Said = (b"COMMIT", ())


@dataclass(slots=True)
class Server:
    """What we know of one connection: what is prepared there, by its words, and how values are written for it.

    `last_words` puts what is to be said together with the commit, and commits.
    """

    driver: psycopg.Connection[Any]
    adapter: Transformer
    names: dict[bytes, bytes] = field(default_factory=dict)
    ear: select.poll = field(default_factory=select.poll)
    last_words: Callable[[], None] | None = None

    @classmethod
    def at(cls, driver: psycopg.Connection[Any]) -> Self:
        """Give what is known of a connection; it is kept with it."""
        known: Self | None = vars(driver).get(_OURS)
        if known is None:
            known = vars(driver)[_OURS] = cls(driver, NewTransformer(driver))
        return known

    @property
    def is_idle(self) -> bool:
        """Tell whether no transaction was begun."""
        return self.driver.pgconn.transaction_status == TransactionStatus.IDLE

    def bound(self, values: Sequence[Any]) -> Bound:
        """Write values as PostgreSQL reads them; raises psycopg.Error for one it cannot have."""
        return self.adapter.dump_sequence(values, [PyFormat.TEXT] * len(values))

    def rows(self, answer: PGresult) -> Sequence[tuple[Any, ...]]:
        """Read the rows of an answer."""
        self.adapter.set_pgresult(answer)
        found = self.adapter.load_rows(0, answer.ntuples, tuple)
        self.adapter.set_pgresult(None)
        return found

    def converse(
        self, statements: Sequence[tuple[bytes, Bound]], *, commits: bool = False
    ) -> Sequence[PGresult | psycopg.Error]:
        """Put statements in one conversation; give the answer to each, or up to the first that is an error.

        A transaction is begun with the first of them, and committed after the last if it `commits` and none is an
        error; where only the commit is refused, that error stands after all answers. Raises psycopg.Error when the
        connection is lost.
        """
        begins = [(_BEGIN[self.driver.read_only], ())] if self.is_idle else []
        try:
            said, answers = self._exchange(begins, statements, [_COMMIT] if commits else [])
        except BaseException:
            self.driver.close()  # nobody could tell what its next answer answers
            raise
        told = zip(said, answers, strict=True)
        meant = TransactionStatus.IDLE if commits else TransactionStatus.INTRANS
        if self.driver.pgconn.transaction_status == meant and answers[-1].status not in _REFUSED:
            return [answer for is_own, answer in told if is_own]
        if self.is_idle:
            self.forget()  # nothing is rolled back where nothing is begun any more, or was not
        found: list[PGresult | psycopg.Error] = []
        for is_own, answer in told:
            if answer.status in _REFUSED:
                return [*found, self._error(answer)]
            if is_own:
                found.append(answer)
        return found

    def commit(self) -> None:
        """Commit what was begun, after the last words; raises psycopg.Error, and what the last words raise."""
        last_words, self.last_words = self.last_words, None
        if last_words is not None:
            last_words()
        elif not self.is_idle:
            self._commit()

    def _commit(self) -> None:
        answer = self.driver.pgconn.exec_(b"COMMIT")
        if answer.status in _REFUSED:
            raise self._error(answer)

    def forget(self) -> None:
        """Forget what is prepared: psycopg lets the server forget all with a rollback, if there is any of its own."""
        if self.names:
            self.names.clear()
            self.driver.pgconn.exec_(b"DEALLOCATE ALL")

    def _error(self, answer: PGresult) -> psycopg.Error:
        return errors.error_from_result(answer, self.driver.info.encoding)

    def _exchange(
        self, before: Sequence[_Said], statements: Sequence[_Said], after: Sequence[_Said]
    ) -> tuple[list[bool], list[PGresult]]:
        """Tell of each answer whether it is a statement's own: what stands around, and to prepare, is answered, too."""
        server, said = self.driver.pgconn, list[bool]()
        own = range(len(before), len(before) + len(statements))
        server.enter_pipeline_mode()
        for place, (words, values) in enumerate([*before, *statements, *after]):
            name = self.names.get(words)
            if name is None:
                name = self.names[words] = b"overture_%d" % next(_number)
                server.send_prepare(name, words)
                said.append(False)
            server.send_query_prepared(name, values)
            said.append(place in own)
        server.pipeline_sync()
        while server.flush():
            self._wait(select.POLLIN | select.POLLOUT)
        answers = [self._heard() for _ in said]
        self._heard()  # that this is all
        server.exit_pipeline_mode()
        return said, answers

    def _heard(self) -> PGresult:
        """Wait for the next answer; raises psycopg.Error when the connection is lost."""
        server = self.driver.pgconn
        while True:
            while server.is_busy():
                self._wait(select.POLLIN)
            answer = server.get_result()
            if answer is not None:
                return answer
            if server.status == ConnStatus.BAD:
                raise errors.OperationalError("the connection is lost")

    def _wait(self, events: int) -> None:
        """Wait until one of these has happened, and take in what has come."""
        server = self.driver.pgconn
        self.ear.register(server.socket, events)
        self.ear.poll()
        server.consume_input()
