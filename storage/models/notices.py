"""Notices: what is owed in Slack."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Row
from storage.statuses import NoticeStatus

_OWED = text("status in ('owed', 'posting', 'unknown')")


class Notice(Row):
    """Something we owe a person or a channel in Slack; `key` makes it owed once.

    `enrollment_id` says of whom it tells.
    """

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_owed", "not_before", postgresql_where=_OWED, sqlite_where=_OWED),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(255), unique=True)
    kind: Mapped[str] = mapped_column(String(32))
    recipient: Mapped[str] = mapped_column(String(32))
    about: Mapped[dict[str, Any]]
    status: Mapped[NoticeStatus]
    not_before: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(default="")
    channel: Mapped[str] = mapped_column(String(32), default="")
    ts: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime]
    enrollment_id: Mapped[int | None] = mapped_column(index=True)


class NoticePace(Row):
    """Before when nothing is posted to somebody, or to nobody at all where `recipient` is empty.

    `asked_until` is how long Slack asked for patience, `busy_until` how long one that is being posted is waited for.
    """

    __tablename__ = "notice_paces"

    team_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(32), primary_key=True)
    free_at: Mapped[datetime]
    asked_until: Mapped[datetime | None]
    busy_until: Mapped[datetime | None]
