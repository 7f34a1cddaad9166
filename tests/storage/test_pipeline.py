"""Statements that wait for the next one: on PostgreSQL several go in one conversation, and nobody is told otherwise."""

import threading
from datetime import timedelta
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy import Table, bindparam, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError, InvalidRequestError, ProgrammingError

from storage import libpq
from storage.columns import UtcDateTime
from storage.database import Database, Transaction, part
from storage.errors import Clash, DatabaseAbsent, LeaseLost, Overtaken
from storage.household import Fact
from storage.prepared import Prepared
from tests.builders import NOW

FACT = cast(Table, Fact.__table__)
KNOW = Prepared(insert(FACT))
KNOWN = Prepared(select(FACT.c.key, FACT.c.value).order_by(FACT.c.key))
CHANGE = Prepared(
    update(FACT)
    .where(FACT.c.key == bindparam("name"))
    .values(value=bindparam("told"))
    .returning(FACT.c.value)
)
LATE = Prepared(update(FACT).values(at=bindparam("since", type_=UtcDateTime)))


def fact(key: str, value: str | None = "") -> dict[str, Any]:
    return {"key": key, "value": value, "at": NOW}


def prepare_by_the_driver(tx: Transaction) -> None:
    """Put a statement so often that psycopg prepares it: with a rollback it lets the server forget all there are."""
    for _ in range(10):
        tx.connection().execute(select(FACT.c.key)).all()


def known(db: Database) -> dict[str, str]:
    with db.reading() as tx:
        return dict(KNOWN.rows(tx))


@pytest.fixture
def conversations(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements each conversation with PostgreSQL had."""
    had: list[int] = []
    converse = libpq.Server.converse

    def counted(self: libpq.Server, statements: Any, **words: Any) -> Any:
        had.append(len(statements))
        return converse(self, statements, **words)

    monkeypatch.setattr(libpq.Server, "converse", counted)
    return had


def test_what_is_asked_is_done_when_the_transaction_ends(db: Database) -> None:
    with db.transaction() as tx:
        KNOW.ask(tx, fact("a"))
        KNOW.ask(tx, fact("b"))

    assert known(db) == {"a": "", "b": ""}


def test_what_is_asked_is_put_with_the_next_in_their_order(db: Database, conversations: list[int]) -> None:
    with db.transaction() as tx:
        KNOW.ask(tx, fact("a"))
        told = CHANGE.ask(tx, {"name": "a", "told": "new"})
        assert [row.value for row in KNOWN.rows(tx)] == ["new"]
        assert [row.value for row in told()] == ["new"]

    assert db.is_sqlite or conversations == [3]


def test_what_is_asked_last_is_put_with_the_commit(db: Database, conversations: list[int]) -> None:
    with db.transaction() as tx:
        KNOW.ask(tx, fact("a"))
        told = CHANGE.ask(tx, {"name": "a", "told": "new"})

    assert db.is_sqlite or conversations == [2]
    assert [row.value for row in told()] == ["new"]
    assert known(db) == {"a": "new"}


def test_what_goes_wrong_with_the_commit_is_told_and_undoes_everything(db: Database) -> None:
    def twice() -> None:
        with db.transaction() as tx:
            KNOW.ask(tx, fact("b"))
            KNOW.ask(tx, fact("a"))
            KNOW.ask(tx, fact("a"))

    for _ in range(2):
        with pytest.raises(Clash):
            twice()
        assert known(db) == {}


def test_what_is_asked_in_a_transaction_that_fails_is_never_put(db: Database) -> None:
    def fail() -> None:
        with db.transaction() as tx:
            KNOWN.rows(tx)
            KNOW.ask(tx, fact("a"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert known(db) == {}


def test_a_transaction_that_is_over_takes_nothing_more(db: Database) -> None:
    with db.transaction() as tx:
        KNOWN.rows(tx)

    with pytest.raises(InvalidRequestError):
        KNOW.ask(tx, fact("a"))


def test_who_needs_an_answer_at_once_gets_it(db: Database) -> None:
    with db.transaction() as tx:
        KNOW.ask(tx, fact("a"))
        assert [row.value for row in CHANGE.ask(tx, {"name": "a", "told": "new"})()] == ["new"]


def test_what_is_demanded_and_not_found_undoes_everything(db: Database) -> None:
    def demand() -> None:
        with db.transaction() as tx:
            CHANGE.ask(tx, {"name": "nobody", "told": "new"}, otherwise=LeaseLost)
            KNOW.ask(tx, fact("a"))

    with pytest.raises(LeaseLost):
        demand()

    assert known(db) == {}


def test_the_first_thing_that_is_wrong_is_told(db: Database) -> None:
    def demand() -> None:
        with db.transaction() as tx:
            KNOW.ask(tx, fact("a"))
            CHANGE.ask(tx, {"name": "nobody", "told": "new"}, otherwise=LeaseLost)
            CHANGE.ask(tx, {"name": "nobody", "told": "new"}, otherwise=Overtaken)
            KNOW.ask(tx, fact("a"))
            KNOWN.rows(tx)

    with pytest.raises(LeaseLost):
        demand()


def test_a_clash_is_told_as_one_and_names_the_statement(db: Database) -> None:
    def twice() -> None:
        with db.transaction() as tx:
            KNOW.ask(tx, fact("a"))
            KNOW.ask(tx, fact("a"))
            KNOWN.rows(tx)

    with pytest.raises(Clash) as caught:
        twice()

    assert "INSERT INTO facts" in str(caught.value.__cause__)
    assert known(db) == {}


def test_a_value_that_cannot_be_is_refused_where_it_is_given(db: Database) -> None:
    with pytest.raises(IntegrityError), db.transaction() as tx:
        KNOW.ask(tx, fact("a", None))
    if db.is_sqlite:
        return  # it has no types to speak of

    with db.transaction() as tx, pytest.raises(DataError):
        KNOW.ask(tx, fact("a", "nothing\0more"))


def test_an_object_sees_what_was_asked_before_it(db: Database) -> None:
    with db.transaction() as tx:
        KNOW.ask(tx, fact("a", "asked"))
        assert tx.get_one(Fact, "a").value == "asked"
        CHANGE.ask(tx, {"name": "a", "told": "new"})
        assert tx.connection().execute(text("SELECT value FROM facts")).scalar_one() == "new"


def test_what_is_asked_in_a_part_fails_with_the_part(db: Database) -> None:
    def fail_in_a_part() -> None:
        with part(tx):
            KNOW.ask(tx, fact("a"))

    with db.transaction() as tx:
        prepare_by_the_driver(tx)
        KNOW.ask(tx, fact("a", "first"))
        for _ in range(2):
            with pytest.raises(Clash):
                fail_in_a_part()
        KNOW.ask(tx, fact("b"))

    assert known(db) == {"a": "first", "b": ""}


def test_what_was_asked_in_a_part_that_failed_is_never_put(db: Database) -> None:
    def fail_in_a_part() -> None:
        with part(tx):
            KNOW.ask(tx, fact("a"))
            raise ZeroDivisionError

    with db.transaction() as tx:
        KNOW.ask(tx, fact("before"))
        with pytest.raises(ZeroDivisionError):
            fail_in_a_part()
        KNOW.ask(tx, fact("after"))

    assert sorted(known(db)) == ["after", "before"]


def test_what_is_demanded_of_a_look_is_raised(db: Database) -> None:
    with pytest.raises(LeaseLost), db.reading() as tx:
        KNOWN.ask(tx, otherwise=LeaseLost)


def test_a_commit_that_is_refused_is_told(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("the same without a pipeline")

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
        pytest.skip("it begins by itself")

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
