"""Slack people we know."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, not_, or_, select, update

from storage.database import Transaction, add_once
from storage.mailboxes import changed
from storage.models import Recruiter


def ensure(tx: Transaction, *, team: str, slack_id: str, now: datetime) -> Recruiter:
    """Find a person, or write them down at first sight."""
    found = by_slack_id(tx, team=team, slack_id=slack_id)
    if found is None:
        add_once(tx, Recruiter, team_id=team, slack_id=slack_id, created_at=now)
        found = by_slack_id(tx, team=team, slack_id=slack_id)
        assert found is not None
    return found


def by_slack_id(tx: Transaction, *, team: str, slack_id: str) -> Recruiter | None:
    """Find a person by their Slack id."""
    return tx.scalar(_BY_SLACK_ID, {"team": team, "slack_id": slack_id})


def appoint(tx: Transaction, slack_ids: Collection[str]) -> int:
    """Make these people administrators and nobody else; tell for how many that is new."""
    named = Recruiter.slack_id.in_(slack_ids)
    quiet = {"synchronize_session": False}
    made = update(Recruiter).where(named, Recruiter.is_admin.is_(False)).values(is_admin=True)
    unmade = update(Recruiter).where(not_(named), Recruiter.is_admin.is_(True)).values(is_admin=False)
    return sum(changed(tx.execute(one, execution_options=quiet)) for one in (made, unmade))


def waiting_for_morning(tx: Transaction, now: datetime, *, limit: int) -> list[Recruiter]:
    """Take people whose morning has come, or whose next one nobody has worked out; somebody else's are left alone."""
    due = or_(Recruiter.morning_at.is_(None), Recruiter.morning_at <= now)
    taken = select(Recruiter).where(due).order_by(Recruiter.id).limit(limit)
    return list(tx.scalars(taken.with_for_update(skip_locked=True)))


def get(tx: Transaction, recruiter_id: int) -> Recruiter:
    """Give a person who is known to exist."""
    return tx.get_one(Recruiter, recruiter_id)


def names(tx: Transaction, recruiter_ids: Collection[int]) -> dict[int, str]:
    """Give the names of some people."""
    found = select(Recruiter.id, Recruiter.name, Recruiter.slack_id).where(Recruiter.id.in_(recruiter_ids))
    return {one: name or slack_id for one, name, slack_id in tx.execute(found)}


_BY_SLACK_ID = select(Recruiter).where(
    Recruiter.team_id == bindparam("team"), Recruiter.slack_id == bindparam("slack_id")
)
