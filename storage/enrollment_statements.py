"""What every mail that comes in asks of enrollments, written once: statements cost more to build than to put."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnClause,
    ColumnElement,
    Select,
    Table,
    bindparam,
    literal_column,
    select,
    text,
    union,
    update,
)
from sqlalchemy.orm import joinedload

from storage.listed import Listed
from storage.models import CandidateAddress, Enrollment, Mailbox, Touch
from storage.prepared import Prepared
from storage.statuses import OPEN, EnrollmentStatus

# Written out, not bound: so that the databases can tell that their partial index will do.
IS_OPEN = text("enrollments.status in ('active', 'paused', 'held')")
BESIDE = (joinedload(Enrollment.candidate), joinedload(Enrollment.sequence), joinedload(Enrollment.recruiter))
_TABLE = cast(Table, Enrollment.__table__)


def newest(*where: ColumnElement[bool]) -> Select[Enrollment]:
    """Ask for enrollments with their person, sequence and recruiter, the newest first."""
    return select(Enrollment).where(*where).options(*BESIDE).order_by(Enrollment.id.desc())


@cache
def turning(expected: frozenset[EnrollmentStatus], *besides: str) -> Prepared:
    """Write the change of an enrollment that stands as `expected`: of its status, why, and columns `besides`."""
    stands: list[ColumnClause[str]] = [literal_column(f"'{status.value}'") for status in sorted(expected)]
    new = {name: bindparam(f"new_{name}", type_=_TABLE.c[name].type) for name in ("status", "why", *besides)}
    found = update(_TABLE).where(_TABLE.c.id == bindparam("enrollment"), _TABLE.c.status.in_(stands))
    return Prepared(found.values(new))


_THIS = Enrollment.id == bindparam("enrollment")
LOCK = select(Enrollment).where(_THIS).with_for_update().execution_options(populate_existing=True)
TAKE = Prepared(select(Enrollment.id).where(_THIS).with_for_update(skip_locked=True))
END = turning(frozenset(OPEN), "ended_at", "ended_by")
CONCLUDE = turning(frozenset({EnrollmentStatus.FINISHED}), "ended_by")
ANY_OPEN = Prepared(
    select(_TABLE.c.id)
    .where(_TABLE.c.candidate_id == bindparam("candidate"), IS_OPEN)
    .limit(literal_column("1"))
)
_WROTE = select(Touch.enrollment_id).where(
    Touch.mailbox_id == bindparam("mailbox"),
    Touch.thread_id == bindparam("thread"),
    text("touches.thread_id <> ''"),  # written out, so that the partial index is seen to do
)
_IS_IN = select(Enrollment.id).where(
    Enrollment.mailbox_id == bindparam("mailbox"), Enrollment.thread_id == bindparam("thread")
)
IN_THREAD = newest(Enrollment.id.in_(union(_WROTE, _IS_IN)))


def _behind(keys: Sequence[BindParameter[Any]]) -> Select[int]:
    # Of its team, because the index begins with it.
    team = select(Mailbox.team_id).where(Mailbox.id == bindparam("mailbox")).scalar_subquery()
    theirs = select(CandidateAddress.candidate_id).where(CandidateAddress.team_id == team)
    return theirs.where(CandidateAddress.key.in_(keys))


def _carrying(rfc_ids: Sequence[BindParameter[Any]]) -> Select[int]:
    named = text("touches.rfc_id <> ''")  # written out, so that the partial index is seen to do
    return select(Touch.enrollment_id).where(Touch.rfc_id.in_(rfc_ids), named)


# Asked of every mail that comes into a mailbox, most of which are by nobody we know.
BEHIND = Listed(_behind)
CARRYING = Listed(_carrying)
