"""Whose Slack status is read, and what was made of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.recruiters import Recruiter
from storage.rows import Row
from storage.statuses import Cover


class StatusReading(Row):
    """A recruiter who lets their Slack status say that they are away; without a row nobody looks at it.

    `cover` and `deputy_id` are what waits then, and who does it; `look_at` is when it is looked at next. `mark` is the
    digest of the last status that said so, never its words; `holds` tells that they are away by it. A mark that does
    not hold is a status they overruled themselves: it says nothing any more.
    """

    __tablename__ = "status_readings"

    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), primary_key=True)
    cover: Mapped[Cover]
    deputy_id: Mapped[int | None]
    look_at: Mapped[datetime] = mapped_column(index=True)
    mark: Mapped[str] = mapped_column(String(64), default="")
    holds: Mapped[bool] = mapped_column(default=False)
    recruiter: Mapped[Recruiter] = relationship()
