"""A recruiter goes away and comes back: what waits meanwhile, who does it instead, and how it goes on."""

from datetime import date, datetime

import structlog

from bot.outreach import people
from bot.outreach.outgoing import covering
from bot.outreach.overview.home_pictures import Standing
from bot.refusals import Refusal
from bot.rules import absences, business_time
from storage import mailboxes, recruiters, touches
from storage.database import Database, Transaction
from storage.models import Recruiter
from storage.statuses import Cover

log = structlog.get_logger()


class NoDeputy(Refusal):
    """Say why nobody can be left in charge, so that somebody else is chosen."""


def standing(db: Database, who: people.Who, *, now: datetime) -> Standing:
    """Tell whether somebody is away, and what they have arranged."""
    with people.looking(db, who, now) as (tx, recruiter):
        return of(tx, recruiter, now)


def of(tx: Transaction, recruiter: Recruiter, now: datetime) -> Standing:
    """Tell the same of somebody who is known."""
    today = now.astimezone(business_time.zone(recruiter.zone)).date()
    absence = covering.of(recruiter, now)
    deputy = ""
    if absence is not None and absence.cover is Cover.DEPUTY and recruiter.deputy_id is not None:
        deputy = recruiters.get(tx, recruiter.deputy_id).slack_id
    return Standing(today=today, absence=absence, deputy=deputy)


def read(db: Database, who: people.Who, words: str, *, now: datetime) -> date:
    """Read the day somebody says they are back; raises Refusal."""
    return absences.read(words, standing(db, who, now=now).today)


def leave(
    db: Database,
    who: people.Who,
    back_on: date,
    *,
    cover: Cover,
    now: datetime,
    deputy: people.Who | None = None,
) -> Standing:
    """Be away from now until a day; raises Refusal for a day that will not do, NoDeputy for a colleague who cannot."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        today = now.astimezone(business_time.zone(recruiter.zone)).date()
        absences.demand_ahead(back_on, today)
        chosen = _deputy(tx, recruiter, deputy, now) if cover is Cover.DEPUTY else None
        if covering.of(recruiter, now) is None:
            recruiter.away_from = now
        else:
            _let_go_on(tx, recruiter, now)  # what waits for the old day is looked at again
        recruiter.away_until = absences.ends(back_on, recruiter.zone)
        recruiter.cover, recruiter.deputy_id = cover, chosen
        recruiter.morning_at = None
        log.info("recruiter away", recruiter=recruiter.id, cover=cover)
        return of(tx, recruiter, now)


def _deputy(tx: Transaction, recruiter: Recruiter, deputy: people.Who | None, now: datetime) -> int:
    if deputy is None or not deputy.slack_id:
        raise NoDeputy("Nobody is chosen.", "Choose a colleague.")
    if deputy.slack_id == recruiter.slack_id:
        raise NoDeputy("That is you.", "Choose a colleague.")
    found = recruiters.ensure(tx, team=recruiter.team_id, slack_id=deputy.slack_id, now=now)
    if found.is_guest:
        raise NoDeputy("Only members of this workspace can stand in for you.", "Choose somebody else.")
    return found.id


def come_back(db: Database, who: people.Who, *, now: datetime) -> bool:
    """Be there again: what waited goes on as hours and pace allow; False for who was not away."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        if covering.of(recruiter, now) is None:
            return False
        recruiter.away_until, recruiter.morning_at = now, None
        _let_go_on(tx, recruiter, now)
        log.info("recruiter back", recruiter=recruiter.id)
        return True


def _let_go_on(tx: Transaction, recruiter: Recruiter, now: datetime) -> None:
    mailbox = mailboxes.of_recruiter(tx, recruiter.id)
    mailbox_id = None if mailbox is None else mailbox.id
    touches.let_wait_no_more(tx, recruiter.id, mailbox_id, absences.SAYS, now)
    if mailbox_id is not None:
        mailboxes.wake(tx, mailbox_id, now)
