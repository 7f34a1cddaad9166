"""Who asked to be forgotten: that it was done, by whom and when, and by what they are known again; never who."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Row


class Forgetting(Row):
    """One person who is to be forgotten, or was; `candidate_id` is known only while something of theirs is in flight.

    `recruiter_id` is who did it, `lifted_by` who allowed them to be written to again.
    """

    __tablename__ = "forgettings"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidates.id"), index=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    asked_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("recruiters.id"))


class ForgottenMark(Row):
    """The keyed hash of an address or a link of somebody who was forgotten."""

    __tablename__ = "forgotten_marks"
    __table_args__ = (UniqueConstraint("team_id", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    mark: Mapped[str] = mapped_column(String(64))
    forgetting_id: Mapped[int] = mapped_column(ForeignKey("forgettings.id"), index=True)
