"""The outbox: take one notice, post it, write down how it went. A key is posted once; what is unclear is not guessed.

owed -> posting -> posted | failed
posting -> unknown -> posting once more (people), or failed (channels)
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from storage import notices
from storage.database import Database
from storage.models import Notice
from storage.statuses import NoticeStatus

log = structlog.get_logger()

ONCE_MORE = timedelta(minutes=1)
STALE = timedelta(minutes=2)
LOST = "Slack's answer was lost"
TO_CHANNELS = {"digest", "operator"}
REDRAW = "redraw"
"""A notice that is no message of its own: a card is drawn anew where it was posted."""
NAMESPACE = uuid.UUID("6d0c0f3e-6f2b-5a86-9d0a-6f2e0c6f9b11")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNotice:
    """A notice to be posted now; `message_id` is the same at every try."""

    id: int
    team: str
    kind: str
    recipient: str
    about: Mapping[str, Any]
    message_id: str
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where a notice stands in Slack; an empty `ts` means there was nothing left to say."""

    channel: str = ""
    ts: str = ""


class PostLater(Exception):
    """Slack asks for patience: nothing was posted."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"post again after {after}")
        self.after = after


class PostRefused(Exception):
    """Slack refuses this message for good: nothing was posted."""


class PostUnknown(Exception):
    """Nobody knows whether the message was posted."""


def claim(db: Database, now: datetime) -> DueNotice | None:
    """Take one notice whose time has come; one whose tries all ended unclear is given up."""
    with db.transaction() as tx:
        notices.doubt_stale(tx, now - STALE)
        while (notice := notices.claim_due(tx, now)) is not None:
            if notice.tries <= _most_tries(notice.kind):
                return _due(notice)
            notices.settle(tx, notice.id, status=NoticeStatus.FAILED, why=LOST)
            log.error("notice unclear", notice=notice.id, kind=notice.kind)
        return None


def _most_tries(kind: str) -> int:
    if kind == REDRAW:
        return 5  # drawn anew twice it is the same
    # Two of the same message are a small nuisance to a person, and a disgrace in a channel.
    return 1 if kind in TO_CHANNELS else 2


def _due(notice: Notice) -> DueNotice:
    return DueNotice(
        id=notice.id,
        team=notice.team_id,
        kind=notice.kind,
        recipient=notice.recipient,
        about=notice.about,
        message_id=str(uuid.uuid5(NAMESPACE, notice.key)),
        tries=notice.tries,
    )


def posted(db: Database, notice: DueNotice, where: Posted) -> None:
    """Write down where it stands."""
    _settle(db, notice, status=NoticeStatus.POSTED, channel=where.channel, ts=where.ts)


def later(db: Database, notice: DueNotice, at: datetime) -> None:
    """Post it at a later instant; this was no try."""
    _settle(db, notice, status=NoticeStatus.OWED, not_before=at, tries=notice.tries - 1)


def refused(db: Database, notice: DueNotice, why: str) -> None:
    """Give up on it."""
    _settle(db, notice, status=NoticeStatus.FAILED, why=why)
    log.error("notice refused", notice=notice.id, kind=notice.kind, why=why)


def unclear(db: Database, notice: DueNotice, now: datetime) -> None:
    """Try once more in a minute with the same id if a person waits for it; a channel is never told twice."""
    if notice.tries >= _most_tries(notice.kind):
        _settle(db, notice, status=NoticeStatus.FAILED, why=LOST)
        log.error("notice unclear", notice=notice.id, kind=notice.kind)
        return
    _settle(db, notice, status=NoticeStatus.UNKNOWN, not_before=now + ONCE_MORE)


def _settle(db: Database, notice: DueNotice, **values: object) -> None:
    with db.transaction() as tx:
        notices.settle(tx, notice.id, **values)
