"""What recruiters agree on about people: who was enrolled against a rule, and who let whom have somebody."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.candidates import Candidate
from storage.models.recruiters import Recruiter
from storage.models.sequences import Sequence
from storage.rows import Row
from storage.statuses import EnrollRule, ReleaseStatus


class Override(Row):
    """Somebody was enrolled though a rule warned; `why` is what the recruiter said. Never changed again."""

    __tablename__ = "overrides"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"), index=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    rule: Mapped[EnrollRule]
    why: Mapped[str]
    at: Mapped[datetime]
    recruiter: Mapped[Recruiter] = relationship()


class Release(Row):
    """Somebody asks a colleague for a person the colleague is in touch with; one row for the three of them.

    `asked_at` is when they were asked last; with `used_at` what was given has been made use of.
    """

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("candidate_id", "asker_id", "owner_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"))
    asker_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    sequence_id: Mapped[int | None] = mapped_column(ForeignKey("sequences.id"))
    status: Mapped[ReleaseStatus]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    candidate: Mapped[Candidate] = relationship()
    asker: Mapped[Recruiter] = relationship(foreign_keys=asker_id)
    owner: Mapped[Recruiter] = relationship(foreign_keys=owner_id)
    sequence: Mapped[Sequence | None] = relationship()
