"""What every mail that comes in asks of touches, written once: statements cost more to build than to put."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnClause,
    CompoundSelect,
    Select,
    Table,
    and_,
    bindparam,
    literal_column,
    or_,
    select,
    text,
    union_all,
    update,
)

from storage.columns import UtcDateTime
from storage.listed import Listed
from storage.models import Touch
from storage.prepared import Prepared
from storage.statuses import StageKind

# Written out, not bound: so that the databases can tell that their partial indexes will do.
DOUBTFUL = text("touches.status in ('claimed', 'unknown')")
LEFT_OVER = text("touches.status = 'cancelled' and touches.draft_id <> ''")
UNNAMED = text("touches.status = 'sent' and touches.rfc_id = ''")
IN_THREAD, AT_GMAIL = text("touches.thread_id <> ''"), text("touches.gmail_id <> ''")
_TABLE = cast(Table, Touch.__table__)
_ONE: ColumnClause[int] = literal_column("1")
_HERE = Touch.mailbox_id == bindparam("mailbox")
_STAGES = (_TABLE.c.enrollment_id == bindparam("enrollment"), _TABLE.c.answers_id.is_(None))
_WAITING = text("touches.status in ('scheduled', 'held')")
_DRAFTED = text("touches.status = 'claimed' and touches.step = 'drafted'")


def _ours(gmail_ids: Sequence[BindParameter[Any]]) -> Select[str]:
    return select(Touch.gmail_id).where(_HERE, Touch.gmail_id.in_(gmail_ids), AT_GMAIL)


def _threads(thread_ids: Sequence[BindParameter[Any]]) -> CompoundSelect[str]:
    return union_all(
        select(Touch.thread_id).where(_HERE, Touch.thread_id.in_(thread_ids), IN_THREAD),
        select(Touch.draft_thread_id).where(_HERE, DOUBTFUL, Touch.draft_thread_id.in_(thread_ids)),
    )


OURS = Listed(_ours)
THREADS = Listed(_threads)
LAST_GONE = Prepared(
    select(_TABLE.c.number)
    .where(*_STAGES, text("touches.status in ('sent', 'done')"))
    .order_by(_TABLE.c.position.desc())
    .limit(_ONE)
)
CANCEL = Prepared(
    update(_TABLE)
    .where(*_STAGES, or_(_WAITING, _DRAFTED))
    .values(status=literal_column("'cancelled'"), done_at=bindparam("now", type_=UtcDateTime))
)
# What may have left something behind: a draft at Gmail, or a card in Slack.
TRACES = Prepared(
    select(_TABLE.c.id)
    .where(
        *_STAGES,
        or_(
            _TABLE.c.kind != literal_column(f"'{StageKind.EMAIL.value}'"),
            _TABLE.c.draft_id != literal_column("''"),
            _TABLE.c.card_key != literal_column("''"),
            _TABLE.c.allowed_at.is_not(None),
            and_(_TABLE.c.why == bindparam("asked"), _TABLE.c.status != literal_column("'sent'")),
        ),
    )
    .order_by(_TABLE.c.position)
)
