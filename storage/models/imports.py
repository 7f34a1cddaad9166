"""Imports: tables of people somebody uploaded, and what became of each row."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.recruiters import Recruiter
from storage.models.sequences import Sequence
from storage.rows import Row
from storage.statuses import ImportStatus, RowOutcome

_AT_WORK = text("status in ('going', 'taking_back')")


class Import(Row):
    """A file of people for one sequence; its `content` is kept until the last row is done.

    `mapping` says what each column is; `position` is how many rows are done, of `total`. `fence` counts the claims,
    ever upward; `worked_at` is when a worker had it last, `told_at` when its message was last drawn anew.
    """

    __tablename__ = "imports"
    __table_args__ = (
        Index("ix_imports_at_work", "worked_at", postgresql_where=_AT_WORK, sqlite_where=_AT_WORK),
        Index("ix_imports_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    name: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes | None] = mapped_column(deferred=True)
    header: Mapped[list[Any]]
    mapping: Mapped[list[Any]]
    status: Mapped[ImportStatus]
    total: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(BigInteger, default=0)
    lease_until: Mapped[datetime | None]
    worked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    recruiter: Mapped[Recruiter] = relationship()
    sequence: Mapped[Sequence] = relationship()


class ImportRow(Row):
    """What became of one row; `cells` are kept of those nobody came in by, so that they can be mended."""

    __tablename__ = "import_rows"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index("ix_import_rows_outcome", "import_id", "outcome", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id"))
    number: Mapped[int]
    outcome: Mapped[RowOutcome]
    why: Mapped[str] = mapped_column(default="")
    cells: Mapped[list[Any]] = mapped_column(default=list)
    enrollment_id: Mapped[int | None]
