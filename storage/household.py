"""The tables of the household: who is at the door, what was seen, used up and done, what is known of the house."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models import Recruiter
from storage.rows import Row
from storage.statuses import Cadence, Deed, StageKind


class Consent(Row):
    """One trip to Google's consent page, bound to who set out; its state is kept only as a hash."""

    __tablename__ = "consents"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), index=True)
    sealed: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DigestSubscription(Row):
    """A channel that hears how sequences stand; `at` is wall time in `zone`, `next_at` the next instant.

    `sequence_ids` are those it was asked for, none for all that are shared. Until it is `introduced`, its next post
    says who switched it on, or changed it. `told` are the figures of the last post that is known to stand. While it is
    `resting`, it says why, and nothing is owed.
    """

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("team_id", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(String(32))
    owner_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    cadence: Mapped[Cadence]
    at: Mapped[time]
    zone: Mapped[str]
    next_at: Mapped[datetime] = mapped_column(index=True)
    introduced: Mapped[bool] = mapped_column(default=False)
    sequence_ids: Mapped[list[Any]] = mapped_column(default=list)
    is_changed: Mapped[bool] = mapped_column(default=False)
    told: Mapped[dict[str, Any]] = mapped_column(default=dict)
    resting: Mapped[str] = mapped_column(String(64), default="")
    owner: Mapped[Recruiter] = relationship()


class Seen(Row):
    """A click or event that was acted on already: a double click finds its key here."""

    __tablename__ = "seen"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class Fact(Row):
    """One thing the house knows of itself, such as how its database stood; `key` names it."""

    __tablename__ = "facts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str]
    at: Mapped[datetime]


class CustomToken(Row):
    """A token a workspace has beside the ones every workspace has; `value` is for everybody, empty if each has one."""

    __tablename__ = "custom_tokens"
    __table_args__ = (UniqueConstraint("team_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(40))
    about: Mapped[str]
    value: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    at: Mapped[datetime]
    creator: Mapped[Recruiter] = relationship()


class Budget(Row):
    """The Google project's units: one row. `units_at` is when the bucket is full again, `day` is California's."""

    __tablename__ = "budgets"

    id: Mapped[int] = mapped_column(primary_key=True)
    units_at: Mapped[datetime | None]
    day: Mapped[date | None]
    units_today: Mapped[int] = mapped_column(BigInteger, default=0)
    warned_on: Mapped[date | None]


class Change(Row):
    """Something done to a sequence, never changed again; by Overture itself where `recruiter_id` is None.

    `details` holds names of sequences, versions, words and figures, never anything of a candidate.
    """

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    sequence_id: Mapped[int] = mapped_column(ForeignKey("sequences.id"), index=True)
    recruiter_id: Mapped[int | None] = mapped_column(ForeignKey("recruiters.id"))
    deed: Mapped[Deed]
    details: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    recruiter: Mapped[Recruiter | None] = relationship()


class Attachment(Row):
    """A file that goes with a stage; `stages.attachments` lists ids. `digest` is the SHA-256 of its content."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    content: Mapped[bytes]
    created_at: Mapped[datetime]


class LoggedTouch(Row):
    """A touch somebody made besides every sequence, `at` an instant: a call, a message, a coffee."""

    __tablename__ = "logged_touches"
    __table_args__ = (Index("ix_logged_touches_at", "team_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidates.id"), index=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    kind: Mapped[StageKind]
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    created_at: Mapped[datetime]
    recruiter: Mapped[Recruiter] = relationship()


class Suppression(Row):
    """An address, a domain or a company (`company:` and its name, folded) nobody may write to.

    `added_by` is who said so, None where the person themselves did, or Overture read it in their mail.
    """

    __tablename__ = "suppressions"
    __table_args__ = (UniqueConstraint("team_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(320))
    why: Mapped[str]
    created_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("recruiters.id"))
    adder: Mapped[Recruiter | None] = relationship()


class Approval(Row):
    """The second pair of eyes on one version of a sequence; it covers that version and no other."""

    __tablename__ = "approvals"

    version_id: Mapped[int] = mapped_column(ForeignKey("sequence_versions.id"), primary_key=True)
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"))
    at: Mapped[datetime]
    recruiter: Mapped[Recruiter] = relationship()
