"""What became of the people to whom the first stage went in some time: counted by the database, group by group.

A person is an enrollment with at least one stage that went out or was done. `Group` says by what they are told apart.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    ScalarSelect,
    SQLColumnExpression,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.orm import aliased

from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, Mark

# Written out, so that the partial index of what went is seen to do.
WENT = text("touches.status in ('sent', 'done') and touches.answers_id is null")


class Group(Enum):
    """By what people are told apart; EVERYBODY is one group, None."""

    EVERYBODY = "everybody"
    SEQUENCE = "sequence"
    RECRUITER = "recruiter"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whom to count: in these sequences (None: in any), enrolled by one recruiter (None: by anybody of the team).

    The first stage went at `since` or later and before `until`; None where there is no such end.
    """

    team: str
    sequence_ids: Collection[int] | None = None
    recruiter_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """People of one group: first stage out; mail came back; answered; of those, marked as interested."""

    sent: int = 0
    bounced: int = 0
    replied: int = 0
    interested: int = 0


def together(groups: Iterable[Counted]) -> Counted:
    """Add groups up."""
    every = list(groups)
    return Counted(
        sent=sum(one.sent for one in every),
        bounced=sum(one.bounced for one in every),
        replied=sum(one.replied for one in every),
        interested=sum(one.interested for one in every),
    )


def by(tx: Transaction, scope: Scope, group: Group) -> dict[Any, Counted]:
    """Count people group by group."""
    people = _people(scope)
    key = {
        Group.EVERYBODY: literal(0),
        Group.SEQUENCE: people.c.sequence_id,
        Group.RECRUITER: people.c.recruiter_id,
        Group.SOURCE: people.c.source,
    }[group]
    return _counted(tx, scope, people, key)


def by_week(tx: Transaction, scope: Scope, weeks: Sequence[datetime]) -> dict[int, Counted]:
    """Count people by the week of their first stage: `weeks` are the beginnings, in order; those before are -1."""
    people = _people(scope)
    return _counted(tx, scope, people, week_of(people.c.first_at, weeks))


def week_of(moment: SQLColumnExpression[Any], weeks: Sequence[datetime]) -> ColumnElement[int]:
    """Say in which of these weeks a moment is; -1 before the first."""
    # The newest first: most of what is asked about is of late.
    found = [(moment >= week, place) for place, week in reversed(list(enumerate(weeks)))]
    return case(*found, else_=-1) if found else literal(-1)


def _counted(tx: Transaction, scope: Scope, people: CTE, key: ColumnElement[Any]) -> dict[Any, Counted]:
    flags = (people.c.bounced, people.c.replied, people.c.interested)
    group = key.label("told_apart")
    every = select(group, func.count(), *map(func.sum, flags)).where(*_in_time(scope, people.c.first_at))
    rows = tx.execute(every.group_by(group))
    return {
        found: Counted(sent=sent, bounced=bounced or 0, replied=replied or 0, interested=interested or 0)
        for found, sent, bounced, replied, interested in rows
        if sent
    }


def _people(scope: Scope) -> CTE:
    mail = aliased(InboundMail)
    replied = is_replied(mail)
    inner = (
        select(
            Enrollment.sequence_id,
            Enrollment.recruiter_id,
            Enrollment.source,
            first_at().label("first_at"),
            _flag(Enrollment.status == EnrollmentStatus.BOUNCED).label("bounced"),
            _flag(replied).label("replied"),
            _flag(and_(replied, is_interested())).label("interested"),
        )
        .outerjoin(mail, mail.id == Enrollment.ended_by)
        .where(*whose(scope))
    )
    # Once a person: folded into the counting, SQLite would look each of these up again for every figure.
    return inner.cte("people").prefix_with("MATERIALIZED")


def whose(scope: Scope) -> list[ColumnElement[bool]]:
    """Say which enrollments a scope is about, whenever they began."""
    wanted = [Enrollment.team_id == scope.team]
    if scope.sequence_ids is not None:
        wanted.append(Enrollment.sequence_id.in_(scope.sequence_ids))
    if scope.recruiter_id is not None:
        wanted.append(Enrollment.recruiter_id == scope.recruiter_id)
    return wanted


def within(scope: Scope) -> list[ColumnElement[bool]]:
    """Say which enrollments a scope counts."""
    return [*whose(scope), *_in_time(scope, first_at())]


def _in_time(scope: Scope, moment: SQLColumnExpression[Any]) -> list[ColumnElement[bool]]:
    wanted = [moment.is_not(None) if scope.since is None else moment >= scope.since]
    return wanted if scope.until is None else [*wanted, moment < scope.until]


def first_at() -> ScalarSelect[datetime | None]:
    """Say when the first stage of an enrollment went; nothing where none has."""
    went = select(func.min(Touch.done_at)).where(Touch.enrollment_id == Enrollment.id, WENT)
    return went.correlate(Enrollment).scalar_subquery()


def is_replied(mail: type[InboundMail]) -> ColumnElement[bool]:
    """Say whether an enrollment ended by their answer to it; `mail` is what ended it, if a mail did.

    Who answered in another sequence has not answered here, though both have ended.
    """
    here = or_(mail.id.is_(None), mail.enrollment_id == Enrollment.id)
    return and_(Enrollment.status == EnrollmentStatus.REPLIED, here)


def is_interested() -> ColumnElement[bool]:
    """Say whether an answer of theirs, by mail or by any other way, was marked as interested."""
    by_mail = select(InboundMail.id).where(
        InboundMail.enrollment_id == Enrollment.id, InboundMail.mark == Mark.INTERESTED
    )
    by_hand = select(Touch.id).where(Touch.enrollment_id == Enrollment.id, Touch.mark == Mark.INTERESTED)
    return or_(by_mail.correlate(Enrollment).exists(), by_hand.correlate(Enrollment).exists())


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)
