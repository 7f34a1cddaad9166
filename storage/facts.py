"""What the house knows of itself, one word for each thing."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from storage.database import Transaction, add_once, core
from storage.household import Fact
from storage.mailboxes import changed


def get(tx: Transaction, key: str) -> str | None:
    """Tell what is known under a key."""
    return core(tx).scalar(_GET, {"name": key})


def take(tx: Transaction, key: str, otherwise: str, now: datetime) -> str:
    """Take a fact for changing, and tell it; what was not known is known `otherwise` from now on."""
    add_once(tx, Fact, key=key, value=otherwise, at=now)
    return tx.scalars(select(Fact.value).where(Fact.key == key).with_for_update()).one()


def held(tx: Transaction, key: str) -> str | None:
    """Take a fact for changing if it is known, and tell it."""
    return tx.scalar(select(Fact.value).where(Fact.key == key).with_for_update())


def put(tx: Transaction, key: str, value: str, now: datetime) -> None:
    """Know something from now on, or something else than before."""
    known = update(Fact).where(Fact.key == key).values(value=value, at=now)
    if changed(tx.execute(known, execution_options={"synchronize_session": False})) == 0:
        add_once(tx, Fact, key=key, value=value, at=now)


def under(tx: Transaction, prefix: str) -> dict[str, str]:
    """List the facts whose key begins with a prefix, in order of their keys."""
    found = select(Fact.key, Fact.value).where(Fact.key.startswith(prefix, autoescape=True))
    return {key: value for key, value in tx.execute(found.order_by(Fact.key))}


def drop(tx: Transaction, key: str) -> None:
    """Forget a fact."""
    tx.execute(delete(Fact).where(Fact.key == key), execution_options={"synchronize_session": False})


_GET = select(Fact.value).where(Fact.key == bindparam("name"))
