"""The tables of mailboxes lent to colleagues: who may write in whose name, and who is written to from where."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models import Recruiter, Sequence
from storage.rows import Row
from storage.statuses import PermissionStatus

_ALWAYS = text("sequence_id is null")


class Permission(Row):
    """What a colleague says to mail leaving in their name: of one sequence, or of all the asker owns where it is None.

    `asked_at` is when they were asked last, `answered_at` when they last said something.
    """

    __tablename__ = "permissions"
    __table_args__ = (
        UniqueConstraint("colleague_id", "sequence_id"),
        Index(
            "uq_permissions_always", "colleague_id", "asker_id", unique=True, postgresql_where=_ALWAYS,
            sqlite_where=_ALWAYS,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    sequence_id: Mapped[int | None] = mapped_column(ForeignKey("sequences.id"), index=True)
    status: Mapped[PermissionStatus]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    colleague: Mapped[Recruiter] = relationship(foreign_keys=colleague_id)
    asker: Mapped[Recruiter] = relationship(foreign_keys=asker_id)
    sequence: Mapped[Sequence | None] = relationship()


class Borrowing(Row):
    """A mailbox from which somebody is written to, or soon will be, besides their recruiter's own."""

    __tablename__ = "borrowings"
    __table_args__ = (UniqueConstraint("enrollment_id", "mailbox_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"))
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailboxes.id"), index=True)
