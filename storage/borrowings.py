"""Who is written to from other mailboxes than their recruiter's own; almost nobody is, so asking costs little."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, CompoundSelect, or_, select, union

from storage import mailboxes
from storage.database import Transaction, add_once
from storage.lent import Borrowing
from storage.listed import Listed
from storage.models import Enrollment, Mailbox, Recruiter, Touch
from storage.statuses import MailboxStatus, TouchStatus

_MAYBE = (TouchStatus.CLAIMED, TouchStatus.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """A mailbox that has written to somebody, or may have; `heard_at` is up to when its answers are known."""

    mailbox_id: int
    name: str
    status: MailboxStatus
    heard_at: datetime | None


def add(tx: Transaction, enrollment_id: int, mailbox_id: int) -> None:
    """Write down that somebody is written to from another mailbox as well."""
    add_once(tx, Borrowing, enrollment_id=enrollment_id, mailbox_id=mailbox_id)


def mailboxes_of(tx: Transaction, enrollment_ids: Collection[int]) -> list[int]:
    """List the mailboxes these people are written to from, their recruiters' own among them, in order."""
    tx.flush()
    return sorted({found for (found,) in _OF.rows(tx, enrollment_ids)} - {None})


def lock_mailboxes(tx: Transaction, enrollment_ids: Collection[int]) -> None:
    """Take all the mailboxes these people are written to from, before their enrollments, in everybody's order."""
    for mailbox_id in mailboxes_of(tx, enrollment_ids):
        mailboxes.lock(tx, mailbox_id)


def wrote(tx: Transaction, enrollment_id: int, *, beside: int) -> list[Wrote]:
    """List the mailboxes somebody was written to from, or may have been, `beside` one of them.

    Of those it borrows also what they wrote in other sequences: the one of somebody they were merged with.
    """
    gone = (Touch.mailbox_id != beside, or_(Touch.gmail_id != "", Touch.status.in_(_MAYBE)))
    person = select(Enrollment.candidate_id).where(Enrollment.id == enrollment_id).scalar_subquery()
    theirs = select(Enrollment.id).where(Enrollment.candidate_id == person)
    lent = select(Borrowing.mailbox_id).where(Borrowing.enrollment_id == enrollment_id)
    here = select(Touch.mailbox_id).where(Touch.enrollment_id == enrollment_id, *gone)
    there = select(Touch.mailbox_id).where(Touch.enrollment_id.in_(theirs), Touch.mailbox_id.in_(lent), *gone)
    others: CompoundSelect[int | None] = union(here, there)
    rows = tx.connection().execute(
        select(Mailbox.id, Recruiter.name, Mailbox.status, Mailbox.heard_at)
        .join(Recruiter, Recruiter.id == Mailbox.recruiter_id)
        .where(Mailbox.id.in_(others))
        .order_by(Mailbox.id)
    )
    return [Wrote(mailbox_id=row.id, name=row.name, status=row.status, heard_at=row.heard_at) for row in rows]


def _of(enrollment_ids: Sequence[BindParameter[Any]]) -> CompoundSelect[Any]:
    own = select(Enrollment.mailbox_id).where(Enrollment.id.in_(enrollment_ids))
    lent = select(Borrowing.mailbox_id).where(Borrowing.enrollment_id.in_(enrollment_ids))
    return union(own, lent)


_OF = Listed(_of)
