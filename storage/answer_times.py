"""How long people took to answer, how long we took to answer them, and why they said no."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from storage import cohorts
from storage.cohorts import Scope
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, Mark


def to_answer(tx: Transaction, scope: Scope) -> list[timedelta]:
    """List how long each who answered by mail took, from the first stage to the mail that ended their sequence."""
    mail = aliased(InboundMail)
    found = (
        select(cohorts.first_at(), mail.received_at)
        .select_from(Enrollment)
        .join(mail, mail.id == Enrollment.ended_by)
        .where(*cohorts.within(scope), cohorts.is_replied(mail))
    )
    return [came - began for began, came in tx.execute(found) if began is not None and came >= began]


def to_us(tx: Transaction, scope: Scope) -> tuple[list[timedelta], int]:
    """List how long we took over each answer, to a mail by hand or a mark; and count those that still wait."""
    mail = aliased(InboundMail)
    found = (
        select(mail.received_at, mail.answered_at, mail.marked_at)
        .select_from(Enrollment)
        .join(mail, mail.id == Enrollment.ended_by)
        .where(*cohorts.within(scope), cohorts.is_replied(mail))
    )
    taken: list[timedelta] = []
    waiting = 0
    for came, *done in tx.execute(found):
        moments = [moment for moment in done if moment is not None]
        taken += [max(min(moments) - came, timedelta(0))] if moments else []
        waiting += not moments
    return taken, waiting


def reasons(tx: Transaction, scope: Scope) -> Counter[str]:
    """Count what was written down of people who are not interested, word for word; nothing where nobody said why."""
    found = (_by_mail(scope), _by_hand(scope))
    counted: Counter[str] = Counter()
    for reason, count in (row for asked in found for row in tx.execute(asked)):
        counted[reason] += count
    return counted


def _by_mail(scope: Scope) -> Select[str, int]:
    mail = aliased(InboundMail)
    return (
        select(mail.reason, func.count(Enrollment.id.distinct()))
        .select_from(Enrollment)
        .join(mail, and_(mail.enrollment_id == Enrollment.id, mail.mark == Mark.NOT_INTERESTED))
        .where(*cohorts.within(scope))
        .group_by(mail.reason)
    )


def _by_hand(scope: Scope) -> Select[str, int]:
    """Count those who said so anywhere but in a mail; who did both is counted by the mail."""
    mail = aliased(InboundMail)
    wrote = select(mail.id).where(mail.enrollment_id == Enrollment.id, mail.mark == Mark.NOT_INTERESTED)
    return (
        select(Touch.reason, func.count(Enrollment.id.distinct()))
        .select_from(Enrollment)
        .join(Touch, and_(Touch.enrollment_id == Enrollment.id, Touch.mark == Mark.NOT_INTERESTED))
        .where(Enrollment.status == EnrollmentStatus.REPLIED, *cohorts.within(scope), ~wrote.exists())
        .group_by(Touch.reason)
    )
