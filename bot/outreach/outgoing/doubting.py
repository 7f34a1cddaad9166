"""What an earlier round left half-way, as far as settling needs to know it."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules import retry
from storage import queues, touches
from storage.database import Database
from storage.mailboxes import Lease
from storage.models import Touch
from storage.statuses import SendStep


@dataclass(frozen=True, slots=True, kw_only=True)
class InDoubt:
    """A touch an earlier round left half-way, as far as settling needs it."""

    touch_id: int
    step: SendStep | None
    token: str
    draft_id: str
    draft_message_id: str
    thread_id: str
    cursor: int
    sending_at: datetime | None
    looks: int
    is_due: bool
    is_by_hand: bool
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """What earlier rounds left in a mailbox: drafts of stopped touches, doubts, mails without a Message-ID."""

    left_over: tuple[tuple[int, str], ...]
    in_doubt: tuple[InDoubt, ...]
    unnamed: tuple[tuple[int, str], ...]


NOTHING = Unsettled(left_over=(), in_doubt=(), unnamed=())


def unsettled(db: Database, lease: Lease, now: datetime) -> Unsettled:
    """Say what an earlier round left half-way."""
    with db.reading() as tx:
        if not queues.may_be_unsettled(tx, lease.mailbox_id):
            return NOTHING
        return Unsettled(
            left_over=tuple((touch.id, touch.draft_id) for touch in touches.left_over(tx, lease.mailbox_id)),
            in_doubt=tuple(_in_doubt(touch, now) for touch in touches.doubtful(tx, lease.mailbox_id)),
            unnamed=tuple(touches.without_message_id(tx, lease.mailbox_id, now)),
        )


def _in_doubt(touch: Touch, now: datetime) -> InDoubt:
    look_at = touch.look_at
    if look_at is None and touch.sending_at is not None and touch.step is SendStep.SENDING:
        look_at = touch.sending_at + retry.FIRST_LOOK  # until then the first request may still be alive
    if look_at is None and touch.judged_at is not None and touch.step is SendStep.DRAFTING:
        look_at = touch.judged_at + retry.SURELY_DEAD  # a draft that is made late would lie there unknown
    return InDoubt(
        touch_id=touch.id,
        step=touch.step,
        token=touch.token,
        draft_id=touch.draft_id,
        draft_message_id=touch.draft_message_id,
        thread_id=touch.draft_thread_id,
        cursor=touch.cursor or 0,
        sending_at=touch.sending_at,
        looks=touch.looks,
        is_due=look_at is None or look_at <= now,
        is_by_hand=bool(touch.done_by),
        is_over=not touch.enrollment.status.is_open and touch.answers_id is None,
    )
