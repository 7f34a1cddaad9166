"""The engine, transactions, and everything SQLite and PostgreSQL disagree on."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import IO, Any

from sqlalchemy import event, literal_column, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
    TimeoutError as PoolTimeout,
)

from storage import hands, transaction
from storage.engines import BUSY_SECONDS, engine_for, readers_of
from storage.errors import Clash, DatabaseAbsent, DatabaseBusy
from storage.prepared import Prepared
from storage.vault import Vault

Transaction = transaction.Transaction


class Database:
    """One database; `transaction()` is the way to change it, `reading()` to look without blocking."""

    def __init__(self, url: str, vault: Vault) -> None:
        """Prepare, without connecting; raises DatabaseAbsent for an address that cannot be understood."""
        self.engine = engine_for(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._plans: dict[int, Any] = {}
        self._tokens: dict[str, Any] = {}
        self._marks: dict[str, str] = {}
        self._info: dict[str, Any] = {
            "vault": vault,
            "plans": self._plans,
            "tokens": self._tokens,
            "marks": self._marks,
        }
        self._readers = readers_of(self.engine)
        self._lock: IO[bytes] | None = None
        self._writing = threading.Lock()
        self._closed = False
        self.connections = 0
        event.listen(self.engine, "connect", self._count)

    def _count(self, connection: object, record: object) -> None:
        self.connections += 1

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL and in memory."""
        path = self.engine.url.database
        return Path(path) if self.is_sqlite and path and path != ":memory:" else None

    def forget_plans(self) -> None:
        """Forget the versions of sequences that were read: in another database they say something else."""
        self._plans.clear()
        self._tokens.clear()
        self._marks.clear()

    def tend(self) -> None:
        """Let SQLite count what is in its tables, so that it chooses its indexes well; PostgreSQL does so by itself."""
        if self.is_sqlite:
            with self.transaction() as tx:
                tx.execute(text("PRAGMA analysis_limit = 1000"))
                tx.execute(text("ANALYZE"))

    def instant(self) -> datetime | None:
        """Tell the instant by PostgreSQL's clock, which all processes share; None if there is none to ask."""
        if self.is_sqlite or self._closed:
            return None
        try:
            with self.engine.connect() as connection:
                told: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
                return told.astimezone(UTC)
        except (DBAPIError, PoolTimeout):
            return None

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction that is committed at the end and rolled back on any error.

        Raises DatabaseBusy when it is locked or overloaded, DatabaseAbsent when it cannot be reached.
        """
        self._demand_open()
        with (
            self._turn(),
            _named_trouble(),
            hands.begun(self.engine) as connection,
            closing(Transaction(connection, info=self._info)) as tx,
        ):
            yield tx
            tx.commit()

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """Keep a connection at hand for the transactions of this thread; raises what `transaction` raises."""
        self._demand_open()
        with ExitStack() as kept:
            with _named_trouble():
                kept.enter_context(hands.kept(self.engine))
            yield

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for SQLite's one writer in a queue: its own way is to look again ever later, whoever came first."""
        if not self.is_sqlite:
            yield
            return
        if not self._writing.acquire(timeout=BUSY_SECONDS):
            raise _busy()
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Open a transaction that only looks; on SQLite it does not wait for the writer."""
        self._demand_open()
        with _named_trouble(), self._readers.connect() as connection, connection.begin() as begun:
            with closing(Transaction(connection, info=self._info)) as tx:
                yield tx
                tx.flush()  # what was asked may have something to raise
            if self.is_sqlite:
                begun.rollback()  # on PostgreSQL it would make psycopg forget every statement it has prepared

    def _demand_open(self) -> None:
        # A thread that outlives its process's farewell must not write beside the process that follows.
        if self._closed:
            raise DatabaseBusy("This process has let go of the database.")

    def claim_for_one_process(self) -> None:
        """Make sure no second process works on the same SQLite file; raises DatabaseBusy if one does."""
        self._closed = False
        if self.file is None:
            return
        try:
            lock = self.file.with_name(self.file.name + ".lock").open("ab")  # noqa: SIM115  held until close()
        except OSError as error:
            raise _absent() from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise DatabaseBusy(
                "Another Overture process is working on this SQLite file.",
                "Stop it first, or use PostgreSQL, which several processes may share.",
            ) from error
        self._lock = lock

    def close(self) -> None:
        """Let go of every connection and of the file; only `claim_for_one_process` opens it again."""
        self._closed = True
        self.engine.dispose()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


@contextmanager
def _named_trouble() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseBusy(
            "The database is overloaded; nothing was changed.", "Try again in a moment."
        ) from error
    except OperationalError as error:
        raise trouble(error) from error
    except IntegrityError as error:
        if "unique" not in str(error.orig).lower():
            raise
        what = "Somebody has done the same a moment before; nothing was changed."
        raise Clash(what, "Look again.") from error


@contextmanager
def part(tx: Transaction) -> Iterator[None]:
    """Open a part of a transaction that may fail alone; raises what `Database.transaction` raises."""
    try:
        with _named_trouble(), tx.begin_nested() as begun:
            begun.session.connection()  # else the savepoint would be set only when an object is asked for
            yield
            tx.flush()  # what waits to be put is put inside
    except BaseException:
        transaction.drop(tx)
        tx.expire_all()  # what statements have told objects of themselves was taken back with them
        raise


def trouble(error: DBAPIError) -> DatabaseBusy | DatabaseAbsent:
    """Name what an operational error means for the person who waits."""
    words = str(error.orig).lower()
    busy = ("locked", "busy", "timeout", "deadlock", "too many connections", "disk is full", "disk i/o")
    if any(word in words for word in busy) and "connection" not in words.removesuffix("connections"):
        return _busy()
    return _absent()


def _absent() -> DatabaseAbsent:
    return DatabaseAbsent(
        "The database cannot be reached or opened.",
        "Check DATABASE_URL, and that its folder or server is there.",
    )


def add_once(tx: Transaction, table: type, /, **values: object) -> bool:
    """Write a row down unless its key is there already, however many try at once; False if it was."""
    tx.flush()
    return _once(tx.connection().dialect.name, table).first(tx, values) is not None


@cache
def _once(dialect: str, table: Any) -> Prepared:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return Prepared(insert(table.__table__).on_conflict_do_nothing().returning(literal_column("1")))


def ping(database: Database) -> None:
    """Ask the database for one row; raises DatabaseAbsent or DatabaseBusy."""
    with database.reading() as tx:
        tx.execute(text("SELECT 1"))


def _busy() -> DatabaseBusy:
    return DatabaseBusy("The database is busy or full; nothing was changed.", "Try again in a moment.")
