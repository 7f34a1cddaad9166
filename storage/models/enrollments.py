"""Enrollments: one candidate in one sequence."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.candidates import Candidate, CandidateAddress
from storage.models.recruiters import Mailbox, Recruiter
from storage.models.sequences import Sequence, SequenceVersion
from storage.rows import Row
from storage.statuses import EnrollmentStatus, Source

_OPEN = text("status in ('active', 'paused', 'held')")


class Enrollment(Row):
    """One candidate in one sequence, tied to the version it started with; its hours count in `zone`.

    `ended_by` is the inbound mail that ended it; with `by_hand_only` its emails are left out. `source` is the surface
    it was made from, `referrer` the Slack id of whoever named the person, at `referred_at`; `source_line` the sentence
    that ends the first email.
    """

    __tablename__ = "enrollments"
    __table_args__ = (
        Index("uq_enrollments_open", "candidate_id", "sequence_id", unique=True, postgresql_where=_OPEN,
              sqlite_where=_OPEN),
        Index("ix_enrollments_sequence", "sequence_id", "status"),
        Index("ix_enrollments_thread", "mailbox_id", "thread_id"),
        Index("ix_enrollments_open", "mailbox_id", "id", postgresql_where=_OPEN, sqlite_where=_OPEN),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("sequence_versions.id"))
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), index=True)
    mailbox_id: Mapped[int | None] = mapped_column(ForeignKey("mailboxes.id"))
    address_id: Mapped[int | None] = mapped_column(ForeignKey("candidate_addresses.id"))
    status: Mapped[EnrollmentStatus]
    why: Mapped[str] = mapped_column(default="")
    zone: Mapped[str]
    extras: Mapped[dict[str, Any]] = mapped_column(default=dict)
    position: Mapped[int] = mapped_column(default=0)
    thread_id: Mapped[str] = mapped_column(String(64), default="")
    subject: Mapped[str] = mapped_column(default="")
    secret: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(16))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None]
    by_hand_only: Mapped[bool] = mapped_column(default=False)
    source: Mapped[Source] = mapped_column(default=Source.COMMAND)
    referrer: Mapped[str] = mapped_column(String(32), default="")
    referred_at: Mapped[datetime | None]
    source_line: Mapped[str] = mapped_column(default="")
    candidate: Mapped[Candidate] = relationship()
    sequence: Mapped[Sequence] = relationship()
    version: Mapped[SequenceVersion] = relationship()
    recruiter: Mapped[Recruiter] = relationship()
    mailbox: Mapped[Mailbox | None] = relationship()
    address: Mapped[CandidateAddress | None] = relationship()
    own_stages: Mapped[list["OwnStage"]] = relationship(viewonly=True)


class OwnStage(Row):
    """What one person gets of a stage otherwise than everybody: `key` is the stage's in every version.

    `subject` and `body` are templates, both empty where the stage's own words stand; `left_out` says why they do not
    get it at all, empty where they do.
    """

    __tablename__ = "own_stages"
    __table_args__ = (UniqueConstraint("enrollment_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"))
    key: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    left_out: Mapped[str] = mapped_column(default="")
