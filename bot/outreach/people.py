"""Who is asking: a Slack person, known from their first click."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outreach import appointing
from bot.outreach.outgoing import replanning
from bot.refusals import NotAllowed
from bot.rules import preferences
from storage import recruiters
from storage.database import Database, Transaction
from storage.models import Recruiter

FRESH = timedelta(days=1)
OUTSIDER = (
    "Overture works for members of this workspace only, not for guests or people of other companies.",
    "Ask somebody who is a member.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A Slack person in a workspace."""

    team: str
    slack_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What Slack says of a person; `zone` is IANA."""

    name: str
    title: str
    zone: str
    is_guest: bool = False


def recruiter(tx: Transaction, who: Who, now: datetime) -> Recruiter:
    """Find the person who asks, or write them down; raises NotAllowed for one who is no member."""
    found = recruiters.ensure(tx, team=who.team, slack_id=who.slack_id, now=now)
    if found.is_guest:
        raise NotAllowed(*OUTSIDER)
    return found


@contextmanager
def looking(db: Database, who: Who, now: datetime) -> Iterator[tuple[Transaction, Recruiter]]:
    """Open a transaction in which the person who asks only looks; who is not known yet is written down before.

    Raises NotAllowed as `recruiter` does.
    """
    with db.reading() as tx:
        found = known(tx, who)
        if found is not None and not found.is_guest:
            yield tx, found
            return
    with db.transaction() as tx:
        yield tx, recruiter(tx, who, now)


def admit(db: Database, who: Who, now: datetime) -> bool:
    """Let a member in; raises NotAllowed for a guest, a bot, or somebody of another company.

    False if Slack must be asked first who they are: at their first coming, and of outsiders daily.
    """
    with db.reading() as tx:
        found = known(tx, who)
        if found is None or found.refreshed_at is None:
            return False
        if found.is_guest and found.refreshed_at < now - FRESH:
            return False
        if found.is_guest:
            raise NotAllowed(*OUTSIDER)
        return True


def known(tx: Transaction, who: Who) -> Recruiter | None:
    """Find the person who asks, without writing anything."""
    return recruiters.by_slack_id(tx, team=who.team, slack_id=who.slack_id)


def is_stale(db: Database, who: Who, now: datetime) -> bool:
    """Tell whether a person's name and zone should be asked of Slack again: daily."""
    with db.reading() as tx:
        found = recruiters.by_slack_id(tx, team=who.team, slack_id=who.slack_id)
        return found is None or found.refreshed_at is None or found.refreshed_at < now - FRESH


def refresh(db: Database, who: Who, profile: Profile, now: datetime) -> None:
    """Write down what Slack says of a person; if they have moved, what counts by their clock is planned anew."""
    with db.transaction() as tx:
        found = recruiters.ensure(tx, team=who.team, slack_id=who.slack_id, now=now)
        zone = preferences.known(found.preferences).zone or profile.zone or "UTC"
        moved = found.zone != zone
        found.name, found.title, found.zone = profile.name, profile.title, zone
        found.is_guest, found.refreshed_at = profile.is_guest, now
        found.is_admin = appointing.is_appointed(tx, who.slack_id)
        if moved:
            found.morning_at = None  # worked out anew by the new clock
            replanning.owe_for(tx, found, now)


def zone_of(db: Database, who: Who) -> str:
    """Tell the zone a person lives in."""
    with db.reading() as tx:
        found = recruiters.by_slack_id(tx, team=who.team, slack_id=who.slack_id)
        return found.zone if found is not None else "UTC"
