"""How the texts of a stage fare beside each other: counted by the database, for one sequence."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from storage.database import Transaction
from storage.inbox import ANSWERS
from storage.incoming import InboundMail
from storage.models import Enrollment, SequenceVersion, Stage, Touch
from storage.statuses import EnrollmentStatus, Mark, TouchStatus

WENT = (TouchStatus.SENT, TouchStatus.DONE)


def texts(tx: Transaction, sequence_id: int) -> list[tuple[int, Stage]]:
    """List the stages of all versions of a sequence with the number of their version, the latest first."""
    found = (
        select(SequenceVersion.number, Stage)
        .join(Stage, Stage.version_id == SequenceVersion.id)
        .where(SequenceVersion.sequence_id == sequence_id)
        .order_by(SequenceVersion.number.desc(), Stage.position)
    )
    return [(number, stage) for number, stage in tx.execute(found)]


def delivered(tx: Transaction, sequence_id: int, stage_ids: Collection[int]) -> Counter[int]:
    """Count the people one of these stages went to, by the text they got, but for those whose mail came back."""
    return _counted(tx, sequence_id, _went(stage_ids))


def replied(tx: Transaction, sequence_id: int, stage_ids: Collection[int]) -> Counter[int]:
    """Count the people whose first answer came when one of these stages was the last that had gone, by their text."""
    mail, later = aliased(InboundMail), aliased(Touch)
    first = (
        select(mail.stage)
        .where(mail.enrollment_id == Enrollment.id, _is_answer(mail))
        .order_by(mail.received_at, mail.id)
        .limit(1)
        .correlate(Enrollment)
        .scalar_subquery()
    )
    last = (
        select(func.max(later.position))
        .where(later.enrollment_id == Enrollment.id, later.status.in_(WENT), later.answers_id.is_(None))
        .correlate(Enrollment)
        .scalar_subquery()
    )
    # An answer that came elsewhere was marked by hand: nobody knows of a mail.
    by_hand = and_(first.is_(None), Enrollment.status == EnrollmentStatus.REPLIED, Touch.position == last)
    return _counted(tx, sequence_id, _went(stage_ids).where(or_(Touch.number == first, by_hand)))


def _went(stage_ids: Collection[int]) -> Select[int]:
    return (
        select(Touch.variant)
        .where(
            Touch.enrollment_id == Enrollment.id,
            Touch.stage_id.in_(stage_ids),
            Touch.status.in_(WENT),
            Touch.answers_id.is_(None),
        )
        .limit(1)
        .correlate(Enrollment)
    )


def _is_answer(mail: type[InboundMail]) -> ColumnElement[bool]:
    return and_(mail.kind.in_(ANSWERS), or_(mail.mark.is_(None), mail.mark != Mark.NOT_A_REPLY))


def _counted(tx: Transaction, sequence_id: int, went: Select[int]) -> Counter[int]:
    # One look at the touches of each person: joined, all touches there are would be read.
    people = (
        select(went.scalar_subquery().label("variant"))
        .where(Enrollment.sequence_id == sequence_id, Enrollment.status != EnrollmentStatus.BOUNCED)
        .subquery()
    )
    asked = select(people.c.variant, func.count()).where(people.c.variant.is_not(None))
    return Counter({variant: count for variant, count in tx.execute(asked.group_by(people.c.variant))})
