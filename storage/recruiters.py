"""Slack people we know."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Transaction, add_once
from storage.incoming import Follower
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
    return tx.scalar(select(Recruiter).where(Recruiter.team_id == team, Recruiter.slack_id == slack_id))


def get(tx: Transaction, recruiter_id: int) -> Recruiter:
    """Give a person who is known to exist."""
    return tx.get_one(Recruiter, recruiter_id)


def following(tx: Transaction, sequence_id: int) -> list[str]:
    """Name those who hear of the answers in a sequence beside its owner, by their Slack ids."""
    heard = select(Recruiter.slack_id).join(Follower, Follower.recruiter_id == Recruiter.id)
    return list(tx.scalars(heard.where(Follower.sequence_id == sequence_id).order_by(Follower.id)))
