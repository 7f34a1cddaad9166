"""Let recruiters set for themselves when mail leaves, how much of it, and what it begins and ends with."""

from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.house import House
from bot.outreach.outgoing import replanning
from bot.outreach.overview.home_pictures import SettingsForm
from bot.rules import preferences
from bot.rules.drafts import Problem
from bot.rules.preferences import PLANNED_BY, Preferences
from storage import mailboxes
from storage.database import Database, Transaction
from storage.models import Mailbox, Recruiter

log = structlog.get_logger()


def settings(db: Database, who: people.Who, *, house: House, now: datetime) -> SettingsForm:
    """Show somebody's settings."""
    with people.looking(db, who, now) as (tx, recruiter):
        mailbox, most = mailboxes.of_recruiter(tx, recruiter.id), house.pace.daily_cap
        return SettingsForm(
            preferences=preferences.known(recruiter.preferences),
            cap=None if mailbox is None else mailbox.daily_cap or most,
            most=most,
            slack_zone=recruiter.zone,
        )


def save(
    db: Database, who: people.Who, asked: Preferences, cap: int | None, *, house: House, now: datetime
) -> tuple[Problem, ...]:
    """Keep somebody's settings and plan anew what counts by them, or say what cannot be understood."""
    most = house.pace.daily_cap
    found = preferences.problems(asked)
    if cap is not None and not 1 <= cap <= most:
        text = f"A mailbox here may send from 1 to {most} mails in 24 hours."
        found = (*found, Problem(field="cap", text=text))
    if found:
        return found
    with db.transaction() as tx:
        mailbox = mailboxes.of_recruiter(tx, people.recruiter(tx, who, now).id)
        if mailbox is not None and cap is not None:  # mailboxes first, in the order of a round
            _limit(tx, mailbox, None if cap == most else cap, now)
        _keep(tx, people.recruiter(tx, who, now), asked, now)
    return ()


def _limit(tx: Transaction, mailbox: Mailbox, cap: int | None, now: datetime) -> None:
    mailbox.daily_cap = cap
    tx.flush()
    mailboxes.wake(tx, mailbox.id, now)


def _keep(tx: Transaction, recruiter: Recruiter, asked: Preferences, now: datetime) -> None:
    before = preferences.known(recruiter.preferences)
    recruiter.preferences = preferences.stored(asked)
    recruiter.morning_at = None  # worked out anew by the new clock
    if asked.zone and asked.zone != recruiter.zone:
        recruiter.zone = asked.zone
        replanning.owe_for(tx, recruiter, now)
    elif not asked.zone and before.zone:
        recruiter.refreshed_at = None  # Slack is asked again where they live
    if any(getattr(before, name) != getattr(asked, name) for name in PLANNED_BY):
        replanning.owe_for(tx, recruiter, now, why="your sending hours or days off changed")
    log.info("settings saved", recruiter=recruiter.id)
