"""Whose Slack status is read, and when next."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from storage.database import Transaction, add_once
from storage.mailboxes import changed
from storage.models import StatusReading
from storage.statuses import Cover


def of_recruiter(tx: Transaction, recruiter_id: int) -> StatusReading | None:
    """Find what somebody lets their status say."""
    return tx.get(StatusReading, recruiter_id)


def take(tx: Transaction, recruiter_id: int) -> StatusReading | None:
    """Find the same, taking it for changing."""
    known = select(StatusReading).where(StatusReading.recruiter_id == recruiter_id)
    return tx.scalar(known.with_for_update(of=StatusReading).execution_options(populate_existing=True))


def ensure(
    tx: Transaction, recruiter_id: int, *, cover: Cover, deputy_id: int | None, now: datetime
) -> StatusReading:
    """Find or begin the same, taking it for changing; it is looked at now."""
    arranged = {"cover": cover, "deputy_id": deputy_id, "look_at": now}
    add_once(tx, StatusReading, recruiter_id=recruiter_id, **arranged)
    found = take(tx, recruiter_id)
    assert found is not None
    found.look_at = now
    return found


def remove(tx: Transaction, recruiter_id: int) -> bool:
    """Look at somebody's status no more; False if nobody did."""
    gone = delete(StatusReading).where(StatusReading.recruiter_id == recruiter_id)
    return changed(tx.execute(gone)) > 0


def claim(tx: Transaction, now: datetime, *, every: timedelta) -> StatusReading | None:
    """Take whoever's status is to be looked at first, and let it be looked at again `every` so often.

    What is due later than that was put off by a clock that was set back since.
    """
    due = or_(StatusReading.look_at <= now, StatusReading.look_at > now + every)
    first = (
        select(StatusReading).where(due).order_by(StatusReading.look_at, StatusReading.recruiter_id).limit(1)
    )
    found = tx.scalar(first.with_for_update(of=StatusReading, skip_locked=True))
    if found is not None:
        found.look_at = now + every
    return found


def put_off(tx: Transaction, recruiter_id: int, until: datetime) -> None:
    """Look at somebody's status at an instant, and not before."""
    tx.execute(update(StatusReading).where(StatusReading.recruiter_id == recruiter_id).values(look_at=until))
