"""Statements that wait for the next one: on PostgreSQL several go in one conversation, and nobody is told otherwise."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError, InvalidRequestError

from storage import libpq
from storage.database import Database, part
from storage.errors import Clash, LeaseLost, Overtaken
from storage.household import Fact
from tests.storage.asked import CHANGE, KNOW, KNOWN, fact, known, prepare_by_the_driver


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
