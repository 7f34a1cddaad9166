"""Plan anew what is still to come when hours, holidays, zones or a recruiter's clock have changed; tell whom it moved.

A run is a fact that says how far it has come: batch by batch, each one short transaction, whoever does it. It may be
broken off anywhere and goes on from there.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from bot.outreach.house import House
from bot.outreach.outgoing import advancing
from bot.rules import business_time, due
from storage import facts, mailboxes, notices, recruiters, schedules
from storage.database import Database, Transaction
from storage.models import Enrollment, Recruiter
from storage.notices import Owed
from storage.schedules import Waiting

log = structlog.get_logger()

BATCH = 200
MOST_NAMED = 10
YEARS = 3
SNOOZED = "snoozed"
"""Why a stage done by hand is due at an instant its recruiter picked; no plan moves it."""

PICKED = frozenset({SNOOZED, advancing.BEGUN})

CIRCUMSTANCES = "circumstances"
RUNS, MOVES = "replan:", "moved:"
WORDS = {
    "windows": "sending hours",
    "holidays": "holidays",
    "zone": "sending zone",
    "clocks": "rules of time zones",
}

Circumstances = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How far planning anew has come: every enrollment up to `after` is done. `name` says whose are planned."""

    name: str
    why: str
    began: str
    recruiter_id: int | None = None
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A touch that is due at another time than it was."""

    recruiter_id: int
    touch_id: int
    was: datetime
    now: datetime


def circumstances(house: House, year: int) -> Circumstances:
    """Say by which rules the house plans, each as a digest; those of a year tell its holidays as they really are."""
    windows = sorted((sorted(window.weekdays), window.opens, window.closes) for window in house.windows)
    found = {"windows": _digest(windows), "zone": house.zone, "clocks": house.clocks}
    for later in range(year, year + YEARS):
        days = sorted(house.holidays.of_year(later))
        found[f"holidays {later}"] = _digest([days, sorted(house.holidays.weekend)])
    return found


def _digest(what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()[:16]


def notice(db: Database, ours: Circumstances, now: datetime) -> bool:
    """Begin a run for everybody if the rules are others than when it was last planned; tell whether they are.

    Nothing was planned by others at the very first start.
    """
    with db.transaction() as tx:
        before = json.loads(facts.take(tx, CIRCUMSTANCES, json.dumps(ours), now))
        changed = {name for name, known in before.items() if ours.get(name, known) != known}
        if before != ours:
            facts.put(tx, CIRCUMSTANCES, json.dumps(ours), now)
        if not changed:
            return False
        words = [word for name, word in WORDS.items() if any(one.startswith(name) for one in changed)]
        why = f"the {' and the '.join(words)} changed"
        _begin(tx, Run(name="house", why=why, began=now.isoformat()), now)
        return True


def owe_for(tx: Transaction, recruiter: Recruiter, now: datetime, *, why: str = "") -> None:
    """Begin a run for the people of a recruiter whose clock is another now, or who changed what it counts by."""
    why = why or f"your time zone is {recruiter.zone} now"
    name = f"recruiter-{recruiter.id}"
    _begin(tx, Run(name=name, why=why, began=now.isoformat(), recruiter_id=recruiter.id), now)


def _begin(tx: Transaction, run: Run, now: datetime) -> None:
    facts.put(tx, RUNS + run.name, json.dumps(asdict(run)), now)
    log.info("replanning begins", run=run.name)


def go_on(db: Database, house: House, ours: Circumstances, now: datetime, *, most: int = BATCH) -> int:
    """Do one batch of every run there is, each of so many enrollments at most; tell how many batches were done."""
    with db.reading() as tx:
        names = [key.removeprefix(RUNS) for key in facts.under(tx, RUNS)]
    return sum(_batch(db, name, house, ours, now, most=most) for name in names)


def _batch(db: Database, name: str, house: House, ours: Circumstances, now: datetime, *, most: int) -> bool:
    with db.transaction() as tx:
        # A process that still runs by older rules leaves the work to those who know the new ones.
        if json.loads(facts.take(tx, CIRCUMSTANCES, json.dumps(ours), now)) != ours:
            return False
        known = facts.held(tx, RUNS + name)
        if known is None:
            return False
        run = Run(**json.loads(known))
        ids = schedules.open_after(tx, run.after, recruiter_id=run.recruiter_id, limit=most)
        _note(tx, run, _plan_anew(tx, ids, run.why, house, now), now)
        if len(ids) == most:
            facts.put(tx, RUNS + name, json.dumps(asdict(replace(run, after=ids[-1]))), now)
        else:
            _finish(tx, run, now)
        return True


def _plan_anew(
    tx: Transaction, enrollment_ids: Sequence[int], why: str, house: House, now: datetime
) -> list[Move]:
    held = schedules.hold(tx, enrollment_ids)
    for enrollment in held:
        theirs, hers = enrollment.candidate.zone, enrollment.recruiter.zone
        enrollment.zone = house.zone_for(candidate=theirs, recruiter=hers)
    moves = [_move(tx, one, house, why, now) for one in schedules.waiting(tx, held, now)]
    return [move for move in moves if move is not None]


def _move(tx: Transaction, one: Waiting, house: House, why: str, now: datetime) -> Move | None:
    touch, was = one.touch, one.touch.due_at
    if touch.moved in PICKED:
        return None
    planned = plan(one, house)
    hours = hours_of(one.enrollment, house, by_mail=touch.kind.is_email)
    at = due.anew(planned.at, not_before=touch.not_before, stands=was, now=now, hours=hours)
    if at == was:
        return None
    touch.due_at, touch.moved = at, planned.moved or f"moved because {why}"
    touch.why, touch.verdict, touch.until = "", None, None
    if touch.mailbox_id is not None:
        mailboxes.wake(tx, touch.mailbox_id, at)
    return Move(recruiter_id=one.enrollment.recruiter_id, touch_id=touch.id, was=was, now=at)


def plan(one: Waiting, house: House) -> due.Planned:
    """Plan a touch from what it was planned from at first, by the rules of now."""
    hours = hours_of(one.enrollment, house, by_mail=one.touch.kind.is_email)
    return due.plan(
        advancing.stage_draft(one.touch.stage),
        first=one.touch.number == 1,
        after=one.before or one.enrollment.created_at,
        zone=hours.zone,
        windows=hours.windows,
        holidays=hours.holidays,
    )


def bring_forward(tx: Transaction, enrollment: Enrollment, house: House, now: datetime) -> bool:
    """Let what waits for the end of an absence or a snooze be due by its plan again; False if nothing waited so."""
    late = [
        one
        for one in schedules.waiting(tx, [enrollment], now)
        if one.touch.not_before is not None and one.touch.not_before > now
    ]
    for one in late:
        hours = hours_of(enrollment, house, by_mail=one.touch.kind.is_email)
        at = hours.opening(max(plan(one, house).at, now))
        one.touch.due_at, one.touch.not_before, one.touch.moved = at, None, ""
        if one.touch.mailbox_id is not None:
            mailboxes.wake(tx, one.touch.mailbox_id, at)
    return bool(late)


def hours_of(enrollment: Enrollment, house: House, *, by_mail: bool) -> due.Hours:
    """Say when something may happen for somebody: a mail by the clock it counts in, the rest by the recruiter's."""
    name = enrollment.zone if by_mail else enrollment.recruiter.zone
    own = house.of(enrollment.recruiter.preferences)
    return due.Hours(zone=business_time.zone(name), windows=own.windows, holidays=own.holidays)


def _note(tx: Transaction, run: Run, moves: Sequence[Move], now: datetime) -> None:
    for recruiter_id in dict.fromkeys(move.recruiter_id for move in moves):
        key = f"{MOVES}{run.name}:{recruiter_id}"
        noted: dict[str, Any] = json.loads(facts.get(tx, key) or '{"moves": [], "more": 0}')
        for move in (move for move in moves if move.recruiter_id == recruiter_id):
            if len(noted["moves"]) < MOST_NAMED:
                noted["moves"].append([move.touch_id, move.was.isoformat(), move.now.isoformat()])
            else:
                noted["more"] += 1
        facts.put(tx, key, json.dumps(noted), now)


def _finish(tx: Transaction, run: Run, now: datetime) -> None:
    moved = facts.under(tx, f"{MOVES}{run.name}:")
    for key, noted in moved.items():
        recruiter = recruiters.get(tx, int(key.rpartition(":")[2]))
        owed = Owed(
            team=recruiter.team_id,
            key=f"{key}:{run.began}",
            kind="trouble",
            recipient=recruiter.slack_id,
            about={"kind": "moved", "zone": recruiter.zone, "why": run.why, **json.loads(noted)},
        )
        notices.owe(tx, owed, now)
        facts.drop(tx, key)
    facts.drop(tx, RUNS + run.name)
    log.info("replanning ends", run=run.name, recruiters=len(moved))
