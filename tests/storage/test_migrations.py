"""The tables: made by migrations, the same as the models say, refused when they are from the future."""

from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import errand_rows, household, incoming, migrate, replies
from storage.columns import UtcDateTime
from storage.database import Database
from storage.errors import DatabaseAbsent, DatabaseNewer, DatabaseOlder
from storage.migrate import Schema
from storage.models import Draft, Stage, Touch
from storage.vault import Vault
from tests.conftest import KEY

METADATA = Touch.metadata
KNOWN = (household.Change, incoming.Follower, errand_rows.Errand)
"""One table of each further module, so that the metadata is whole whatever else was imported."""

BEFORE_HISTORY = (
    "INSERT INTO recruiters (id, team_id, slack_id, name, title, zone, is_guest, created_at)"
    " VALUES (1, 'T1', 'U1', '', '', 'UTC', false, {at})",
    "INSERT INTO sequences (id, team_id, owner_id, name, name_key, access, status, created_at)"
    " VALUES (1, 'T1', 1, 'A', 'a', 'personal', 'active', {at})",
    "INSERT INTO sequence_versions (id, sequence_id, number, created_by, created_at)"
    " VALUES (1, 1, 1, 1, {at}), (2, 1, 2, 1, {at})",
    "INSERT INTO drafts (id, recruiter_id, status, content, page, updated_at)"
    " VALUES (1, 1, 'open', '{{}}', 0, {at})",
)

IN_A_SEQUENCE = (
    "INSERT INTO stages (id, version_id, position, kind, delay, delay_unit, subject, body, new_thread, attachments)"
    " VALUES (1, 1, 0, 'email', 0, 'days', 'A', 'a', false, '[]'), (2, 1, 1, 'email', 3, 'days', '', 'b', false, '[]')",
    "INSERT INTO candidates (id, team_id, first_name, last_name, company, zone, created_at)"
    " VALUES (1, 'T1', 'Grace', '', '', '', {at})",
    "INSERT INTO enrollments (id, team_id, candidate_id, sequence_id, version_id, recruiter_id, status, why, zone,"
    " extras, position, thread_id, subject, secret, created_at)"
    " VALUES (1, 'T1', 1, 1, 1, 1, 'active', '', 'UTC', '{{}}', 0, '', '', 'x', {at})",
    "INSERT INTO touches (id, enrollment_id, sequence_id, stage_id, position, kind, status, due_at, moved, note, why,"
    " mend, token, subject, text, draft_id, draft_message_id, draft_thread_id, looks, tries, gmail_id, thread_id,"
    " rfc_id, mail_references, done_by)"
    " VALUES"
    " (1, 1, 1, 1, 0, 'email', 'sent', {at}, '', '', '', '', 't1', '', '', '', '', '', 0, 0, '', '', '', '', ''),"
    " (2, 1, 1, 1, 5, 'email', 'sent', {at}, '', '', '', '', 't2', '', '', '', '', '', 0, 0, '', '', '', '', '')",
)


@pytest.fixture
def empty(database_url: str) -> Any:
    database = Database(database_url, Vault([KEY]))
    yield database
    database.close()


def instants_match(context: Any, inspected: Any, column: Any, seen: Any, wanted: Any) -> bool | None:
    if not isinstance(wanted, UtcDateTime):
        return None
    kind = "BIGINT" if context.dialect.name == "sqlite" else "TIMESTAMP"
    return kind not in str(seen).upper()


@pytest.fixture
def migrated(empty: Database) -> Database:
    """Give a database of its own with this version's tables: what these tests do to it nobody else sees."""
    migrate.to_head(empty)
    return empty


def tables(database: Database) -> dict[str, Any]:
    """Tell everything the database itself says of its tables, in any order."""
    with database.engine.connect() as connection:
        found = inspect(connection)
        return {name: described(found, name) for name in found.get_table_names() if name != "alembic_version"}


def described(found: Any, table: str) -> dict[str, Any]:
    columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table)}
    foreign = {(*key["constrained_columns"], key["referred_table"]) for key in found.get_foreign_keys(table)}
    indexes = {
        (index["name"], tuple(index["column_names"]), bool(index["unique"]))
        for index in found.get_indexes(table)
    }
    unique = {tuple(sorted(key["column_names"])) for key in found.get_unique_constraints(table)}
    primary = tuple(found.get_pk_constraint(table)["constrained_columns"])
    return {"columns": columns, "foreign": foreign, "indexes": indexes, "unique": unique, "primary": primary}


def test_a_migrated_database_has_nothing_the_models_do_not_say(migrated: Database) -> None:
    with migrated.engine.connect() as connection:
        options = {"compare_type": instants_match}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, Touch.metadata) == []


def test_a_migrated_database_equals_a_fresh_one(migrated: Database) -> None:
    before = tables(migrated)
    with migrated.engine.begin() as connection:
        everything = MetaData()
        everything.reflect(connection)
        everything.drop_all(connection)
        Touch.metadata.create_all(connection)

    assert tables(migrated) == before


def test_partial_indexes_say_the_same_in_both(migrated: Database) -> None:
    before = conditions(migrated)
    with migrated.engine.begin() as connection:
        Touch.metadata.drop_all(connection)
        Touch.metadata.create_all(connection)

    assert conditions(migrated) == before
    assert "uq_enrollments_open" in before


def conditions(migrated: Database) -> dict[str, str]:
    asked = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'"
        if migrated.is_sqlite
        else "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%WHERE%'"
    )
    with migrated.engine.connect() as connection:
        return {name: " ".join(str(sql).split()) for name, sql in connection.execute(text(asked))}


def test_what_the_versions_know_becomes_history(empty: Database) -> None:
    with empty.engine.begin() as connection:
        command.upgrade(migrate._config(connection), "0003")
        for said in BEFORE_HISTORY:
            connection.execute(text(said.format(at="0" if empty.is_sqlite else "now()")))

    migrate.to_head(empty)

    with empty.transaction() as tx:
        told = [
            (row.deed.value, row.details, row.recruiter_id, row.team_id) for row in tx.query(household.Change)
        ]
        assert told == [("created", {"version": 1}, 1, "T1"), ("edited", {"version": 2}, 1, "T1")]
        assert [draft.origin for draft in tx.query(Draft)] == [{}]


def test_people_in_sequences_are_carried_over(empty: Database) -> None:
    at = "0" if empty.is_sqlite else "now()"
    with empty.engine.begin() as connection:
        command.upgrade(migrate._config(connection), "0002")
        for said in (*BEFORE_HISTORY, *IN_A_SEQUENCE):
            connection.execute(text(said.format(at=at)))
    with migrate._changing(empty) as connection:
        command.upgrade(migrate._config(connection), "0005")
        connection.execute(text("UPDATE touches SET answers_id = 7, position = 10000 WHERE id = 2"))

    migrate.to_head(empty)

    with empty.transaction() as tx:
        stages = [(stage.position, stage.number, stage.key) for stage in tx.query(Stage).order_by(Stage.id)]
        written = [(touch.position, touch.number) for touch in tx.query(Touch).order_by(Touch.id)]
    assert stages == [(0, 1, "s1"), (1, 2, "s2")]
    assert written == [(0, 1), (replies.FIRST, 1)]


def test_what_refers_to_nothing_is_noticed_again_once_the_tables_are_made(empty: Database) -> None:
    migrate.to_head(empty)

    with pytest.raises(IntegrityError), empty.engine.begin() as connection:
        connection.execute(text(BEFORE_HISTORY[1].format(at="0" if empty.is_sqlite else "now()")))


def test_migrating_twice_changes_nothing(migrated: Database) -> None:
    before = tables(migrated)

    migrate.to_head(migrated)

    assert tables(migrated) == before
    assert migrate.state(migrated) is Schema.CURRENT
    migrate.demand_current(migrated)


def test_an_empty_database_is_named_before_it_is_used(empty: Database) -> None:
    assert migrate.state(empty) is Schema.EMPTY
    with pytest.raises(DatabaseOlder, match="Run `python -m bot migrate`"):
        migrate.demand_current(empty)


@pytest.mark.parametrize("use", [migrate.to_head, migrate.demand_current])
def test_a_database_from_the_future_is_left_alone(migrated: Database, use: Any) -> None:
    with migrated.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(DatabaseNewer, match="newer Overture.*Start that version"):
        use(migrated)

    assert migrate.state(migrated) is Schema.NEWER


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql://nobody@127.0.0.1:9/nothing", id="no server there"),
        pytest.param("sqlite:////no/such/folder/overture.db", id="no such folder"),
    ],
)
def test_an_absent_database_is_named(url: str) -> None:
    database = Database(url, Vault([KEY]))

    with pytest.raises(DatabaseAbsent, match="Check DATABASE_URL"):
        migrate.to_head(database)

    database.close()
