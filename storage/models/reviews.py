"""Reviews: several people named at once, gone through one by one."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Row
from storage.statuses import Source


class Review(Row):
    """A list of people a recruiter goes through; each of `people` says whom a link names and what became of it.

    `left_out` counts those for whom there was no room. `referrer` and `referred_at` say who named them all, and when.
    """

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), index=True)
    sequence_id: Mapped[int | None] = mapped_column(ForeignKey("sequences.id"))
    people: Mapped[list[Any]]
    left_out: Mapped[int] = mapped_column(default=0)
    source: Mapped[Source]
    referrer: Mapped[str] = mapped_column(String(32), default="")
    referred_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(index=True)
