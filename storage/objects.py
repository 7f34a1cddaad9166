"""Objects a transaction has in hand, and the statements that are put past them."""

from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from storage.database import Transaction
from storage.transaction import opened


def told(tx: Transaction, kind: type, row_id: int, **values: object) -> None:
    """Let an object know what a statement has just written down of it, if the transaction has it in hand."""
    session = opened(tx)
    known = session and session.identity_map.get(identity_key(kind, row_id))
    if known is not None:
        for name, value in values.items():
            set_committed_value(known, name, value)


def outdate(tx: Transaction, kind: type, *names: str, **whose: object) -> None:
    """Have these columns read afresh, when they are asked for, of all objects in hand that have these values."""
    session = opened(tx)
    if session is None:
        return
    for known in session.identity_map.values():
        if isinstance(known, kind) and all(getattr(known, name) == value for name, value in whose.items()):
            session.expire(known, names)
