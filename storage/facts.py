"""What the house knows of itself, one word for each thing."""

from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, delete, select, update

from storage.columns import UtcDateTime
from storage.database import Transaction, add_once
from storage.household import Fact
from storage.prepared import Prepared


def get(tx: Transaction, key: str) -> str | None:
    """Tell what is known under a key."""
    return cast(str | None, _GET.scalar(tx, {"name": key}))


def take(tx: Transaction, key: str, otherwise: str, now: datetime) -> str:
    """Take a fact for changing, and tell it; what was not known is known `otherwise` from now on."""
    add_once(tx, Fact, key=key, value=otherwise, at=now)
    return cast(str, _HELD.scalar(tx, {"name": key}))


def held(tx: Transaction, key: str) -> str | None:
    """Take a fact for changing if it is known, and tell it."""
    tx.flush()
    return cast(str | None, _HELD.scalar(tx, {"name": key}))


def put(tx: Transaction, key: str, value: str, now: datetime) -> None:
    """Know something from now on, or something else than before."""
    if _PUT.change(tx, {"name": key, "known": value, "since": now}) == 0:
        add_once(tx, Fact, key=key, value=value, at=now)


def under(tx: Transaction, prefix: str) -> dict[str, str]:
    """List the facts whose key begins with a prefix, in order of their keys."""
    found = select(Fact.key, Fact.value).where(Fact.key.startswith(prefix, autoescape=True))
    return {key: value for key, value in tx.execute(found.order_by(Fact.key))}


def drop(tx: Transaction, key: str) -> None:
    """Forget a fact."""
    tx.execute(delete(Fact).where(Fact.key == key), execution_options={"synchronize_session": False})


_FACT = cast(Table, Fact.__table__)
_NAMED = _FACT.c.key == bindparam("name")
_KNOWN = select(_FACT.c.value).where(_NAMED)
_GET = Prepared(_KNOWN)
_HELD = Prepared(_KNOWN.with_for_update())
_PUT = Prepared(
    update(_FACT).where(_NAMED).values(value=bindparam("known"), at=bindparam("since", type_=UtcDateTime))
)
