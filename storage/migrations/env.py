"""Alembic's entry: run the versions on the connection `storage.migrate` hands over, or on DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import Connection, create_engine

from storage import errand_rows, household, lent
from storage.columns import UtcDateTime

TABLES = (household.Fact, lent.Permission, errand_rows.Errand)


def compare_type(ctx: object, inspected: object, column: object, seen: object, wanted: object) -> bool | None:
    """Leave our own instants alone: they are integers on one database and timestamps on the other."""
    return False if isinstance(wanted, UtcDateTime) else None


def run(connection: Connection) -> None:
    """Run what was asked for on one connection."""
    context.configure(
        connection=connection,
        target_metadata=TABLES[0].metadata,
        compare_type=compare_type,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(os.environ["DATABASE_URL"]).connect() as own:
        run(own)
