"""Recruiters and their mailboxes."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.rows import Row
from storage.statuses import Cover, MailboxStatus

_CONNECTED = text("status = 'connected'")


class Recruiter(Row):
    """A Slack person; `zone` is the IANA zone of their Slack profile, `preferences` what they set for themselves,
    `morning_at` the next instant at which they hear what the day brings; None while nobody has worked it out.

    From `away_from` to `away_until` they are, or were last, away; `cover` says what waits meanwhile, `deputy_id` is the
    colleague who does for them what is done by hand.
    `is_guest` tells of everybody who is no full member of the workspace: guests, people of other companies, bots.
    """

    __tablename__ = "recruiters"
    __table_args__ = (UniqueConstraint("team_id", "slack_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    enterprise_id: Mapped[str | None] = mapped_column(String(32))
    slack_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="UTC")
    is_guest: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False)
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    morning_at: Mapped[datetime | None] = mapped_column(index=True)
    refreshed_at: Mapped[datetime | None]
    away_from: Mapped[datetime | None]
    away_until: Mapped[datetime | None]
    cover: Mapped[Cover | None]
    deputy_id: Mapped[int | None]
    created_at: Mapped[datetime]


class Mailbox(Row):
    """A connected Gmail account. `cursor` is Gmail's history id; `fence` counts the claims, ever upward.

    Nobody calls Gmail before `resting_until`; nothing is sent before `held_until`. `units_at` is when its quota
    bucket is full again; `served_id` the sequence served last. `sender` is the address chosen to write from, empty
    for Gmail's own default; `began_at` when the mailbox was first connected. `troubled_at` and `trouble` say since
    when and why it cannot be read; `told` how often its loss was told. `proofs` are the answers of `selftest`.
    `heard_at` is up to when its answers are known, at the end of its last round, news or not.
    """

    __tablename__ = "mailboxes"
    __table_args__ = (
        Index("ix_mailboxes_ready", "ready_at", postgresql_where=_CONNECTED, sqlite_where=_CONNECTED),
        UniqueConstraint("team_id", "address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    recruiter_id: Mapped[int] = mapped_column(ForeignKey("recruiters.id"), unique=True)
    address: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(default="")
    signature: Mapped[str] = mapped_column(default="")
    aliases: Mapped[list[Any]] = mapped_column(default=list)
    sealed_token: Mapped[str]
    status: Mapped[MailboxStatus]
    lost_reason: Mapped[str] = mapped_column(default="")
    cursor: Mapped[int] = mapped_column(BigInteger)
    ready_at: Mapped[datetime]
    resting_until: Mapped[datetime | None]
    stumbles: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(BigInteger, default=0)
    lease_until: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    daily_cap: Mapped[int | None]
    connected_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    is_delegated: Mapped[bool] = mapped_column(default=False)
    sender: Mapped[str] = mapped_column(String(320), default="")
    senders_at: Mapped[datetime | None]
    units_at: Mapped[datetime | None]
    held_until: Mapped[datetime | None]
    served_id: Mapped[int | None]
    troubled_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    lost_at: Mapped[datetime | None]
    told: Mapped[int] = mapped_column(default=0)
    told_at: Mapped[datetime | None]
    proofs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    proved_at: Mapped[datetime | None]
    recruiter: Mapped[Recruiter] = relationship()
