"""The Google project's quota units, which every mailbox takes from; one row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

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
    add_once(tx, Budget, id=_ONLY)
    row = tx.scalars(_TAKEN).one()
    row.units_at = full_at(row.units_at)
    row.units_today = units + (row.units_today if row.day == day else 0)
    row.day = day
    crossed = row.units_today >= warn_at and row.warned_on != day
    if crossed:
        row.warned_on = day
    tx.flush()
    return Used(today=row.units_today, crossed=crossed)


_FULL_AT = Prepared(select(Budget.units_at).where(Budget.id == _ONLY))
_TAKEN = select(Budget).where(Budget.id == _ONLY).with_for_update()
