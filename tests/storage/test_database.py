"""Transactions, and trouble with the database in words an operator can act on."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidRequestError

from storage import database, facts, migrate, seen
from storage.database import Database, Transaction
from storage.errors import DatabaseAbsent, DatabaseBusy
from storage.household import Fact, Seen
from storage.vault import Vault
from tests.builders import NOW
from tests.conftest import KEY


def keys(db: Database) -> list[str]:
    with db.reading() as tx:
        return list(tx.scalars(select(Seen.key).order_by(Seen.key)))


def test_what_a_transaction_did_is_there_afterwards(db: Database) -> None:
    with db.transaction() as tx:
        seen.first_time(tx, "a", NOW)

    assert keys(db) == ["a"]


def test_a_transaction_that_fails_changes_nothing(db: Database) -> None:
    def failing() -> None:
        with db.transaction() as tx:
            seen.first_time(tx, "a", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()

    assert keys(db) == []


def test_reading_never_changes_anything(db: Database) -> None:
    with suppress(DBAPIError), db.reading() as tx:  # PostgreSQL refuses it, SQLite forgets it
        seen.first_time(tx, "a", NOW)

    assert keys(db) == []


def test_a_part_that_fails_is_taken_back_alone(db: Database) -> None:
    def failing(tx: Transaction) -> None:
        with database.part(tx):
            seen.first_time(tx, "part", NOW)
            raise ZeroDivisionError

    with db.transaction() as tx:
        seen.first_time(tx, "a", NOW)
        with pytest.raises(ZeroDivisionError):
            failing(tx)
        seen.first_time(tx, "b", NOW)

    assert keys(db) == ["a", "b"]


def test_objects_are_as_before_a_part_that_failed(db: Database) -> None:
    def failing(tx: Transaction, fact: Fact) -> None:
        with database.part(tx):
            facts.put(tx, "fact", "late", NOW)
            tx.refresh(fact)
            raise ZeroDivisionError

    with db.transaction() as tx:
        facts.put(tx, "fact", "early", NOW)
        fact = tx.get_one(Fact, "fact")
        with pytest.raises(ZeroDivisionError):
            failing(tx, fact)
        assert fact.value == "early"


def test_a_transaction_that_is_over_takes_nothing_more(db: Database) -> None:
    with db.transaction() as tx:
        seen.first_time(tx, "a", NOW)

    with pytest.raises(InvalidRequestError, match="closed"):
        seen.first_time(tx, "late", NOW)

    assert keys(db) == ["a"]


def test_what_was_rolled_back_takes_nothing_more(db: Database) -> None:
    def go_on() -> None:
        with db.transaction() as tx:
            seen.first_time(tx, "a", NOW)
            tx.add(Seen(key="a", at=NOW))
            with pytest.raises(IntegrityError):
                tx.flush()
            facts.put(tx, "fact", "late", NOW)

    with db.transaction() as tx:
        facts.put(tx, "fact", "early", NOW)

    with pytest.raises(InvalidRequestError, match="closed transaction"):
        go_on()

    assert keys(db) == []
    with db.reading() as tx:
        assert facts.get(tx, "fact") == "early"


def test_nobody_waits_for_a_writer_to_read(db: Database) -> None:
    with db.transaction() as tx:
        seen.first_time(tx, "a", NOW)

        assert keys(db) == []


def test_writers_that_meet_follow_each_other(db: Database) -> None:
    def write(number: int) -> None:
        for turn in range(5):
            with db.transaction() as tx:
                count = len(tx.scalars(select(Seen.key)).all())
                seen.first_time(tx, f"{number}-{turn}-{count}", NOW + timedelta(seconds=number))

    writers = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(keys(db)) == 20


@contextmanager
def somebody_writing(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.fixture
def hurried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    found = Database(f"sqlite:///{tmp_path}/overture.db", Vault([KEY]))
    migrate.to_head(found)
    yield found
    found.close()


def test_a_locked_file_is_busy_and_nothing_is_changed(hurried: Database, tmp_path: Path) -> None:
    with (
        somebody_writing(tmp_path / "overture.db"),
        pytest.raises(DatabaseBusy, match=r"busy or full; nothing was changed. Try again"),
        hurried.transaction() as tx,
    ):
        seen.first_time(tx, "a", NOW)

    assert keys(hurried) == []


def test_a_locked_file_can_still_be_read(hurried: Database, tmp_path: Path) -> None:
    with somebody_writing(tmp_path / "overture.db"):
        assert keys(hurried) == []


def test_a_locked_file_is_not_migrated(hurried: Database, tmp_path: Path) -> None:
    with somebody_writing(tmp_path / "overture.db"), pytest.raises(DatabaseBusy):
        migrate.to_head(hurried)


def test_a_locked_row_is_busy_on_postgresql(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("SQLite locks the file, tested above")
    with db.transaction() as tx:
        seen.first_time(tx, "a", NOW)
    with db.transaction() as tx:
        tx.execute(text("UPDATE seen SET at = at"))
        with pytest.raises(DatabaseBusy), db.transaction() as other:
            other.execute(
                text("UPDATE seen SET at = at WHERE set_config('lock_timeout', '50ms', true) <> ''")
            )


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="nothing"),
        pytest.param("overture.db", id="a bare file"),
        pytest.param("postgres//localhost/overture", id="no scheme"),
        pytest.param("mongodb://localhost/overture", id="another kind of database"),
        pytest.param("postgresql://localhost:port/overture", id="a port that is a word"),
    ],
)
def test_an_address_that_cannot_be_understood_is_refused(url: str) -> None:
    with pytest.raises(DatabaseAbsent, match="DATABASE_URL cannot be understood. It looks like"):
        Database(url, Vault([KEY]))


def test_trouble_never_tells_the_password() -> None:
    absent = Database("postgresql://ana:s3cret@127.0.0.1:9/overture", Vault([KEY]))

    with pytest.raises(DatabaseAbsent) as trouble:
        database.ping(absent)

    assert "s3cret" not in str(trouble.value)
    absent.close()


def test_a_database_that_is_there_answers(db: Database) -> None:
    database.ping(db)


def test_a_second_process_on_the_same_file_is_refused(hurried: Database, tmp_path: Path) -> None:
    hurried.claim_for_one_process()
    second = Database(f"sqlite:///{tmp_path}/overture.db", Vault([KEY]))

    with pytest.raises(DatabaseBusy, match="Another Overture process.*use PostgreSQL"):
        second.claim_for_one_process()

    hurried.close()
    second.claim_for_one_process()
    second.close()


def test_several_processes_may_share_postgresql(db: Database, database_url: str) -> None:
    if db.is_sqlite:
        pytest.skip("one process on SQLite, tested above")
    second = Database(database_url, Vault([KEY]))

    db.claim_for_one_process()
    second.claim_for_one_process()
    database.ping(second)

    second.close()


def test_sqlite_keeps_what_it_said_through_a_power_cut(hurried: Database) -> None:
    with hurried.engine.connect() as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        ]

    assert told == ["wal", 2]


def test_processes_that_share_a_server_share_its_clock(db: Database) -> None:
    told = db.instant()

    if db.is_sqlite:
        assert told is None
    else:
        with db.transaction() as tx:
            later = tx.execute(text("SELECT clock_timestamp()")).scalar_one()
        assert told is not None
        assert timedelta(0) <= later - told < timedelta(minutes=1)


def test_a_server_that_is_gone_tells_no_time() -> None:
    absent = Database("postgresql://nobody@127.0.0.1:9/nothing", Vault([KEY]))

    assert absent.instant() is None
    absent.close()


def test_a_tended_sqlite_file_knows_how_much_is_in_it(db: Database) -> None:
    with db.transaction() as tx:
        seen.first_time(tx, "a click", NOW)

    db.tend()

    if db.is_sqlite:
        with db.reading() as tx:
            assert ("seen", "1") in tx.execute(text("SELECT tbl, substr(stat, 1, 1) FROM sqlite_stat1")).all()
    assert not seen_is_new(db)


def seen_is_new(db: Database) -> bool:
    with db.transaction() as tx:
        return seen.first_time(tx, "a click", NOW)
