"""How many touches were made besides every sequence: what a report tells of them, and of nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from storage import cohorts
from storage.cohorts import Scope
from storage.database import Transaction
from storage.household import LoggedTouch
from storage.models import Enrollment


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """Touches somebody logged, and the people they were with."""

    touches: int = 0
    people: int = 0


def by_week(tx: Transaction, scope: Scope, weeks: Sequence[datetime], until: datetime) -> list[int]:
    """Count each of these weeks, given by their beginnings in order; the last ends at `until`."""
    if not weeks:
        return []
    week = cohorts.week_of(LoggedTouch.at, weeks).label("week")
    inside = (LoggedTouch.at >= weeks[0], LoggedTouch.at < until)
    counted = select(week, func.count()).where(*_whose(scope), *inside).group_by(week)
    found = {place: count for place, count in tx.execute(counted)}
    return [found.get(place, 0) for place in range(len(weeks))]


def by_recruiter(tx: Transaction, scope: Scope) -> dict[int, Logged]:
    """Count by who logged them, as far as they were made in the time of the scope."""
    ends = (
        [] if scope.since is None else [LoggedTouch.at >= scope.since],
        [] if scope.until is None else [LoggedTouch.at < scope.until],
    )
    people = func.count(LoggedTouch.candidate_id.distinct())
    counted = select(LoggedTouch.recruiter_id, func.count(), people).where(*_whose(scope), *ends[0], *ends[1])
    rows = tx.execute(counted.group_by(LoggedTouch.recruiter_id))
    return {whose: Logged(touches=touches, people=people) for whose, touches, people in rows}


def _whose(scope: Scope) -> list[ColumnElement[Any]]:
    """Say which touches a scope is about: one's own, or those with people it knows, or whom no sequence knows."""
    wanted: list[ColumnElement[Any]] = [LoggedTouch.team_id == scope.team]
    if scope.recruiter_id is not None:
        wanted.append(LoggedTouch.recruiter_id == scope.recruiter_id)
    if scope.sequence_ids is not None:
        met = select(Enrollment.id).where(Enrollment.candidate_id == LoggedTouch.candidate_id)
        known = met.where(Enrollment.sequence_id.in_(scope.sequence_ids))
        wanted.append(or_(known.exists(), ~met.exists()))
    return wanted
