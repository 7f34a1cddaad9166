"""Sequences: drafts on the desk, versions that never change, and their stages."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.recruiters import Recruiter
from storage.rows import Row
from storage.statuses import Access, DelayUnit, DraftStatus, SequenceStatus, StageKind


class Draft(Row):
    """A plan on somebody's desk, kept at every click; `origin` says what a new one was made from, if anything.

    `base_id` is the version of the sequence it is an edit of; `writing` the texts of stages whose forms are open.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), index=True)
    sequence_id: Mapped[int | None] = mapped_column(ForeignKey("sequences.id"))
    status: Mapped[DraftStatus]
    content: Mapped[dict[str, Any]]
    writing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    origin: Mapped[dict[str, Any]] = mapped_column(default=dict)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("sequence_versions.id"))
    page: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime]


class Sequence(Row):
    """A plan with a name; what it says is in its versions. `name_key` is the name folded for comparison.

    `role` is the job people are written to for, empty where nobody said; it stands for the token of that name.
    `paused_why` says why Overture itself paused it; bounces count from `counted_from` on, when it last was resumed.
    """

    __tablename__ = "sequences"
    __table_args__ = (UniqueConstraint("team_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    owner_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(String(400))
    role: Mapped[str] = mapped_column(default="")
    access: Mapped[Access]
    status: Mapped[SequenceStatus]
    paused_why: Mapped[str] = mapped_column(default="")
    counted_from: Mapped[datetime | None]
    created_at: Mapped[datetime]
    owner: Mapped[Recruiter] = relationship()
    versions: Mapped[list["SequenceVersion"]] = relationship(order_by="SequenceVersion.number")


class SequenceVersion(Row):
    """What a sequence said at one time; never changed after it was written."""

    __tablename__ = "sequence_versions"
    __table_args__ = (UniqueConstraint("sequence_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"))
    number: Mapped[int]
    created_by: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    created_at: Mapped[datetime]
    stages: Mapped[list["Stage"]] = relationship(order_by="Stage.position")


class Stage(Row):
    """One step of one version. `number` counts from 1 and is what people see.

    `position` rises through all versions of a sequence, so that no two of its stages ever share one; `key` is the
    same for the same stage in every version. `sender_id` is the colleague from whose mailbox it leaves, None for the
    one who enrolls; `sender` an address of that mailbox, empty for its own choice. `variants` are the texts beside
    the first.
    """

    __tablename__ = "stages"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("sequence_versions.id"))
    position: Mapped[int]
    number: Mapped[int]
    key: Mapped[str] = mapped_column(String(16))
    kind: Mapped[StageKind]
    delay: Mapped[int]
    delay_unit: Mapped[DelayUnit]
    at: Mapped[time | None]
    not_before: Mapped[datetime | None]
    subject: Mapped[str]
    body: Mapped[str]
    new_thread: Mapped[bool]
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("recruiters.id"))
    sender: Mapped[str] = mapped_column(String(320), default="")
    ask_first: Mapped[bool] = mapped_column(default=False)
    variants: Mapped[list[Any]] = mapped_column(default=list)
