"""What a round asks of its mailbox row, written once: statements cost more to build than to put."""

from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import (
    BindParameter,
    ColumnClause,
    Table,
    bindparam,
    literal_column,
    null,
    or_,
    select,
    update,
)

from storage.columns import UtcDateTime
from storage.models import Mailbox
from storage.prepared import Prepared

MAILBOX = cast(Table, Mailbox.__table__)
# Written out, not bound: SQLite prepares a statement anew for each value that its partial index depends on.
_CONNECTED: ColumnClause[str] = literal_column("'connected'")
_NOW: BindParameter[datetime] = bindparam("now", type_=UtcDateTime)
READY = Prepared(
    select(MAILBOX.c.id, MAILBOX.c.fence)
    .where(
        MAILBOX.c.status == _CONNECTED,
        MAILBOX.c.ready_at <= _NOW,
        or_(MAILBOX.c.lease_until.is_(None), MAILBOX.c.lease_until <= _NOW),
        or_(MAILBOX.c.resting_until.is_(None), MAILBOX.c.resting_until <= _NOW),
    )
    .order_by(MAILBOX.c.ready_at, MAILBOX.c.id)
    .limit(literal_column("1"))
    .with_for_update(skip_locked=True)
)
CLAIM = Prepared(
    update(MAILBOX)
    .where(MAILBOX.c.id == bindparam("mailbox"))
    .values(fence=bindparam("fence_now"), lease_until=bindparam("until", type_=UtcDateTime))
)
KEPT = (
    update(MAILBOX)
    .where(
        MAILBOX.c.id == bindparam("mailbox"),
        MAILBOX.c.fence == bindparam("held"),
        MAILBOX.c.status == _CONNECTED,
    )
    .values(lease_until=bindparam("until", type_=UtcDateTime))
)
KEEP = Prepared(KEPT)
RENEW = (
    update(Mailbox)
    .where(
        Mailbox.id == bindparam("mailbox"),
        Mailbox.fence == bindparam("held"),
        Mailbox.status == _CONNECTED,
    )
    .values(lease_until=bindparam("until", type_=UtcDateTime))
    .returning(Mailbox)
    .execution_options(synchronize_session=False, populate_existing=True)
)
_AS_READ = MAILBOX.c.cursor == bindparam("old")
_NOW_READ = {"cursor": bindparam("new"), "read_at": bindparam("now", type_=UtcDateTime)}
MOVE = Prepared(update(MAILBOX).where(MAILBOX.c.id == bindparam("mailbox"), _AS_READ).values(_NOW_READ))
READ_ON = Prepared(KEPT.where(_AS_READ).values(_NOW_READ))
ASKED_SENDERS = Prepared(
    update(MAILBOX)
    .where(MAILBOX.c.id == bindparam("mailbox"))
    .values(senders_at=bindparam("asked", type_=UtcDateTime))
)


@cache
def released(names: tuple[str, ...]) -> Prepared:
    """Give the mailbox back; each of these columns gets the value that is given as `new_` and its name."""
    values = {name: bindparam(f"new_{name}", type_=MAILBOX.c[name].type) for name in names}
    mine = update(MAILBOX).where(MAILBOX.c.id == bindparam("mailbox"), MAILBOX.c.fence == bindparam("held"))
    return Prepared(mine.values(lease_until=null(), **values))
