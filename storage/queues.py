"""What waits in a mailbox: the next mail of each sequence, found by stepping from sequence to sequence.

The cost follows the number of sequences with something waiting, never the number of people in them. What a recruiter
wrote by hand waits beside them: no sequence and no enrollment keeps it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    BindParameter,
    ColumnClause,
    Select,
    and_,
    bindparam,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from storage.columns import UtcDateTime
from storage.database import Transaction
from storage.enrollments import IS_OPEN
from storage.lent import Borrowing
from storage.models import Enrollment, Sequence, Touch
from storage.prepared import Prepared
from storage.touch_statements import AT_GMAIL, DOUBTFUL, LEFT_OVER, UNNAMED

# Written out, not bound: with a bound value neither database can tell that its partial index will do.
SCHEDULED: ColumnClause[str] = literal_column("'scheduled'")
ACTIVE: ColumnClause[str] = literal_column("'active'")
FINISHING: ColumnClause[str] = literal_column("'finishing'")
UNKNOWN: ColumnClause[str] = literal_column("'unknown'")
SENT: ColumnClause[str] = literal_column("'sent'")
ARCHIVED: ColumnClause[str] = literal_column("'archived'")
NONE: ColumnClause[str] = literal_column("''")

_ONE: ColumnClause[int] = literal_column("1")
_MAILBOX: BindParameter[int] = bindparam("mailbox")
_NOW: BindParameter[datetime] = bindparam("now", type_=UtcDateTime)


class Head(NamedTuple):
    """The mail of one sequence that is next in one mailbox, or a reply by hand, which answers a mail."""

    touch_id: int
    sequence_id: int
    due_at: datetime
    answers_id: int | None


def heads(tx: Transaction, mailbox_id: int) -> list[Head]:
    """Give the next reply by hand, and the next mail of every running sequence that waits, soonest first."""
    found: Iterable[Head] = _HEADS.rows(tx, {"mailbox": mailbox_id})
    return sorted(found, key=lambda head: (head.due_at, head.touch_id))


def due(tx: Transaction, mailbox_id: int, now: datetime) -> list[Head]:
    """Give those of `heads` that are due; what comes later is not read."""
    found: Iterable[Head] = _DUE.rows(tx, {"mailbox": mailbox_id, "now": now})
    return sorted(found, key=lambda head: (head.due_at, head.touch_id))


def due_by_hand(tx: Transaction, mailbox_id: int, now: datetime) -> list[Head]:
    """Give the reply by hand that is due, if there is one."""
    return list(_DUE_BY_HAND.rows(tx, {"mailbox": mailbox_id, "now": now}))


def look_at(tx: Transaction, mailbox_id: int) -> datetime | None:
    """Tell when the next doubt of a mailbox is looked into again."""
    found: datetime | None = _LOOK.scalar(tx, {"mailbox": mailbox_id})
    return found


def may_be_unsettled(tx: Transaction, mailbox_id: int) -> bool:
    """Tell whether an earlier round may have left anything half-way; `touches` says what, and when it is looked into.

    A draft of a stopped mail, a doubt, a mail without its Message-ID: almost always there is none of them.
    """
    return _UNSETTLED.scalar(tx, {"mailbox": mailbox_id}) is not None


def is_live(tx: Transaction, mailbox_id: int) -> bool:
    """Tell whether somebody's sequence goes on in a mailbox, whatever it waits for, or a mail of it is in doubt."""
    return _LIVE.scalar(tx, {"mailbox": mailbox_id}) is not None


def has_sent_since(tx: Transaction, mailbox_id: int, since: datetime) -> bool:
    """Tell whether a mail has left a mailbox since an instant."""
    return _SENT_SINCE.first(tx, {"mailbox": mailbox_id, "since": since}) is not None


def sent_since(tx: Transaction, mailbox_id: int, since: datetime) -> int:
    """Count the mails that have left a mailbox since an instant."""
    return int(_HOW_MANY.scalar(tx, {"mailbox": mailbox_id, "since": since}))


class Latest(NamedTuple):
    """When a mailbox sent of late: asked already, and told when it is needed; see `latest_sent_at`."""

    asked: Mapping[str, Any]
    nth: int
    rows: Callable[[], Any]

    def times(self, tx: Transaction) -> tuple[datetime | None, datetime | None]:
        """Tell the two instants that `latest_sent_at` asks for."""
        (last, nth_latest, doubts), until = self.rows()[0], self.asked["until"]
        if not doubts:
            return last, nth_latest
        found = _PERHAPS.rows(tx, {"mailbox": self.asked["mailbox"]})
        doubtful = [moment for (moment,) in found if moment is not None and moment <= until]
        skip = max(self.nth - 1 - len(doubtful), 0)
        last, nth_latest, _ = _LATEST.first(tx, {**self.asked, "skip": skip})
        both = sorted([moment for moment in (last, *doubtful) if moment is not None])
        return (both[-1] if both else None), (nth_latest if self.nth > len(doubtful) else both[0])


def latest_sent_at(tx: Transaction, mailbox_id: int, nth: int, *, since: datetime, until: datetime) -> Latest:
    """Ask when a mailbox last sent, and when its nth-latest mail since an instant, counted from 1.

    What may have left counts as well, for nobody can call it back. What is said to have gone long after `until` was
    written down by a clock that was set back since, and must not keep the mailbox waiting.
    """
    asked = {"mailbox": mailbox_id, "since": since, "until": until}
    return Latest(asked=asked, nth=nth, rows=_LATEST.ask(tx, {**asked, "skip": nth - 1}))


def _steps() -> CTE:
    """Step through the sequences that have mail waiting: the smallest, then the next larger, and so on."""
    waiting = (Touch.mailbox_id == _MAILBOX, Touch.status == SCHEDULED)
    steps = (
        select(func.min(Touch.sequence_id).label("sequence_id")).where(*waiting).cte("steps", recursive=True)
    )
    larger = aliased(Touch)
    following = (
        select(func.min(larger.sequence_id))
        .where(larger.mailbox_id == _MAILBOX, larger.status == SCHEDULED)
        .where(larger.sequence_id > steps.c.sequence_id)
        .scalar_subquery()
    )
    return steps.union_all(select(following).where(steps.c.sequence_id.is_not(None)))


def _heads(*, is_due: bool = False) -> Select[int, int, datetime, int | None]:
    steps = _steps()
    first = aliased(Touch)
    head = (
        select(first.id)
        .join(Enrollment, Enrollment.id == first.enrollment_id)
        .where(first.mailbox_id == _MAILBOX, first.sequence_id == steps.c.sequence_id)
        .where(first.status == SCHEDULED, Enrollment.status == ACTIVE, first.answers_id.is_(None))
        .where(*([first.due_at <= _NOW] if is_due else []))
        .order_by(first.due_at, first.id)
        .limit(_ONE)
        .scalar_subquery()
    )
    return (
        select(*_HEAD)
        .select_from(steps)
        .join(Sequence, Sequence.id == steps.c.sequence_id)
        .join(Touch, Touch.id == head)
        .where(Sequence.status.in_((ACTIVE, FINISHING)))
    )


def _written_back(*, is_due: bool = False) -> Select[int, int, datetime, int | None]:
    first = aliased(Touch)
    head = (
        select(first.id)
        .where(first.mailbox_id == _MAILBOX, first.status == SCHEDULED, first.answers_id.is_not(None))
        .where(*([first.due_at <= _NOW] if is_due else []))
        .order_by(first.due_at, first.id)
        .limit(_ONE)
        .scalar_subquery()
    )
    return select(*_HEAD).where(Touch.id == head)


_HEAD = (Touch.id, Touch.sequence_id, Touch.due_at, Touch.answers_id)
_HEADS = Prepared(union_all(_heads(), _written_back()), Head)
_DUE_BY_HAND = Prepared(_written_back(is_due=True), Head)
_DUE = Prepared(union_all(_heads(is_due=True), _written_back(is_due=True)), Head)
_LOOK = Prepared(
    select(func.min(Touch.look_at)).where(Touch.mailbox_id == _MAILBOX, DOUBTFUL, Touch.status == UNKNOWN)
)
_OPEN_HERE = (
    select(Enrollment.id)
    .join(Sequence, Sequence.id == Enrollment.sequence_id)
    .where(Enrollment.mailbox_id == _MAILBOX, IS_OPEN, Sequence.status != ARCHIVED)
    # In order, so that PostgreSQL takes the index: it thinks that it would soon meet one anywhere.
    .order_by(Enrollment.id.desc())
    .limit(_ONE)
)
_BORROWED_HERE = (
    select(Enrollment.id)
    .join(Borrowing, Borrowing.enrollment_id == Enrollment.id)
    .join(Sequence, Sequence.id == Enrollment.sequence_id)
    .where(Borrowing.mailbox_id == _MAILBOX, IS_OPEN, Sequence.status != ARCHIVED)
    .limit(_ONE)
)
_IN_DOUBT = select(Touch.id).where(Touch.mailbox_id == _MAILBOX, DOUBTFUL).limit(_ONE)
_UNSETTLED = Prepared(
    select(
        func.coalesce(
            _IN_DOUBT.scalar_subquery(),
            *(
                select(Touch.id).where(Touch.mailbox_id == _MAILBOX, left).limit(_ONE).scalar_subquery()
                for left in (LEFT_OVER, and_(UNNAMED, AT_GMAIL))
            ),
        )
    )
)
_LIVE = Prepared(
    select(
        func.coalesce(
            _OPEN_HERE.scalar_subquery(), _BORROWED_HERE.scalar_subquery(), _IN_DOUBT.scalar_subquery()
        )
    )
)
_SENT_SINCE = Prepared(
    select(_ONE)
    .select_from(Touch)
    .where(Touch.mailbox_id == _MAILBOX, Touch.gmail_id != NONE)
    .where(Touch.done_at > bindparam("since", type_=UtcDateTime))
    .limit(_ONE)
)
_HOW_MANY = Prepared(
    select(func.count())
    .where(Touch.mailbox_id == _MAILBOX, Touch.status == SENT)
    .where(Touch.done_at > bindparam("since", type_=UtcDateTime))
)
_SENT = (
    select(Touch.done_at)
    # PostgreSQL begins with those that have no time yet, which is everybody who waits, unless told not to.
    .where(Touch.mailbox_id == _MAILBOX, Touch.status == SENT, Touch.done_at.is_not(None))
    .where(Touch.done_at <= bindparam("until", type_=UtcDateTime))
    .order_by(Touch.done_at.desc())
)
_OF_LATE = _SENT.where(Touch.done_at > bindparam("since", type_=UtcDateTime))
_DOUBTFUL_TIMES = select(Touch.sending_at).where(
    Touch.mailbox_id == _MAILBOX, DOUBTFUL, Touch.sending_at.is_not(None)
)
_PERHAPS = Prepared(_DOUBTFUL_TIMES)
_LATEST = Prepared(
    select(
        _SENT.limit(_ONE).scalar_subquery(),
        _OF_LATE.limit(_ONE).offset(bindparam("skip")).scalar_subquery(),
        _DOUBTFUL_TIMES.limit(_ONE).scalar_subquery(),
    )
)
