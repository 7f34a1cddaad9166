"""The outbox: take one notice, post it, write down how it went. A key is posted once; what is unclear is not guessed.

owed -> posting -> posted | failed
posting -> unknown -> posting once more (people), or failed (channels)
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.outreach.house import House
from bot.outreach.notices import redrawing, resting
from bot.rules import preferences, telling
from bot.rules.telling import Hours
from storage import digests, notice_paces, notices, recruiters
from storage.database import Database, Transaction
from storage.models import Notice
from storage.statuses import NoticeStatus

log = structlog.get_logger()

DIGEST = "digest"
IMPORT = "import"
MUTED = "not wanted"
ONCE_MORE = timedelta(minutes=1)
STALE = timedelta(minutes=2)
LOST = "Slack's answer was lost"
TO_CHANNELS = {DIGEST, "operator"}
REDRAW = "redraw"
"""A notice that is no message of its own: a card is drawn anew where it was posted."""
NAMESPACE = uuid.UUID("6d0c0f3e-6f2b-5a86-9d0a-6f2e0c6f9b11")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNotice:
    """A notice to be posted now; `message_id` is the same at every try. `owed_at` is its place among the others."""

    id: int
    team: str
    kind: str
    recipient: str
    about: Mapping[str, Any]
    message_id: str
    tries: int
    owed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """Where a notice stands in Slack; an empty `ts` means there was nothing left to say.

    `kept` is what a digest said, to be kept with its subscription.
    """

    channel: str = ""
    ts: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)


class PostLater(Exception):
    """Slack asks for patience: nothing was posted. With `everybody` it takes nothing from us at all."""

    def __init__(self, after: timedelta, *, everybody: bool = False) -> None:
        super().__init__(f"post again after {after}")
        self.after = after
        self.everybody = everybody


class PostAgain(Exception):
    """What is to be shown is not ready in Slack yet: nothing was posted. `keeping` is for the next try to know."""

    def __init__(self, after: timedelta, *, keeping: Mapping[str, Any]) -> None:
        super().__init__(f"ready in {after}")
        self.after = after
        self.keeping = keeping


class PostRefused(Exception):
    """Slack refuses this message for good: nothing was posted."""


class PostUnknown(Exception):
    """Nobody knows whether the message was posted."""


def claim(db: Database, house: House, now: datetime, *, beside: Collection[str] = ()) -> DueNotice | None:
    """Take one notice whose time has come, for none of those `beside`; one whose tries all ended unclear is given up.

    One that its recipient does not want to hear of now waits, or is dropped.
    """
    with db.transaction() as tx:
        notices.doubt_stale(tx, now - STALE)
        while (found := notices.next_recipient(tx, now, beside)) is not None:
            team, recipient = found
            # First the room for it, then the notice: so two workers never tell somebody things out of order.
            if not notice_paces.take(tx, team, recipient, now, busy_until=now + STALE):
                continue
            if (notice := _wanted(tx, team, recipient, house, now)) is not None:
                return notice
            notice_paces.release(tx, team, recipient)
        return None


def _wanted(tx: Transaction, team: str, recipient: str, house: House, now: datetime) -> DueNotice | None:
    """Take what is owed longest to somebody and may be told now."""
    while (notice := notices.first_due(tx, team, recipient, now)) is not None:
        if notice.tries >= _most_tries(notice.kind):
            _lose(tx, notice, house, now)
        elif _may_be_told(tx, notice, house, now):
            owed_at = notice.not_before
            notices.take(tx, notice, now)
            return _due(notice, owed_at)
    return None


def _may_be_told(tx: Transaction, notice: Notice, house: House, now: datetime) -> bool:
    """Put off or drop what somebody does not want to hear of now; a second try is not weighed anew."""
    listener = recruiters.by_slack_id(tx, team=notice.team_id, slack_id=notice.recipient)
    if listener is None or notice.tries:
        return True
    wishes, own = preferences.known(listener.preferences), house.of(listener.preferences)
    if telling.muted(notice.kind, wishes):
        notices.give_up(tx, notice, MUTED)
        return False
    hours = Hours(windows=own.windows, holidays=own.holidays, zone=listener.zone)
    at = telling.at(notice.kind, notice.about, wishes, hours, owed_at=notice.created_at, now=now)
    if at > now:
        notices.put_off(tx, notice, at)
    return at <= now


def _lose(tx: Transaction, notice: Notice, house: House, now: datetime) -> None:
    """Give up what nobody knows of whether it was posted; whoever switched a digest on is told, and the operator."""
    notices.give_up(tx, notice, LOST)
    log.error("notice unclear", notice=notice.id, kind=notice.kind)
    if notice.kind == DIGEST:
        resting.in_doubt(tx, int(notice.about["digest"]), notice.key, house.admin_channel, now)


def _most_tries(kind: str) -> int:
    if kind == REDRAW:
        return 5  # drawn anew twice it is the same
    # Two of the same message are a small nuisance to a person, and a disgrace in a channel.
    return 1 if kind in TO_CHANNELS else 2


def _due(notice: Notice, owed_at: datetime) -> DueNotice:
    return DueNotice(
        id=notice.id,
        team=notice.team_id,
        kind=notice.kind,
        recipient=notice.recipient,
        about=notice.about,
        message_id=str(uuid.uuid5(NAMESPACE, notice.key)),
        tries=notice.tries,
        owed_at=owed_at,
    )


def posted(db: Database, notice: DueNotice, where: Posted, now: datetime) -> None:
    """Write down where it stands, and what a digest said there."""
    with db.transaction() as tx:
        notice_paces.release(tx, notice.team, notice.recipient)
        if not notices.settle(tx, notice.id, status=NoticeStatus.POSTED, channel=where.channel, ts=where.ts):
            return
        if notice.kind == DIGEST and where.kept:
            digests.keep_told(tx, int(notice.about["digest"]), where.kept)
        if notice.kind == IMPORT and where.ts:
            redrawing.of_posted_import(tx, notice.id, notice.team, int(notice.about["import"]), now)


def later(db: Database, notice: DueNotice, pause: PostLater, now: datetime) -> None:
    """Post it later, in its place among the others; this was no try.

    Slack does not say whom it wants patience with. It is the recipient first, and with a second one the workspace.
    """
    until = now + pause.after
    with db.transaction() as tx:
        notice_paces.release(tx, notice.team, notice.recipient)
        notices.settle(
            tx, notice.id, status=NoticeStatus.OWED, not_before=notice.owed_at, tries=notice.tries - 1
        )
        is_wide = pause.everybody or notice_paces.asked(tx, notice.team, notice.recipient, until, now=now)
        if is_wide:
            notice_paces.pause(tx, notice.team, notice_paces.EVERYBODY, until, now=now)


def again(db: Database, notice: DueNotice, wait: PostAgain, now: datetime) -> None:
    """Post it when what it shows is ready; this was no try, and Slack did not ask for patience."""
    with db.transaction() as tx:
        notice_paces.release(tx, notice.team, notice.recipient)
        about = {**notice.about, **wait.keeping}
        waits: dict[str, object] = {"not_before": now + wait.after, "tries": notice.tries - 1}
        notices.settle(tx, notice.id, status=NoticeStatus.OWED, about=about, **waits)


def refused(db: Database, notice: DueNotice, why: str, now: datetime) -> None:
    """Give up on it; a digest whose channel takes nothing rests until somebody has mended that."""
    with db.transaction() as tx:
        notice_paces.release(tx, notice.team, notice.recipient)
        notices.settle(tx, notice.id, status=NoticeStatus.FAILED, why=why)
        if notice.kind == DIGEST:
            resting.refused(tx, int(notice.about["digest"]), why, now)
    log.error("notice refused", notice=notice.id, kind=notice.kind, why=why)


def unclear(db: Database, notice: DueNotice, house: House, now: datetime) -> None:
    """Try once more in a minute with the same id if a person waits for it; a channel is never told twice.

    What else is owed to that person waits behind it.
    """
    with db.transaction() as tx:
        notice_paces.release(tx, notice.team, notice.recipient)
        if notice.tries < _most_tries(notice.kind):
            notices.settle(tx, notice.id, status=NoticeStatus.UNKNOWN, not_before=notice.owed_at)
            notice_paces.pause(tx, notice.team, notice.recipient, now + ONCE_MORE, now=now)
        elif (found := notices.in_posting(tx, notice.id)) is not None:
            _lose(tx, found, house, now)
