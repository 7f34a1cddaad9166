"""The tables of errands: the same thing done with many people, one after the other."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models import Recruiter, Sequence
from storage.rows import Row

_GOING = text("ended_at is null")
_TO_DO = text("done_at is null")


class Errand(Row):
    """Something a recruiter wants done with many people of a sequence: `deed` says what, `about` how."""

    __tablename__ = "errands"
    __table_args__ = (Index("ix_errands_going", "id", postgresql_where=_GOING, sqlite_where=_GOING),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    deed: Mapped[str] = mapped_column(String(24))
    about: Mapped[dict[str, Any]] = mapped_column(default=dict)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    recruiter: Mapped[Recruiter] = relationship()
    sequence: Mapped[Sequence] = relationship()


class ErrandPerson(Row):
    """One person of an errand; `why` says why it could not be done with them, empty where it was."""

    __tablename__ = "errand_people"
    __table_args__ = (
        UniqueConstraint("errand_id", "enrollment_id"),
        Index("ix_errand_people_to_do", "errand_id", "id", postgresql_where=_TO_DO, sqlite_where=_TO_DO),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    errand_id: Mapped[int] = mapped_column(ForeignKey("errands.id"))
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollments.id"), index=True)
    done_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")
