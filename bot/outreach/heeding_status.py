"""The Slack status of whoever allows it says that they are away, and that they are back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outreach import absenting
from bot.outreach.outgoing import covering
from bot.outreach.people import Who
from bot.rules import slack_status
from bot.rules.slack_status import Away, Heeded, Status
from storage import recruiters, status_readings
from storage.database import Database, Transaction
from storage.models import Recruiter, StatusReading
from storage.statuses import Cover

EVERY = timedelta(minutes=10)
"""How often each status is looked at."""


class StatusLater(Exception):
    """Slack asks for patience: no status is to be asked for within `after`."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"rate limited, ask again after {after}")
        self.after = after


class StatusUnknown(Exception):
    """Slack did not tell somebody's status; its text is one word why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose status is to be looked at now."""

    recruiter_id: int
    who: Who


def allow(
    tx: Transaction, recruiter: Recruiter, *, cover: Cover, deputy_id: int | None, now: datetime
) -> None:
    """Let somebody's status say from now on that they are away, and what waits then; it is looked at at once."""
    reading = status_readings.ensure(tx, recruiter.id, cover=cover, deputy_id=deputy_id, now=now)
    is_other = (reading.cover, reading.deputy_id) != (cover, deputy_id)
    reading.cover, reading.deputy_id = cover, deputy_id
    absence = covering.of(recruiter, now)
    if is_other and reading.holds and absence is not None:
        absenting.begin(tx, recruiter, until=absence.until, cover=cover, deputy_id=deputy_id, now=now)


def forbid(tx: Transaction, recruiter: Recruiter, now: datetime) -> bool:
    """Look at somebody's status no more; who is away by it is back. False if nobody looked."""
    reading = status_readings.take(tx, recruiter.id)
    if reading is None:
        return False
    if reading.holds:
        absenting.end(tx, recruiter, now)
    return status_readings.remove(tx, recruiter.id)


def overrule(tx: Transaction, recruiter: Recruiter) -> None:
    """Let what somebody says of their absence themselves stand, whatever the status says that they have now."""
    reading = status_readings.take(tx, recruiter.id)
    if reading is not None:
        reading.holds = False


def claim(db: Database, now: datetime) -> Asked | None:
    """Take whoever's status is to be looked at next; None while nobody's is."""
    with db.transaction() as tx:
        found = status_readings.claim(tx, now, every=EVERY)
        if found is None:
            return None
        who = Who(team=found.recruiter.team_id, slack_id=found.recruiter.slack_id)
        return Asked(recruiter_id=found.recruiter_id, who=who)


def put_off(db: Database, asked: Asked, after: timedelta, now: datetime) -> None:
    """Look at a status again after so long, or with the next look at the latest."""
    with db.transaction() as tx:
        status_readings.put_off(tx, asked.recruiter_id, now + min(after, EVERY))


def take_in(db: Database, asked: Asked, status: Status, now: datetime) -> bool:
    """Be away, or back, as a status says; False if that changes nothing."""
    with db.transaction() as tx:
        reading = status_readings.take(tx, asked.recruiter_id)
        if reading is None:
            return False
        recruiter = recruiters.get(tx, asked.recruiter_id)
        said = slack_status.says(status, recruiter.zone, now)
        by_hand = covering.of(recruiter, now) is not None and not reading.holds
        before = Heeded(mark=reading.mark, holds=reading.holds)
        after = slack_status.heed(before, said, slack_status.mark(status), is_away_by_hand=by_hand)
        reading.mark, reading.holds = after.mark, after.holds
        if after.holds and said is not None:
            return _be_away(tx, recruiter, reading, said, now)
        return before.holds and absenting.end(tx, recruiter, now)


def _be_away(
    tx: Transaction, recruiter: Recruiter, reading: StatusReading, said: Away, now: datetime
) -> bool:
    running = covering.of(recruiter, now)
    if running is not None and running.until == said.until:
        return False
    cover, deputy_id = reading.cover, reading.deputy_id
    absenting.begin(tx, recruiter, until=said.until, cover=cover, deputy_id=deputy_id, now=now)
    return True
