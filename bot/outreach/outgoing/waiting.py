"""Why a touch that is due has not gone yet, and until when: the hours, the pace of its mailbox, somebody's patience."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.outreach.house import House
from bot.outreach.outgoing import replanning, resting
from storage import mailboxes
from storage.database import Transaction
from storage.models import Enrollment, Mailbox, Touch


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What a touch waits for; it is tried again at `until`."""

    why: str
    until: datetime


def reason(tx: Transaction, enrollment: Enrollment, touch: Touch, house: House, now: datetime) -> Wait | None:
    """Say what keeps a touch that is due, the longest of it; None if nothing does."""
    hours = replanning.hours_of(enrollment, house, by_mail=touch.kind.is_email)
    waits = [Wait(why="It is outside the sending hours", until=hours.opening(now))]
    if touch.mailbox_id is not None:
        waits += _of_mailbox(tx, mailboxes.get(tx, touch.mailbox_id), house, now)
    longest = max(waits, key=lambda wait: wait.until)
    if longest.until <= now:
        return None
    return Wait(why=longest.why, until=hours.opening(longest.until))


def _of_mailbox(tx: Transaction, mailbox: Mailbox, house: House, now: datetime) -> Iterator[Wait]:
    if mailbox.held_until is not None:
        why = "Gmail has asked this mailbox for a pause, or the database was put back, so nothing leaves it"
        yield Wait(why=why, until=mailbox.held_until)
    if mailbox.resting_until is not None:
        yield Wait(why="Gmail has asked this mailbox for patience", until=mailbox.resting_until)
    free_from = resting.free_from(tx, mailbox, house, now)
    if free_from is not None:
        yield _of_pace(mailbox, house, free_from, now)


def _of_pace(mailbox: Mailbox, house: House, free_from: datetime, now: datetime) -> Wait:
    pace, own, began_at = house.pace, mailbox.daily_cap, mailbox.began_at
    if free_from <= now + pace.most:
        return Wait(why="Another email has just left this mailbox, and they go one by one", until=free_from)
    cap = pace.cap(own=own, began_at=began_at, now=now)
    grows_at = pace.grows_at(own=own, began_at=began_at, now=now)
    if grows_at is None:
        return Wait(why=f"This mailbox has sent its {cap} emails of 24 hours", until=free_from)
    why = f"This mailbox is new and sends {cap} emails in 24 hours for now, more each day"
    return Wait(why=why, until=min(free_from, grows_at))
