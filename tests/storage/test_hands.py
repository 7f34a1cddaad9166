"""A connection kept at hand: the same for one transaction after the other, a fresh one after a rest or a loss."""

from threading import Thread

import pytest
from sqlalchemy import text

from storage import hands
from storage.database import Database, Transaction
from storage.errors import DatabaseAbsent


def used(tx: Transaction) -> object:
    """Tell which connection of the driver a transaction has."""
    return tx.connection().connection.dbapi_connection


def test_one_transaction_after_the_other_has_the_same_connection(db: Database) -> None:
    with db.at_hand():
        with db.transaction() as tx:
            kept = used(tx)
        with db.reading() as beside, db.transaction() as tx:
            assert used(tx) is kept is not used(beside)


def test_a_transaction_within_another_has_its_own(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("SQLite has one writer at a time")

    with db.at_hand(), db.transaction() as outer, db.transaction() as inner:
        assert used(outer) is not used(inner)


def test_another_thread_has_its_own(db: Database) -> None:
    found: list[object] = []

    def look() -> None:
        with db.transaction() as tx:
            found.append(used(tx))

    with db.at_hand():
        with db.transaction() as tx:
            kept = used(tx)
        thread = Thread(target=look)
        thread.start()
        thread.join()

    assert found != [kept]


def test_another_database_is_not_mistaken_for_it(db: Database) -> None:
    other = Database(db.engine.url.render_as_string(hide_password=False), vault=db._info["vault"])
    with db.at_hand():
        with db.transaction() as tx:
            kept = used(tx)
        with other.transaction() as tx:
            assert used(tx) is not kept
    other.close()


def test_what_failed_is_rolled_back_and_the_next_goes_on(db: Database) -> None:
    def fail() -> None:
        with db.transaction() as tx:
            tx.execute(text("INSERT INTO facts (key, value, at) VALUES ('a', '', '2026-01-01')"))
            raise ZeroDivisionError

    with db.at_hand():
        with pytest.raises(ZeroDivisionError):
            fail()
        with db.transaction() as tx:
            assert tx.execute(text("SELECT count(*) FROM facts")).scalar_one() == 0


def test_a_connection_that_was_lost_is_replaced(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("a file is not lost")

    with db.at_hand():
        lose(db)
        with pytest.raises(DatabaseAbsent), db.transaction() as tx:
            tx.execute(text("SELECT 1"))
        with db.transaction() as tx:
            assert tx.execute(text("SELECT 1")).scalar_one() == 1


def test_after_a_rest_a_connection_is_tried_before_it_is_used(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.is_sqlite:
        pytest.skip("a file is not lost")
    monkeypatch.setattr(hands, "IDLE_SECONDS", -1.0)

    with db.at_hand():
        with db.transaction() as tx:
            kept = used(tx)
        with db.transaction() as tx:
            assert used(tx) is kept
        lose(db)
        with db.transaction() as tx:
            assert used(tx) is not kept
            assert tx.execute(text("SELECT 1")).scalar_one() == 1


def lose(db: Database) -> None:
    """Let the server hang up on the connection that is kept, while it rests."""
    with db.transaction() as tx:
        own = tx.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    other = Thread(target=_terminate, args=(db, own))
    other.start()
    other.join()


def _terminate(db: Database, own: int) -> None:
    with db.transaction() as tx:
        tx.execute(text(f"SELECT pg_terminate_backend({own})"))
