"""What a world looks up in its database over and over, and so asks as briefly as it can."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.outreach.notices.notifying import REDRAW
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Mailbox, Notice, Sequence, Touch
from storage.prepared import Prepared
from storage.statuses import SequenceStatus
from tests.simulation.cast import place_of
from tests.simulation.prompts import each


def newer(tx: Transaction, heard: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Give what recruiters are owed since one notice: its number, its kind, and about what, with whose it is."""
    for number, kind, about in _NEWER.rows(tx, {"heard": heard}):
        for one in each(dict(about)):
            yield number, "reminder" if kind == "reminders" else kind, _whole(tx, one)


def _whole(tx: Transaction, about: dict[str, Any]) -> dict[str, Any]:
    if "enrollment" in about:
        return about
    found = _OF_TOUCH.scalar(tx, {"touch": about.get("touch", 0)})
    found = found or _OF_MAIL.scalar(tx, {"mail": about.get("inbound", 0)})
    return about if found is None else {**about, "enrollment": found}


def place(tx: Transaction, touch_id: int) -> int:
    """Tell which stage a touch is."""
    return place_of(_STAGE.first(tx, {"touch": touch_id}))


def ended(tx: Transaction, enrollment_ids: Collection[int]) -> set[int]:
    """Say which of these enrollments are over."""
    stand = ((one, _STATUS.scalar(tx, {"enrollment": one})) for one in enrollment_ids)
    return {one for one, status in stand if status is not None and not status.is_open}


def leases(tx: Transaction) -> dict[int, datetime | None]:
    """Tell of every mailbox until when somebody works on it."""
    return dict(_LEASES.rows(tx))


def paused(tx: Transaction) -> list[int]:
    """List the sequences that wait."""
    return [row.id for row in _PAUSED.rows(tx)]


_NEWER = Prepared(
    select(Notice.id, Notice.kind, Notice.about)
    .where(Notice.id > bindparam("heard"), Notice.kind != REDRAW)
    .order_by(Notice.id)
)
_OF_TOUCH = Prepared(select(Touch.enrollment_id).where(Touch.id == bindparam("touch")))
_OF_MAIL = Prepared(select(InboundMail.enrollment_id).where(InboundMail.id == bindparam("mail")))
_STAGE = Prepared(select(Touch.position, Touch.answers_id, Touch.text).where(Touch.id == bindparam("touch")))
_STATUS = Prepared(select(Enrollment.status).where(Enrollment.id == bindparam("enrollment")))
_LEASES = Prepared(select(Mailbox.id, Mailbox.lease_until))
_PAUSED = Prepared(select(Sequence.id).where(Sequence.status == SequenceStatus.PAUSED))
