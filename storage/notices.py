"""What we owe people and channels in Slack: an outbox with a unique key."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text, update

from storage.database import Transaction, add_once
from storage.incoming import InboundMail
from storage.mailboxes import changed
from storage.models import Notice, Touch
from storage.statuses import NoticeStatus

# Written out, not bound: so that the databases can tell that the partial index of what is owed will do.
_OWED = text("notices.status in ('owed', 'posting', 'unknown')")
_DUE = text("notices.status in ('owed', 'unknown')")
_POSTING = text("notices.status = 'posting'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What to tell whom; `key` makes it owed once, `about` holds the ids a view needs."""

    team: str
    key: str
    kind: str
    recipient: str
    about: Mapping[str, Any]


def owe(tx: Transaction, owed: Owed, now: datetime, *, at: datetime | None = None) -> bool:
    """Owe a notice once, to be posted now or `at` a later instant; False if this key was owed before."""
    return add_once(
        tx,
        Notice,
        team_id=owed.team,
        key=owed.key,
        kind=owed.kind,
        recipient=owed.recipient,
        about=dict(owed.about),
        status=NoticeStatus.OWED,
        not_before=at or now,
        created_at=now,
        enrollment_id=_enrollment(tx, owed.about),
    )


def _enrollment(tx: Transaction, about: Mapping[str, Any]) -> int | None:
    """Tell of whom a notice tells, by the ids a view needs."""
    if "enrollment" in about:
        return int(about["enrollment"])
    touch_id = about.get("touch", about.get("reminder"))
    if touch_id is not None:
        return tx.scalar(select(Touch.enrollment_id).where(Touch.id == touch_id))
    if "inbound" in about:
        return tx.scalar(select(InboundMail.enrollment_id).where(InboundMail.id == about["inbound"]))
    return None


def claim_due(tx: Transaction, now: datetime) -> Notice | None:
    """Take one notice whose time has come; it is POSTING until its outcome is written down."""
    notice = tx.scalar(
        select(Notice)
        .where(_DUE, _OWED, Notice.not_before <= now)
        .order_by(Notice.not_before, Notice.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if notice is not None:
        notice.status = NoticeStatus.POSTING
        notice.tries += 1
        notice.not_before = now  # when posting began: what a dead worker leaves behind is found by its age
        tx.flush()
    return notice


def settle(tx: Transaction, notice_id: int, **values: object) -> bool:
    """Write down how posting went; False if somebody else settled it."""
    settled = update(Notice).where(Notice.id == notice_id, Notice.status == NoticeStatus.POSTING)
    return changed(tx.execute(settled.values(**values))) == 1


def doubt_stale(tx: Transaction, before: datetime) -> int:
    """Find notices whose worker died while posting; tell how many."""
    stale = update(Notice).where(_POSTING, _OWED, Notice.not_before < before)
    return changed(tx.execute(stale.values(status=NoticeStatus.UNKNOWN)))


def next_at(tx: Transaction) -> datetime | None:
    """Tell when the next notice is due."""
    return tx.scalar(select(func.min(Notice.not_before)).where(_DUE, _OWED))


def oldest_owed(tx: Transaction) -> datetime | None:
    """Tell since when the oldest unposted notice waits."""
    return tx.scalar(select(func.min(Notice.created_at)).where(_OWED))


def was_owed(tx: Transaction, key: str) -> bool:
    """Tell whether a notice of this key was ever owed."""
    return tx.scalar(select(Notice.id).where(Notice.key == key).limit(1)) is not None


def places(tx: Transaction, keys: Collection[str]) -> list[tuple[str, str]]:
    """Tell in which channels the notices of these keys stand, and where there."""
    posted = select(Notice.channel, Notice.ts).where(Notice.key.in_(keys), Notice.ts != "")
    return [(channel, ts) for channel, ts in tx.execute(posted.order_by(Notice.id))]


def drop_unposted(tx: Transaction, key: str) -> bool:
    """Drop a notice that was not posted yet and has lost its reason; False if there is none."""
    dropped = update(Notice).where(Notice.key == key, Notice.status == NoticeStatus.OWED)
    return changed(tx.execute(dropped.values(status=NoticeStatus.FAILED, why="no longer needed"))) > 0
