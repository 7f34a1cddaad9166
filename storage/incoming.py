"""The tables of what comes in, beside those of what goes out in `storage.models`."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models import Enrollment
from storage.rows import Row
from storage.statuses import EnrollmentStatus, Mark

_UNANSWERED = text("kind in ('human', 'calendar') and answered_at is null and mark is null")


class InboundMail(Row):
    """One mail that concerns an enrollment, stored once; `text` is what the person wrote, quotes removed.

    `reply_to` is where answers to it go, empty where that is its sender. `stage` is the last one that had gone when it
    came, counted from 1; `before` how its enrollment stood; `effect` what happened because of it, in words; `hint` what
    the classifier makes of its tone, or of a bounce. `answered_at` is when a person first answered it; `claimed_by` who
    said "I've got it"; `reason` why they are not interested; `back_on` the day on which "not now" comes back;
    `marked_at` when a mark or "not a reply" was said.
    """

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("mailbox_id", "gmail_id"),
        Index(
            "ix_inbound_unanswered", "enrollment_id", postgresql_where=_UNANSWERED, sqlite_where=_UNANSWERED
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailboxes.id"))
    gmail_id: Mapped[str] = mapped_column(String(64))
    thread_id: Mapped[str] = mapped_column(String(64))
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    why: Mapped[str]
    text: Mapped[str]
    received_at: Mapped[datetime]
    taken_in_at: Mapped[datetime]
    from_name: Mapped[str] = mapped_column(default="")
    from_address: Mapped[str] = mapped_column(String(320), default="")
    reply_to: Mapped[str] = mapped_column(String(320), default="")
    subject: Mapped[str] = mapped_column(default="")
    rfc_id: Mapped[str] = mapped_column(String(998), default="")
    references: Mapped[str] = mapped_column("mail_references", default="")
    stage: Mapped[int] = mapped_column(default=0)
    before: Mapped[EnrollmentStatus | None]
    effect: Mapped[str] = mapped_column(default="")
    hint: Mapped[str] = mapped_column(String(16), default="")
    mark: Mapped[Mark | None]
    marked_by: Mapped[str] = mapped_column(String(32), default="")
    marked_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    back_on: Mapped[date | None]
    claimed_by: Mapped[str] = mapped_column(String(32), default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(32), default="")
    enrollment: Mapped[Enrollment] = relationship()


class SetAside(Row):
    """A mail that broke the program: never lost, never blocking the others."""

    __tablename__ = "set_aside"
    __table_args__ = (UniqueConstraint("mailbox_id", "gmail_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    mailbox_id: Mapped[int] = mapped_column(ForeignKey("mailboxes.id"))
    gmail_id: Mapped[str] = mapped_column(String(64))
    thread_id: Mapped[str] = mapped_column(String(64), default="")
    why: Mapped[str]
    created_at: Mapped[datetime]


class Follower(Row):
    """Somebody who hears of the answers in a sequence beside its owner and whoever enrolled the person."""

    __tablename__ = "followers"
    __table_args__ = (UniqueConstraint("sequence_id", "recruiter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
