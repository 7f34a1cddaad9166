"""Candidates in sequences."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union, update
from sqlalchemy.orm.util import identity_key

from storage import enrollment_statements, objects
from storage.database import Transaction
from storage.enrollment_statements import ANY_OPEN, BEHIND, CARRYING, CONCLUDE, END, IN_THREAD, LOCK, TAKE
from storage.lent import Borrowing
from storage.mailboxes import changed
from storage.models import CandidateAddress, Enrollment, Touch
from storage.prepared import Prepared
from storage.statuses import OPEN, EnrollmentStatus, TouchStatus

IS_OPEN = enrollment_statements.IS_OPEN
BESIDE = enrollment_statements.BESIDE


def add(tx: Transaction, enrollment: Enrollment) -> Enrollment:
    """Write an enrollment down; the database refuses a second open one of the same person and sequence."""
    tx.add(enrollment)
    tx.flush()
    return enrollment


def get(tx: Transaction, enrollment_id: int) -> Enrollment | None:
    """Find an enrollment with its person, sequence and recruiter."""
    return tx.get(Enrollment, enrollment_id, options=BESIDE)


def lock(tx: Transaction, enrollment_id: int) -> Enrollment:
    """Take an enrollment for changing; the row is read afresh."""
    return tx.scalars(LOCK, {"enrollment": enrollment_id}).one()


def take(tx: Transaction, enrollment_id: int) -> bool:
    """Take an enrollment for changing, unless somebody has it in hand just now: then False, and nobody waits."""
    tx.flush()
    return TAKE.first(tx, {"enrollment": enrollment_id}) is not None


def refresh(tx: Transaction, enrollment_id: int) -> None:
    """Have what moving on has written read afresh, when it is asked for, if this transaction has it in hand."""
    known = tx.identity_map.get(identity_key(Enrollment, enrollment_id))
    if known is not None:
        tx.expire(known, ("position", "thread_id", "subject", "status", "why", "ended_at", "ended_by"))


def end(
    tx: Transaction,
    enrollment_id: int,
    *,
    status: EnrollmentStatus,
    why: str,
    now: datetime,
    mail_id: int | None = None,
) -> bool:
    """End an open enrollment, perhaps because of an inbound mail; False if it had ended already."""
    now_is = {"status": status, "why": why, "ended_at": now, "ended_by": mail_id}
    return _changed(tx, END, enrollment_id, now_is)


def conclude(
    tx: Transaction, enrollment_id: int, *, status: EnrollmentStatus, why: str, mail_id: int
) -> bool:
    """Say of an enrollment that was finished how it truly ended, because of an inbound mail; False if it was not."""
    return _changed(tx, CONCLUDE, enrollment_id, {"status": status, "why": why, "ended_by": mail_id})


def turn(
    tx: Transaction,
    enrollment_id: int,
    *,
    expected: Collection[EnrollmentStatus],
    status: EnrollmentStatus,
    why: str,
) -> bool:
    """Move an enrollment to another open status if it stands where we think; False if not."""
    if not expected:
        return False
    return _changed(
        tx, enrollment_statements.turning(frozenset(expected)), enrollment_id, {"status": status, "why": why}
    )


def _changed(tx: Transaction, statement: Prepared, enrollment_id: int, now_is: dict[str, object]) -> bool:
    tx.flush()
    new = {f"new_{name}": value for name, value in now_is.items()}
    if statement.change(tx, {"enrollment": enrollment_id, **new}) != 1:
        return False
    objects.told(tx, Enrollment, enrollment_id, **now_is)
    return True


def open_in(tx: Transaction, candidate_id: int, sequence_id: int) -> Enrollment | None:
    """Find the open enrollment of a person in a sequence."""
    return tx.scalar(
        select(Enrollment).where(
            Enrollment.candidate_id == candidate_id,
            Enrollment.sequence_id == sequence_id,
            Enrollment.status.in_(OPEN),
        )
    )


def of_candidate(tx: Transaction, candidate_id: int) -> list[Enrollment]:
    """List every enrollment of a person, the newest first."""
    return list(
        tx.scalars(
            select(Enrollment)
            .where(Enrollment.candidate_id == candidate_id)
            .options(*BESIDE)
            .order_by(Enrollment.id.desc())
        )
    )


def open_of_candidate(tx: Transaction, candidate_id: int) -> list[Enrollment]:
    """List the enrollments of a person that something may still go out for, by mailbox."""
    tx.flush()
    if ANY_OPEN.first(tx, {"candidate": candidate_id}) is None:
        return []
    wanted = select(Enrollment).where(Enrollment.candidate_id == candidate_id, Enrollment.status.in_(OPEN))
    return list(tx.scalars(wanted.options(*BESIDE).order_by(Enrollment.mailbox_id, Enrollment.id)))


def ended_by(tx: Transaction, inbound_id: int, candidate_id: int) -> list[Enrollment]:
    """List the enrollments of a person that one inbound mail has ended."""
    wanted = select(Enrollment).where(
        Enrollment.candidate_id == candidate_id, Enrollment.ended_by == inbound_id
    )
    return list(tx.scalars(wanted.options(*BESIDE).order_by(Enrollment.mailbox_id, Enrollment.id)))


def of_sequence(tx: Transaction, sequence_id: int, *, limit: int) -> list[Enrollment]:
    """List the people of a sequence, the newest first."""
    return list(
        tx.scalars(
            select(Enrollment)
            .where(Enrollment.sequence_id == sequence_id)
            .options(*BESIDE)
            .order_by(Enrollment.id.desc())
            .limit(limit)
        )
    )


def by_thread(tx: Transaction, mailbox_id: int, thread_id: str) -> list[Enrollment]:
    """Find whom a Gmail thread belongs to; every thread we wrote in counts, not only the last."""
    if not thread_id:
        return []  # whoever was not written to yet is in none
    return list(tx.scalars(IN_THREAD, {"mailbox": mailbox_id, "thread": thread_id}))


def by_message_ids(tx: Transaction, team: str, rfc_ids: Collection[str]) -> list[Enrollment]:
    """Find whose mails carry these real Message-IDs, whatever mailbox they left from."""
    tx.flush()
    found = [enrollment_id for (enrollment_id,) in CARRYING.rows(tx, rfc_ids)]
    return _newest(tx, Enrollment.team_id == team, Enrollment.id.in_(found)) if found else []


def by_address(
    tx: Transaction, mailbox_id: int, keys: Collection[str], *, written_by: datetime
) -> list[Enrollment]:
    """Find whom we had written to, or may have, by an instant, and from this mailbox among others, behind addresses."""
    tx.flush()
    people = [candidate_id for (candidate_id,) in BEHIND.rows(tx, keys, {"mailbox": mailbox_id})]
    if not people:
        return []
    went = and_(Touch.gmail_id != "", Touch.done_at <= written_by)
    may_have = and_(
        Touch.status.in_((TouchStatus.CLAIMED, TouchStatus.UNKNOWN)), Touch.sending_at <= written_by
    )
    wrote = exists().where(Touch.enrollment_id == Enrollment.id, or_(went, may_have))
    here = or_(Enrollment.mailbox_id == mailbox_id, _borrows(mailbox_id))
    return _newest(tx, here, Enrollment.candidate_id.in_(people), wrote)


def open_at(tx: Transaction, mailbox_id: int, team: str, domain: str) -> list[tuple[int, str]]:
    """List who is open, was written to from this mailbox, and has an address of a domain: enrollment and subject."""
    people = select(CandidateAddress.candidate_id).where(
        CandidateAddress.team_id == team, CandidateAddress.domain == domain
    )
    rows = tx.execute(
        select(Enrollment.id, Enrollment.subject).where(
            or_(Enrollment.mailbox_id == mailbox_id, _borrows(mailbox_id)),
            IS_OPEN,
            Enrollment.thread_id != "",
            Enrollment.candidate_id.in_(people),
        )
    )
    return [(enrollment_id, subject) for enrollment_id, subject in rows]


def all_of(tx: Transaction, enrollment_ids: Collection[int]) -> list[Enrollment]:
    """Find these enrollments, the newest first."""
    return _newest(tx, Enrollment.id.in_(enrollment_ids))


def _borrows(mailbox_id: int) -> ColumnElement[bool]:
    lent = select(Borrowing.id).where(
        Borrowing.enrollment_id == Enrollment.id, Borrowing.mailbox_id == mailbox_id
    )
    return lent.correlate(Enrollment).exists()


def _lent_to(mailbox_id: int) -> ColumnElement[bool]:
    return Enrollment.id.in_(select(Borrowing.enrollment_id).where(Borrowing.mailbox_id == mailbox_id))


def _newest(tx: Transaction, *where: ColumnElement[bool]) -> list[Enrollment]:
    return list(tx.scalars(enrollment_statements.newest(*where)))


def hold_all_of_mailbox(tx: Transaction, mailbox_id: int, why: str) -> int:
    """Hold every running enrollment of a mailbox; tell how many."""
    return _hold(tx, Enrollment.mailbox_id == mailbox_id, why)


def hold_borrowers(tx: Transaction, mailbox_id: int, why: str) -> dict[int, int]:
    """Hold every running enrollment that only borrows a mailbox; tell how many of whom."""
    running = (_lent_to(mailbox_id), Enrollment.status == EnrollmentStatus.ACTIVE)
    counted = select(Enrollment.recruiter_id, func.count()).where(*running).group_by(Enrollment.recruiter_id)
    found = {recruiter_id: count for recruiter_id, count in tx.execute(counted)}
    _hold(tx, _lent_to(mailbox_id), why)
    return found


def _hold(tx: Transaction, whose: ColumnElement[bool], why: str) -> int:
    held = update(Enrollment).where(whose, Enrollment.status == EnrollmentStatus.ACTIVE)
    return changed(tx.execute(held.values(status=EnrollmentStatus.HELD, why=why)))


def resume_all_of_mailbox(tx: Transaction, mailbox_id: int, why: str) -> int:
    """Let every enrollment go on that was held for this reason, borrowers too; tell how many."""
    held = (Enrollment.status == EnrollmentStatus.HELD, Enrollment.why == why)
    go_on = {"status": EnrollmentStatus.ACTIVE, "why": ""}
    whose = (Enrollment.mailbox_id == mailbox_id, _lent_to(mailbox_id))
    return sum(changed(tx.execute(update(Enrollment).where(one, *held).values(go_on))) for one in whose)


def held_for(tx: Transaction, mailbox_id: int, why: str) -> list[int]:
    """List the enrollments of a mailbox, those that only borrow it among them, that are held for this reason."""
    held = (Enrollment.status == EnrollmentStatus.HELD, Enrollment.why == why)
    own = select(Enrollment.id).where(Enrollment.mailbox_id == mailbox_id, *held)
    return sorted(tx.scalars(union(own, select(Enrollment.id).where(_lent_to(mailbox_id), *held))))


def held_in(tx: Transaction, sequence_ids: Collection[int], why: str) -> list[int]:
    """List the enrollments of these sequences that are held for this reason."""
    held = select(Enrollment.id).where(
        Enrollment.sequence_id.in_(sequence_ids),
        Enrollment.status == EnrollmentStatus.HELD,
        Enrollment.why == why,
    )
    return sorted(tx.scalars(held))


def last_of(tx: Transaction, recruiter_id: int) -> Enrollment | None:
    """Find whom a person enrolled last."""
    newest = select(func.max(Enrollment.id)).where(Enrollment.recruiter_id == recruiter_id)
    return tx.get(Enrollment, tx.scalar(newest) or 0)


def has_any(tx: Transaction, recruiter_id: int) -> bool:
    """Tell whether a person has ever enrolled anybody."""
    newest = select(func.max(Enrollment.id)).where(Enrollment.recruiter_id == recruiter_id)
    return tx.scalar(newest) is not None


def open_elsewhere(tx: Transaction, enrollment: Enrollment) -> bool:
    """Tell whether the same person is open in the same sequence by another enrollment."""
    other = open_in(tx, enrollment.candidate_id, enrollment.sequence_id)
    return other is not None and other.id != enrollment.id
