"""A recruiter goes away and comes back: what waits meanwhile, who does it instead, and how it goes on."""

from datetime import date, datetime

from bot.outreach import absenting, heeding_status, people
from bot.outreach.outgoing import covering
from bot.outreach.overview.home_pictures import ByStatus, Standing
from bot.refusals import Refusal
from bot.rules import absences, business_time
from storage import recruiters, status_readings
from storage.database import Database, Transaction
from storage.models import Recruiter, StatusReading
from storage.statuses import Cover


class NoDeputy(Refusal):
    """Say why nobody can be left in charge, so that somebody else is chosen."""


def standing(db: Database, who: people.Who, *, now: datetime) -> Standing:
    """Tell whether somebody is away, and what they have arranged."""
    with people.looking(db, who, now) as (tx, recruiter):
        return of(tx, recruiter, now)


def of(tx: Transaction, recruiter: Recruiter, now: datetime) -> Standing:
    """Tell the same of somebody who is known."""
    absence, reading = covering.of(recruiter, now), status_readings.of_recruiter(tx, recruiter.id)
    return Standing(
        today=now.astimezone(business_time.zone(recruiter.zone)).date(),
        absence=absence,
        deputy="" if absence is None else _deputy(tx, absence.cover, recruiter.deputy_id),
        is_by_status=absence is not None and reading is not None and reading.holds,
        by_status=None if reading is None else _by_status(tx, reading),
    )


def _by_status(tx: Transaction, reading: StatusReading) -> ByStatus:
    return ByStatus(cover=reading.cover, deputy=_deputy(tx, reading.cover, reading.deputy_id))


def _deputy(tx: Transaction, cover: Cover, deputy_id: int | None) -> str:
    if cover is not Cover.DEPUTY or deputy_id is None:
        return ""
    return recruiters.get(tx, deputy_id).slack_id


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
        _leave(tx, recruiter, back_on, cover, _chosen(tx, recruiter, cover, deputy, now), now)
        return of(tx, recruiter, now)


def arrange(
    db: Database,
    who: people.Who,
    back_on: date | None,
    *,
    cover: Cover,
    by_status: bool,
    now: datetime,
    deputy: people.Who | None = None,
) -> Standing:
    """Be away until a day, if there is one, and whenever one's Slack status says so, or no more; raises as `leave`."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        chosen = _chosen(tx, recruiter, cover, deputy, now)
        if back_on is not None:
            _leave(tx, recruiter, back_on, cover, chosen, now)
        if by_status:
            heeding_status.allow(tx, recruiter, cover=cover, deputy_id=chosen, now=now)
        elif not heeding_status.forbid(tx, recruiter, now) and back_on is None:
            raise Refusal("No day is chosen.", "Choose the day on which you are back, or tick the box below.")
        return of(tx, recruiter, now)


def _leave(
    tx: Transaction, recruiter: Recruiter, back_on: date, cover: Cover, deputy_id: int | None, now: datetime
) -> None:
    absences.demand_ahead(back_on, now.astimezone(business_time.zone(recruiter.zone)).date())
    until = absences.ends(back_on, recruiter.zone)
    absenting.begin(tx, recruiter, until=until, cover=cover, deputy_id=deputy_id, now=now)
    heeding_status.overrule(tx, recruiter)


def _chosen(
    tx: Transaction, recruiter: Recruiter, cover: Cover, deputy: people.Who | None, now: datetime
) -> int | None:
    if cover is not Cover.DEPUTY:
        return None
    if deputy is None or not deputy.slack_id:
        raise NoDeputy("Nobody is chosen.", "Choose a colleague.")
    if deputy.slack_id == recruiter.slack_id:
        raise NoDeputy("That is you.", "Choose a colleague.")
    found = recruiters.ensure(tx, team=recruiter.team_id, slack_id=deputy.slack_id, now=now)
    if found.is_guest:
        raise NoDeputy("Only members of this workspace can stand in for you.", "Choose somebody else.")
    return found.id


def come_back(db: Database, who: people.Who, *, now: datetime) -> bool:
    """Be there again: what waited goes on as hours and pace allow; False for who was not away.

    A Slack status that says otherwise says nothing until it changes.
    """
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        heeding_status.overrule(tx, recruiter)
        return absenting.end(tx, recruiter, now)
