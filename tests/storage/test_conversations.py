"""Conversations with the server: what is refused, forgotten, broken off, or too long to be said at once."""

import threading
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from storage import libpq
from storage.database import Database
from storage.errors import Clash, DatabaseAbsent
from storage.prepared import Prepared
from tests.builders import NOW
from tests.storage.asked import CHANGE, KNOW, KNOWN, LATE, fact, known, prepare_by_the_driver


def test_a_commit_that_is_refused_is_told(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("SQLite has no unique key that is looked at only by the commit")

    def put_off() -> None:
        with db.transaction() as tx:
            tx.connection().execute(text("SELECT 1"))
            KNOW.ask(tx, fact("a"))

    with db.transaction() as tx:
        deferred = "ALTER TABLE facts ADD CONSTRAINT late UNIQUE (value) DEFERRABLE INITIALLY DEFERRED"
        tx.connection().execute(text(deferred))
        KNOW.change(tx, fact("first"))
    for _ in range(2):
        with pytest.raises(Clash):
            put_off()
        assert list(known(db)) == ["first"]

    with db.transaction() as tx:
        tx.connection().execute(text("ALTER TABLE facts DROP CONSTRAINT late"))


def test_a_transaction_that_is_not_begun_does_nothing_in_silence(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.is_sqlite:
        pytest.skip("only to PostgreSQL BEGIN is said in a conversation")

    def fail_to_begin() -> None:
        with monkeypatch.context() as patched, db.transaction() as tx:
            patched.setattr(libpq, "_BEGIN", dict.fromkeys((None, True, False), b"BEGIN NOTHING"))
            KNOW.change(tx, fact("a"))

    with pytest.raises(ProgrammingError):
        fail_to_begin()
    assert known(db) == {}

    with db.transaction() as tx:
        KNOW.change(tx, fact("b"))
    assert known(db) == {"b": ""}


def test_after_a_rollback_every_statement_is_known_again(db: Database) -> None:
    def fail() -> None:
        with db.transaction() as tx:
            prepare_by_the_driver(tx)
            KNOWN.rows(tx)
            raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            fail()
        with db.transaction() as tx:
            assert list(KNOWN.rows(tx)) == []
            LATE.change(tx, {"since": NOW + timedelta(days=1)})


def test_what_was_prepared_does_not_pile_up(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("it prepares nothing by name")

    def fail() -> None:
        with db.transaction() as tx:
            KNOWN.rows(tx)
            raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            fail()

    with db.transaction() as tx:
        prepared = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%facts%'")
        assert tx.connection().execute(prepared).scalar_one() == 0


def test_much_is_said_and_answered_at_once(db: Database) -> None:
    long = "long" * 2_000_000  # more than either end takes at a time

    with db.transaction() as tx:
        for number in range(3):
            KNOW.ask(tx, fact(f"{number}", long))
        asked = [CHANGE.ask(tx, {"name": f"{number}", "told": long}) for number in range(3)]
        assert [row.value == long for rows in asked for row in rows()] == [True] * 3


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        pytest.param(KeyboardInterrupt(), KeyboardInterrupt, id="by a person"),
        pytest.param(psycopg.OperationalError("odd"), DatabaseAbsent, id="by the driver"),
    ],
)
def test_a_conversation_that_is_broken_off_leaves_nothing_behind(
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: BaseException,
    told: type[BaseException],
) -> None:
    if db.is_sqlite:
        pytest.skip("a file answers at once")

    def interrupt(*_args: object) -> None:
        raise trouble

    def be_interrupted() -> None:
        with monkeypatch.context() as patched, db.transaction() as tx:
            KNOWN.rows(tx)
            KNOW.ask(tx, fact("a"))
            patched.setattr(libpq.Server, "_wait", interrupt)
            tx.flush()

    with pytest.raises(told):
        be_interrupted()

    assert known(db) == {}
    assert not caplog.records  # the pool did not have to find out by itself


def test_a_server_that_hangs_up_in_the_middle_is_noticed(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("a file does not hang up")

    def lose() -> None:
        with db.transaction() as tx:
            own = tx.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            sleep = Prepared(select(text("1")).where(text("pg_sleep(30) IS NOT NULL")))
            with db.transaction() as other:
                kill = text(f"SELECT pg_terminate_backend({own})")
                timer = threading.Timer(0.3, lambda: other.connection().execute(kill))
                timer.start()
                try:
                    sleep.rows(tx)
                finally:
                    timer.join()

    with pytest.raises(DatabaseAbsent):
        lose()

    assert known(db) == {}
