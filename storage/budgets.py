"""The Google project's quota units, which every mailbox takes from; one row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update

from storage.columns import UtcDateTime
from storage.database import Transaction, add_once
from storage.household import Budget
from storage.prepared import Prepared

_ONLY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What the project has used today; `crossed` says that it went over the threshold just now."""

    today: int
    crossed: bool


def full_at(tx: Transaction) -> datetime | None:
    """Tell when the project's bucket is full again."""
    found: datetime | None = _FULL_AT.scalar(tx)
    return found


def charge(
    tx: Transaction, units: int, *, full_at: Callable[[datetime | None], datetime], day: date, warn_at: int
) -> Used:
    """Take units out of the bucket and count them for the day; the last thing a transaction does, for all wait here."""
    tx.flush()
    row = _taken(tx)
    today = units + (row.units_today if row.day == day else 0)
    crossed = today >= warn_at and row.warned_on != day
    warned_on = day if crossed else row.warned_on
    used = {"full_at": full_at(row.units_at), "today": today, "this_day": day, "warned": warned_on}
    _CHARGED.ask(tx, used)
    return Used(today=today, crossed=crossed)


def _taken(tx: Transaction) -> Any:
    row = _TAKEN.first(tx)
    if row is None:
        add_once(tx, Budget, id=_ONLY)
        row = _TAKEN.first(tx)
    return row


_BUDGET = cast(Table, Budget.__table__)
_ROW = _BUDGET.c.id == _ONLY
_FULL_AT = Prepared(select(_BUDGET.c.units_at).where(_ROW))
_TAKEN = Prepared(select(_BUDGET).where(_ROW).with_for_update())
_CHARGED = Prepared(
    update(_BUDGET)
    .where(_ROW)
    .values(
        units_at=bindparam("full_at", type_=UtcDateTime),
        units_today=bindparam("today"),
        day=bindparam("this_day"),
        warned_on=bindparam("warned"),
    )
)
