"""What we owe people and channels in Slack: an outbox with a unique key."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    text,
    update,
)

from storage import objects
from storage.database import Transaction, add_once
from storage.incoming import InboundMail
from storage.mailboxes import changed
from storage.models import Notice, NoticePace, Touch
from storage.notice_paces import EVERYBODY
from storage.prepared import Prepared
from storage.statuses import NoticeStatus

# Written out, not bound: so that the databases can tell that the partial index of what is owed will do.
_OWED = text("notices.status in ('owed', 'posting', 'unknown')")
_DUE = text("notices.status in ('owed', 'unknown')")
_ITS_PACE = and_(
    NoticePace.team_id == Notice.team_id, NoticePace.recipient.in_((Notice.recipient, EVERYBODY))
)
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
        tx.flush()
        return cast(int | None, _OF_TOUCH.scalar(tx, {"touch": touch_id}))
    if "inbound" in about:
        tx.flush()
        return cast(int | None, _OF_MAIL.scalar(tx, {"inbound": about["inbound"]}))
    return None


def next_recipient(tx: Transaction, now: datetime, told: Collection[str] = ()) -> tuple[str, str] | None:
    """Tell the team and the recipient of the notice owed longest whose time has come, beside those who were `told`.

    Whoever is being told something, or whom Slack wants patience with, is left out.
    """
    taken = or_(NoticePace.free_at > now, NoticePace.busy_until > now)
    paused = exists().where(_ITS_PACE, taken)
    due = (_DUE, _OWED, Notice.not_before <= now, Notice.recipient.not_in(told), not_(paused))
    oldest = select(Notice.team_id, Notice.recipient).where(*due).order_by(Notice.not_before, Notice.id)
    found = tx.execute(oldest.limit(1)).first()
    return None if found is None else (found[0], found[1])


def first_due(tx: Transaction, team: str, recipient: str, now: datetime) -> Notice | None:
    """Lock what is owed longest to somebody and whose time has come."""
    due = (_DUE, _OWED, Notice.not_before <= now, Notice.team_id == team, Notice.recipient == recipient)
    oldest = select(Notice).where(*due).order_by(Notice.not_before, Notice.id).limit(1)
    return tx.scalar(oldest.with_for_update(skip_locked=True))


def take(tx: Transaction, notice: Notice, now: datetime) -> None:
    """Take a notice: it is POSTING until its outcome is written down."""
    notice.status = NoticeStatus.POSTING
    notice.tries += 1
    notice.not_before = now  # when posting began: what a dead worker leaves behind is found by its age
    tx.flush()


def put_off(tx: Transaction, notice: Notice, until: datetime) -> None:
    """Let a notice wait until an instant."""
    notice.not_before = until
    tx.flush()


def give_up(tx: Transaction, notice: Notice, why: str) -> None:
    """Post a notice no more."""
    notice.status, notice.why = NoticeStatus.FAILED, why
    tx.flush()


def in_posting(tx: Transaction, notice_id: int) -> Notice | None:
    """Lock a notice that is being posted; None if somebody else settled it."""
    wanted = select(Notice).where(Notice.id == notice_id, Notice.status == NoticeStatus.POSTING)
    return tx.scalar(wanted.with_for_update())


def settle(tx: Transaction, notice_id: int, **values: object) -> bool:
    """Write down how posting went; False if somebody else settled it."""
    settled = update(Notice).where(Notice.id == notice_id, Notice.status == NoticeStatus.POSTING)
    return changed(tx.execute(settled.values(**values))) == 1


def doubt_stale(tx: Transaction, before: datetime) -> int:
    """Find notices whose worker died while posting; tell how many."""
    stale = update(Notice).where(_POSTING, _OWED, Notice.not_before < before)
    return changed(tx.execute(stale.values(status=NoticeStatus.UNKNOWN)))


def next_at(tx: Transaction, *, besides: str) -> datetime | None:
    """Tell when the next notice is due and may be posted, besides those of one kind."""
    free = select(func.max(NoticePace.free_at)).where(_ITS_PACE).scalar_subquery()
    when = case((free > Notice.not_before, free), else_=Notice.not_before)
    found: datetime | None = tx.scalar(select(func.min(when)).where(_DUE, _OWED, Notice.kind != besides))
    return found


def oldest_owed(tx: Transaction) -> datetime | None:
    """Tell since when the oldest unposted notice waits, beyond the instant it was put off to."""
    return tx.scalar(select(func.min(Notice.not_before)).where(_OWED))


def was_owed(tx: Transaction, key: str) -> bool:
    """Tell whether a notice of this key was ever owed."""
    return tx.scalar(select(Notice.id).where(Notice.key == key).limit(1)) is not None


def get(tx: Transaction, notice_id: int) -> Notice | None:
    """Find a notice."""
    return tx.get(Notice, notice_id)


def by_key(tx: Transaction, key: str) -> Notice | None:
    """Find the notice of a key."""
    return tx.scalar(select(Notice).where(Notice.key == key))


def places(tx: Transaction, keys: Collection[str]) -> list[tuple[str, str]]:
    """Tell in which channels the notices of these keys stand, and where there."""
    posted = select(Notice.channel, Notice.ts).where(Notice.key.in_(keys), Notice.ts != "")
    return [(channel, ts) for channel, ts in tx.execute(posted.order_by(Notice.id))]


def drop_unposted(tx: Transaction, key: str) -> bool:
    """Drop a notice that was not posted yet and has lost its reason; False if there is none."""
    tx.flush()
    if _DROP.change(tx, {"key_of": key, "failed": NoticeStatus.FAILED, "because": "no longer needed"}) == 0:
        return False
    objects.outdate(tx, Notice, "status", "why", key=key)
    return True


def drop_waiting(tx: Transaction, team: str, recipient: str, kind: str) -> int:
    """Drop what of one kind still waits for somebody, since a later one says it better; tell how many."""
    waiting = update(Notice).where(
        text("notices.status = 'owed'"), _OWED, Notice.kind == kind, Notice.team_id == team
    )
    dropped = waiting.where(Notice.recipient == recipient)
    return changed(tx.execute(dropped.values(status=NoticeStatus.FAILED, why="a later one tells it")))


_TABLE = cast(Table, Notice.__table__)
_OF_TOUCH = Prepared(select(Touch.enrollment_id).where(Touch.id == bindparam("touch")))
_OF_MAIL = Prepared(select(InboundMail.enrollment_id).where(InboundMail.id == bindparam("inbound")))
_DROP = Prepared(
    update(_TABLE)
    .where(_TABLE.c.key == bindparam("key_of"), _TABLE.c.status == literal_column("'owed'"))
    .values(status=bindparam("failed", type_=_TABLE.c.status.type), why=bindparam("because"))
)
