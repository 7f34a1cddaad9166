"""The people of one sequence whom something may still go out to, above all those on a version before its latest."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import selectinload

from storage.database import Transaction
from storage.enrollments import IS_OPEN
from storage.models import Candidate, Enrollment, Stage, Touch
from storage.statuses import TouchStatus

_GONE = Touch.status.in_((TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED))
_HAD = or_(_GONE, and_(Touch.status == TouchStatus.CANCELLED, Touch.sending_at.is_not(None)))


def after(
    tx: Transaction, sequence_id: int, enrollment_id: int, *, version_id: int | None, limit: int
) -> list[int]:
    """List who is open in a sequence, in order of ids behind one; those on a version already are left out."""
    following = select(Enrollment.id).where(*_open(sequence_id, version_id), Enrollment.id > enrollment_id)
    return list(tx.scalars(following.order_by(Enrollment.id).limit(limit)))


def count(tx: Transaction, sequence_id: int, *, version_id: int) -> int:
    """Count who is open in a sequence on another version than this one."""
    return tx.scalar(select(func.count()).where(*_open(sequence_id, version_id))) or 0


def had(tx: Transaction, sequence_id: int, keys: Collection[str], *, version_id: int) -> Counter[str]:
    """Count, by key of the stage, who of those on another version has had it."""
    found: Counter[str] = Counter()
    people = list(tx.scalars(select(Enrollment.id).where(*_open(sequence_id, version_id))))
    # A thousand at a time: asked about everybody at once, PostgreSQL would rather read all touches there are.
    for begin in range(0, len(people), 1_000):
        rows = tx.execute(
            select(Stage.key, func.count(Touch.enrollment_id.distinct()))
            .join(Touch, Touch.stage_id == Stage.id)
            .where(Touch.enrollment_id.in_(people[begin : begin + 1_000]))
            .where(_HAD, Touch.answers_id.is_(None), Stage.key.in_(keys))
            .group_by(Stage.key)
        )
        found.update({key: count for key, count in rows})
    return found


def names_without(
    tx: Transaction, sequence_id: int, key: str, *, version_id: int, recruiter_id: int | None, limit: int
) -> list[str]:
    """Name who of those on another version has not had a stage; those of one recruiter only, if one is given."""
    theirs = (
        select(Touch.id)
        .join(Stage, Stage.id == Touch.stage_id)
        .where(Touch.enrollment_id == Enrollment.id, _HAD, Touch.answers_id.is_(None), Stage.key == key)
        .exists()
    )
    wanted = select(Candidate).join(Enrollment, Enrollment.candidate_id == Candidate.id)
    wanted = wanted.where(*_open(sequence_id, version_id), ~theirs)
    if recruiter_id is not None:
        wanted = wanted.where(Enrollment.recruiter_id == recruiter_id)
    return [person.name for person in tx.scalars(wanted.order_by(Enrollment.id).limit(limit))]


def names(tx: Transaction, enrollment_ids: Sequence[int], *, recruiter_id: int | None) -> list[str]:
    """Name the people of these enrollments; those of one recruiter only, if one is given."""
    wanted = select(Candidate).join(Enrollment, Enrollment.candidate_id == Candidate.id)
    wanted = wanted.where(Enrollment.id.in_(enrollment_ids))
    if recruiter_id is not None:
        wanted = wanted.where(Enrollment.recruiter_id == recruiter_id)
    return [person.name for person in tx.scalars(wanted.order_by(Enrollment.id))]


def touches_of(tx: Transaction, enrollment_ids: Collection[int]) -> Mapping[int, list[Touch]]:
    """Take the stages planned for these enrollments for changing, each in order, with what they say."""
    rows = (
        select(Touch)
        .where(Touch.enrollment_id.in_(enrollment_ids), Touch.answers_id.is_(None))
        .order_by(Touch.enrollment_id, Touch.position)
        .options(selectinload(Touch.stage))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found: dict[int, list[Touch]] = defaultdict(list)
    for touch in tx.scalars(rows):
        found[touch.enrollment_id].append(touch)
    return found


def _open(sequence_id: int, version_id: int | None) -> tuple[ColumnElement[bool], ...]:
    whose = (Enrollment.sequence_id == sequence_id, IS_OPEN)
    return whose if version_id is None else (*whose, Enrollment.version_id != version_id)  # type: ignore[return-value]
