"""How far people came, stage by stage, and after which stage they answered; for the people of `storage.cohorts`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import CTE, Select, String, and_, case, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from storage import cohorts
from storage.cohorts import WENT, Scope
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Sequence, SequenceVersion, Stage, Touch
from storage.statuses import EnrollmentStatus

Text = tuple[int, int, int]
"""A sequence, the number of a stage in it, and which of its texts, from 0."""

Key = TypeVar("Key", int, Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """People a stage reached, and those of them whose answer came after it and before the next."""

    delivered: int = 0
    replied: int = 0
    interested: int = 0


def by_stage(tx: Transaction, scope: Scope) -> dict[int, Reached]:
    """Count by the number of the stage."""
    answers = _answers(scope)
    delivered = {number: count for number, count in tx.execute(_delivered(scope, Touch.number))}
    told = select(answers.c.number, func.count(), func.sum(answers.c.interested)).group_by(answers.c.number)
    return _together(delivered, {number: counts for number, *counts in tx.execute(told)})


def by_text(tx: Transaction, scope: Scope) -> dict[Text, Reached]:
    """Count by sequence, stage and text, where sequences have stages with several texts."""
    narrow = replace(scope, sequence_ids=_with_variants(tx, scope))
    if not narrow.sequence_ids:
        return {}
    answers, key = _answers(narrow), (Touch.number, Touch.variant)
    delivered = tx.execute(_delivered(narrow, Enrollment.sequence_id, *key))
    told = (
        select(answers.c.sequence_id, *key, func.count(), func.sum(answers.c.interested))
        .join(Touch, and_(Touch.enrollment_id == answers.c.id, Touch.number == answers.c.number, WENT))
        .group_by(answers.c.sequence_id, *key)
    )
    return _together(
        {(sequence, number, variant): count for sequence, number, variant, count in delivered},
        {(sequence, number, variant): counts for sequence, number, variant, *counts in tx.execute(told)},
    )


def _together(delivered: Mapping[Key, int], answers: Mapping[Key, Iterable[int]]) -> dict[Key, Reached]:
    told = {key: tuple(counts) for key, counts in answers.items()}
    return {
        key: Reached(delivered=count, replied=told.get(key, (0, 0))[0], interested=told.get(key, (0, 0))[1])
        for key, count in delivered.items()
    }


def _delivered(scope: Scope, *key: InstrumentedAttribute[int]) -> Select[*tuple[Any, ...]]:
    # Of whom a stage has gone, a first one has: without a period nothing more need be looked up.
    ever = scope.since is None and scope.until is None
    begun = cohorts.whose(scope) if ever else cohorts.within(scope)
    reached = and_(Touch.enrollment_id == Enrollment.id, WENT)
    return (
        select(*key, func.count())
        .select_from(Enrollment)
        .join(Touch, reached)
        .where(*begun, Enrollment.status != EnrollmentStatus.BOUNCED)
        .group_by(*key)
    )


def _answers(scope: Scope) -> CTE:
    """List who answered, with the last stage they had when they did."""
    mail = aliased(InboundMail)
    last = (
        select(func.max(Touch.number))
        .where(Touch.enrollment_id == Enrollment.id, WENT)
        .correlate(Enrollment)
        .scalar_subquery()
    )
    found = (
        select(
            Enrollment.id,
            Enrollment.sequence_id,
            # An answer that came elsewhere was marked by hand: there is no mail.
            func.coalesce(func.nullif(mail.stage, 0), last).label("number"),
            case((cohorts.is_interested(), 1), else_=0).label("interested"),
        )
        .outerjoin(mail, mail.id == Enrollment.ended_by)
        .where(*cohorts.within(scope), cohorts.is_replied(mail))
    )
    return found.cte("answers").prefix_with("MATERIALIZED")


def _with_variants(tx: Transaction, scope: Scope) -> list[int]:
    tested = cast(Stage.variants, String).not_in(("[]", "null"))
    found = (
        select(SequenceVersion.sequence_id)
        .distinct()
        .join(Stage, Stage.version_id == SequenceVersion.id)
        .join(Sequence, Sequence.id == SequenceVersion.sequence_id)
        .where(tested, Sequence.team_id == scope.team)
    )
    if scope.sequence_ids is not None:
        found = found.where(SequenceVersion.sequence_id.in_(scope.sequence_ids))
    return list(tx.scalars(found))
