"""Facts, and statements about them, for tests of how statements are put."""

from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update

from storage.columns import UtcDateTime
from storage.database import Database, Transaction
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
