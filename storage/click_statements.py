"""What is asked of one touch at each click, written once: statements cost more to build than to put."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import cast

from sqlalchemy import Table, bindparam, literal_column, select, update

from storage import objects
from storage.database import Transaction
from storage.models import Enrollment, Touch
from storage.prepared import Prepared
from storage.statuses import TouchStatus

_TOUCH = cast(Table, Touch.__table__)
_OWNER = select(Touch.enrollment_id).where(Touch.id == bindparam("touch")).scalar_subquery()
TAKE_OWNER = (
    select(Enrollment)
    .where(Enrollment.id == _OWNER)
    .with_for_update()
    .execution_options(populate_existing=True)
)
TAKE = (
    select(Touch)
    .where(Touch.id == bindparam("touch"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def turned(
    tx: Transaction, touch_id: int, expected: Collection[TouchStatus], values: Mapping[str, object]
) -> bool:
    """Change columns of a touch that stands as expected, also where it is in hand; False if it does not."""
    asked = {f"new_{name}": value for name, value in values.items()}
    turning = _turning(frozenset(expected), tuple(values))
    if turning.change(tx, {"touch": touch_id, **asked}) == 0:
        return False
    objects.told(tx, Touch, touch_id, **values)
    return True


@cache
def _turning(expected: frozenset[TouchStatus], names: tuple[str, ...]) -> Prepared:
    # Written out, not bound: SQLite prepares a statement anew for each value that its partial indexes depend on.
    among = _TOUCH.c.status.in_([literal_column(f"'{status.value}'") for status in sorted(expected)])
    values = {name: bindparam(f"new_{name}", type_=_TOUCH.c[name].type) for name in names}
    return Prepared(update(_TOUCH).where(_TOUCH.c.id == bindparam("touch"), among).values(values))
