"""Archive a sequence, and do with the people in it what was said: let them finish it, or stop them all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.house import House
from bot.outreach.notices import owing
from bot.outreach.outgoing import advancing
from bot.outreach.plans import authoring, going_through
from bot.outreach.plans.authoring import Turned
from bot.outreach.plans.editions import Fate, Leaving
from bot.outreach.plans.going_through import Run, Way
from bot.outreach.plans.relocating import Tally
from bot.refusals import Gone
from storage import changes, mailboxes, recruiters, reports, schedules
from storage.database import Database, Transaction
from storage.statuses import Deed, EnrollmentStatus, SequenceStatus

log = structlog.get_logger()

NAME = "stop"
WHY = "the sequence was archived"


BECOMES = {Fate.FINISH: SequenceStatus.FINISHING, Fate.STOP: SequenceStatus.ARCHIVED}


def ask(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> Leaving:
    """Say how many people are in a sequence one wants to archive; raises Refusal where one may not, or it is done."""
    with db.transaction() as tx:
        sequence = authoring.mine_to_change(tx, people.recruiter(tx, who, now), sequence_id)
        inside = reports.open_count(tx, sequence.id)
        if sequence.status is SequenceStatus.ARCHIVED and not inside:
            raise Gone(f"{sequence.name} is archived already.")
        return Leaving(sequence_id=sequence.id, name=sequence.name, people=inside)


def put_away(
    db: Database, who: people.Who, sequence_id: int, fate: Fate, *, house: House, now: datetime
) -> Turned:
    """Archive a sequence; nobody new comes in. Whoever is stopped is stopped batch by batch, the first of them now."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = authoring.mine_to_change(tx, recruiter, sequence_id)
        inside = reports.open_count(tx, sequence.id)
        if sequence.status is BECOMES[fate] and not (fate is Fate.STOP and inside):
            raise Gone(f"{sequence.name} is archived already.")
        if fate is Fate.FINISH:  # mailboxes before sequences, in the order of a round
            mailboxes.wake_for_sequence(tx, sequence.id, now)
        sequence.status, sequence.paused_why = BECOMES[fate], ""
        details = {"people": fate.value, "count": inside}
        changes.add(tx, sequence, Deed.ARCHIVED, by=recruiter.id, details=details, now=now)
        if fate is Fate.STOP:
            run = Run(way=NAME, sequence_id=sequence.id, by=recruiter.id, began=now.isoformat())
            going_through.begin(tx, run, now)
        log.info("sequence put away", sequence=sequence.id, fate=fate)
        turned = Turned(name=sequence.name, status=sequence.status, waiting=inside)
    if fate is Fate.STOP:
        _stop_the_first(db, sequence_id, house, now)
    return turned


def _stop_the_first(db: Database, sequence_id: int, house: House, now: datetime) -> None:
    with db.transaction() as tx:
        run = going_through.is_on(tx, NAME, sequence_id)
        if run is not None:
            going_through.batch(tx, run, WAY, house, now, is_alone=False)


def _batch(tx: Transaction, run: Run, ids: Sequence[int], house: House, now: datetime) -> Tally:
    stopped = EnrollmentStatus.STOPPED
    count = sum(
        advancing.stop(tx, enrollment.id, status=stopped, why=WHY, now=now)
        for enrollment in schedules.hold(tx, ids)
    )
    return replace(run.tally, moved=run.tally.moved + count)


def _finish(tx: Transaction, run: Run, is_alone: bool, now: datetime) -> None:
    if is_alone:
        about = {"sequence": run.sequence_id, "count": run.tally.moved}
        key = f"{run.sequence_id}:{run.began}"
        owing.news(tx, recruiters.get(tx, run.by), "stopped", key=key, about=about, now=now)


WAY = Way(batch=_batch, finish=_finish)
