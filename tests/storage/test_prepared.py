"""Statements that go past SQLAlchemy: what goes in, what comes out and what goes wrong is as it is with SQLAlchemy."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, bindparam, event, insert, select, update
from sqlalchemy.exc import ArgumentError, IntegrityError, InvalidRequestError
from sqlalchemy.orm import Session

from storage import facts
from storage.columns import UtcDateTime
from storage.database import Database
from storage.errors import Clash, DatabaseAbsent
from storage.household import Fact
from storage.models import Notice
from storage.prepared import Prepared
from storage.statuses import NoticeStatus
from tests.builders import NOW

FACT, NOTICE = cast(Table, Fact.__table__), cast(Table, Notice.__table__)
KNOW = Prepared(insert(FACT))
KNOWN = Prepared(select(FACT.c.key, FACT.c.value, FACT.c.at).order_by(FACT.c.key))
NAMED = FACT.c.key == bindparam("name")
CHANGE = Prepared(update(FACT).where(NAMED).values(value="new", at=bindparam("since", type_=UtcDateTime)))
TAKE = Prepared(update(FACT).where(NAMED).values(value="taken").returning(FACT.c.value, FACT.c.at))
OWE = Prepared(insert(NOTICE))
OWED = Prepared(select(NOTICE))
TURN = iter(range(1, 100)).__next__
COUNTED = Table(
    "counted",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("turn", Integer, default=TURN),
    Column("again", Integer, onupdate=TURN),
)


def know(db: Database, *keys: str) -> None:
    with db.transaction() as tx:
        for key in keys:
            KNOW.change(tx, {"key": key, "value": key.upper(), "at": NOW})


@contextmanager
def listening(db: Database) -> Iterator[list[str]]:
    heard: list[str] = []

    def hear(_c: object, _cursor: object, statement: str, *_rest: Any) -> None:
        heard.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(db.engine, "before_cursor_execute", hear)


@pytest.fixture
def sessions() -> Iterator[list[Session]]:
    """Every session that begins anything."""
    begun: list[Session] = []

    def note(session: Session, *_rest: object) -> None:
        begun.append(session)

    event.listen(Session, "after_begin", note)
    yield begun
    event.remove(Session, "after_begin", note)


def test_rows_have_the_names_of_their_columns_and_our_types(db: Database) -> None:
    know(db, "a", "b")

    with db.reading() as tx:
        first, second = KNOWN.rows(tx)
        only = KNOWN.first(tx)

    assert (first.key, first.value, first.at) == ("a", "A", NOW)
    assert second.at.tzinfo is UTC
    assert only == first


def test_the_first_field_of_nothing_is_nothing(db: Database) -> None:
    with db.reading() as tx:
        assert KNOWN.first(tx) is None
        assert KNOWN.scalar(tx) is None
        assert list(KNOWN.rows(tx)) == []


def test_who_was_slower_changes_no_row(db: Database) -> None:
    know(db, "a")

    with db.transaction() as tx:
        assert CHANGE.change(tx, {"name": "a", "since": NOW}) == 1
        assert CHANGE.change(tx, {"name": "b", "since": NOW}) == 0


def test_what_was_changed_can_be_had_at_once(db: Database) -> None:
    know(db, "a")

    with db.transaction() as tx:
        row = TAKE.first(tx, {"name": "a"})

    assert (row.value, row.at) == ("taken", NOW)


def test_what_a_row_has_of_itself_is_filled_in(db: Database) -> None:
    given = {"team_id": "T", "kind": "k", "recipient": "U", "about": {"a": [1]}, "status": NoticeStatus.OWED}
    with db.transaction() as tx:
        OWE.change(tx, {**given, "key": "one", "not_before": NOW, "created_at": NOW})
        OWE.change(tx, {**given, "key": "two", "not_before": NOW, "created_at": NOW, "why": "late"})
        one, two = OWED.rows(tx)

    assert (one.about, one.status, one.tries, one.why, one.channel) == (
        {"a": [1]},
        NoticeStatus.OWED,
        0,
        "",
        "",
    )
    assert one.enrollment_id is None
    assert two.why == "late"


def test_what_a_column_makes_is_made_for_each_row(db: Database) -> None:
    add, touch = Prepared(insert(COUNTED)), Prepared(update(COUNTED).values(id=COUNTED.c.id))
    with db.transaction() as tx:
        COUNTED.create(tx.connection())
        for number in (1, 2):
            add.change(tx, {"id": number})
        touch.change(tx)
        rows = Prepared(select(COUNTED).order_by(COUNTED.c.id)).rows(tx)
        COUNTED.drop(tx.connection())

    assert len({row.turn for row in rows}) == 2
    assert all(row.again for row in rows)


def test_a_value_that_is_missing_is_missed(db: Database) -> None:
    with db.transaction() as tx, pytest.raises(InvalidRequestError, match="'since'"):
        CHANGE.change(tx, {"name": "a"})


def test_a_value_nobody_asked_for_is_refused(db: Database) -> None:
    with db.transaction() as tx, pytest.raises(ArgumentError, match="no until"):
        CHANGE.change(tx, {"name": "a", "since": NOW, "until": NOW})


def test_a_name_that_stands_twice_has_the_type_it_was_given_once(db: Database) -> None:
    know(db, "a")
    since = bindparam("since", type_=UtcDateTime)
    known = Prepared(select(FACT.c.key).where(FACT.c.at == since, bindparam("since").is_not(None)))

    with db.reading() as tx:
        assert known.scalar(tx, {"since": NOW}) == "a"


def test_an_instant_without_a_zone_is_refused(db: Database) -> None:
    with db.transaction() as tx, pytest.raises(ValueError, match="naive"):
        KNOW.change(tx, {"key": "a", "value": "", "at": datetime(2026, 1, 1)})  # noqa: DTZ001


def test_a_second_row_of_the_same_key_is_a_clash(db: Database) -> None:
    know(db, "a")

    with pytest.raises(Clash):
        know(db, "b", "a")

    with db.reading() as tx:
        assert [row.key for row in KNOWN.rows(tx)] == ["a"]


def test_a_statement_that_fails_fails_as_it_would_with_sqlalchemy(db: Database) -> None:
    with pytest.raises(IntegrityError) as caught, db.transaction() as tx:
        KNOW.change(tx, {"key": "a secret", "value": None, "at": NOW})

    assert "INSERT INTO facts" in str(caught.value)
    assert "secret" not in str(caught.value).partition("[SQL")[2]


def test_a_connection_that_was_lost_is_not_used_again(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    if db.is_sqlite:
        pytest.skip("a file is not lost")

    def lose() -> None:
        with db.transaction() as tx:
            own = tx.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            with db.transaction() as other:
                other.connection().exec_driver_sql(f"SELECT pg_terminate_backend({own})")
            KNOW.change(tx, {"key": "lost", "value": "", "at": NOW})

    with pytest.raises(DatabaseAbsent):
        lose()

    know(db, "kept")
    with db.reading() as tx:
        assert [row.key for row in KNOWN.rows(tx)] == ["kept"]
    assert not caplog.records  # the pool did not have to find out by itself


def test_what_a_lost_server_had_is_given_up_at_once(db: Database) -> None:
    if db.is_sqlite:
        pytest.skip("a file is not lost")
    with db.transaction() as last:
        with db.transaction() as one, db.transaction() as other:
            lost = [
                tx.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for tx in (one, other)
            ]
        for own in lost:
            last.connection().exec_driver_sql(f"SELECT pg_terminate_backend({own})")

    with pytest.raises(DatabaseAbsent):
        know(db, "lost")

    know(db, "kept")


def test_whoever_listens_to_the_database_hears_it(db: Database) -> None:
    with listening(db) as heard, db.transaction() as tx:
        KNOW.change(tx, {"key": "a", "value": "A", "at": NOW})
        row = KNOWN.first(tx)

    assert (row.key, row.at) == ("a", NOW)
    assert [statement.split(maxsplit=1)[0] for statement in heard] == ["INSERT", "SELECT"]


def test_what_one_looks_at_does_not_change_meanwhile(db: Database) -> None:
    if not db.is_sqlite:
        pytest.skip("each statement sees what is there: READ COMMITTED")
    know(db, "a")

    with db.reading() as tx:
        assert facts.get(tx, "a") == "A"
        with db.transaction() as other:
            CHANGE.change(other, {"name": "a", "since": NOW})
        assert facts.get(tx, "a") == "A"


def test_a_session_is_opened_only_for_objects(db: Database, sessions: list[Session]) -> None:
    know(db, "a")
    with db.reading() as tx:
        KNOWN.rows(tx)
    assert sessions == []

    with db.transaction() as tx:
        tx.get_one(Fact, "a").value = "by an object"
    assert len(sessions) == 1

    with db.reading() as tx:
        assert facts.get(tx, "a") == "by an object"


def test_objects_and_statements_share_one_transaction(db: Database) -> None:
    def fail() -> None:
        with db.transaction() as tx:
            tx.add(Fact(key="object", value="", at=NOW))
            tx.flush()
            KNOW.change(tx, {"key": "statement", "value": "", "at": NOW})
            assert [row.key for row in KNOWN.rows(tx)] == ["object", "statement"]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with db.reading() as tx:
        assert list(KNOWN.rows(tx)) == []
