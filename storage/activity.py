"""What was done and what came in, week by week, whenever the people it concerns began."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, case, func, literal, select
from sqlalchemy.orm import aliased

from storage import cohorts
from storage.cohorts import WENT, Scope
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, StageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One week: people enrolled; emails sent; stages done by hand; people who answered; people whose mail came back."""

    enrolled: int = 0
    mailed: int = 0
    by_hand: int = 0
    replied: int = 0
    bounced: int = 0


def by_week(tx: Transaction, scope: Scope, weeks: Sequence[datetime], until: datetime) -> list[Done]:
    """Count each of these weeks, given by their beginnings in order; the last ends at `until`."""
    if not weeks:
        return []
    every = select().select_from(Enrollment).where(*cohorts.whose(scope))
    enrolled = _counted(tx, every, Enrollment.created_at, weeks, until)
    # Joined to the outside, people come first and each one's touches by their own index: else SQLite takes the touches
    # of every mailbox in that time. Who has none is in no week.
    went = and_(Touch.enrollment_id == Enrollment.id, WENT, *_between(Touch.done_at, weeks, until))
    by_kind = _counted(
        tx, every.outerjoin(Touch, went), Touch.done_at, weeks, until, Touch.kind == StageKind.EMAIL
    )
    mail = aliased(InboundMail)
    ended = every.outerjoin(mail, mail.id == Enrollment.ended_by)
    # What came late says itself when that was: the enrollment had ended before.
    moment = func.coalesce(mail.received_at, Enrollment.ended_at)
    replied = _counted(tx, ended.where(cohorts.is_replied(mail)), moment, weeks, until)
    bounced = _counted(tx, ended.where(Enrollment.status == EnrollmentStatus.BOUNCED), moment, weeks, until)
    return [
        Done(
            enrolled=enrolled[place, None],
            mailed=by_kind[place, 1],
            by_hand=by_kind[place, 0],
            replied=replied[place, None],
            bounced=bounced[place, None],
        )
        for place in range(len(weeks))
    ]


def _between(
    moment: SQLColumnExpression[Any], weeks: Sequence[datetime], until: datetime
) -> tuple[ColumnElement[bool], ...]:
    return (moment >= weeks[0], moment < until)


def _counted(
    tx: Transaction,
    found: Select[Any],
    moment: SQLColumnExpression[Any],
    weeks: Sequence[datetime],
    until: datetime,
    is_so: ColumnElement[bool] | None = None,
) -> Counter[tuple[int, int | None]]:
    """Count by week, and whether something is so where that is asked; what is outside has the week -1."""
    inside = case((and_(*_between(moment, weeks, until)), cohorts.week_of(moment, weeks)), else_=-1)
    apart = literal(None) if is_so is None else case((is_so, 1), else_=0)
    asked = found.add_columns(inside.label("week"), apart.label("apart"), func.count()).group_by(
        "week", "apart"
    )
    return Counter({(week, kind): count for week, kind, count in tx.execute(asked)})
