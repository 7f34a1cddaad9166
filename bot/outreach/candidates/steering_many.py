"""Do one thing with many people of a sequence, one after the other, each in a transaction of their own.

Who it cannot be done with is named with why and keeps nobody else from it. What is broken off goes on from there,
whoever does it: each person is taken under a lock and seen to once.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import steering, transferring
from bot.outreach.candidates.crowds import PAGE, Crowd, Member, Progress, Wish, standing_so
from bot.outreach.candidates.transfers import Moved
from bot.outreach.house import House
from bot.outreach.notices import owing
from bot.outreach.pictures import Choice
from bot.outreach.plans import authoring
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import access, business_time
from bot.rules.steers import Steer
from storage import errands, recruiters, sequences, touches
from storage.database import Database, Transaction
from storage.errand_rows import Errand
from storage.errors import Clash, DatabaseTrouble
from storage.models import Enrollment, Recruiter, Sequence
from storage.statuses import OPEN, EnrollmentStatus, SequenceStatus

log = structlog.get_logger()

BATCH = 25
MOST_NAMED = 10
PATIENCE = timedelta(minutes=1)
"""How long an errand is left to whoever began it and watches it."""

WORDS = {
    Steer.PAUSE: "paused",
    Steer.GO_ON: "going on",
    Steer.WEEK: "snoozed for a week",
    Steer.MONTH: "snoozed for a month",
    Steer.QUARTER: "snoozed for three months",
    Steer.STOP: "stopped",
    Steer.MOVE: "moved",
}
BROKE = "Something went wrong on our side."
SNOOZES: Mapping[Steer, Callable[[date], date]] = {
    Steer.WEEK: lambda today: today + timedelta(days=7),
    Steer.MONTH: lambda today: business_time.add_months(today, 1),
    Steer.QUARTER: lambda today: business_time.add_months(today, 3),
}


def crowd(
    db: Database,
    who: people.Who,
    sequence_id: int,
    status: EnrollmentStatus | None = None,
    page: int = 0,
    *,
    now: datetime,
) -> Crowd:
    """Show a page of the people one may steer in a sequence: everybody's in one's own, else those one enrolled."""
    with people.looking(db, who, now) as (tx, recruiter):
        sequence = authoring.seen_by(tx, recruiter, sequence_id)
        statuses, whose = standing_so(status), _whose(recruiter, sequence)
        if whose is not None and not errands.count(tx, sequence.id, OPEN, recruiter_id=whose):
            raise NotAllowed("Nobody in this sequence is yours to steer.", "Its owner or an admin may do it.")
        total = errands.count(tx, sequence.id, statuses, recruiter_id=whose)
        page = min(max(page, 0), max(0, (total - 1) // PAGE))
        shown = errands.people(tx, sequence.id, statuses, recruiter_id=whose, limit=PAGE, offset=page * PAGE)
        return Crowd(
            sequence_id=sequence.id,
            sequence=sequence.name,
            status=status,
            page=page,
            total=total,
            members=tuple(_member(tx, one) for one in shown),
            others=tuple(_others(tx, recruiter, sequence)),
        )


def _whose(recruiter: Recruiter, sequence: Sequence) -> int | None:
    is_owner = sequence.owner_id == recruiter.id
    steers_all = access.may_steer(enrolled=False, owner=is_owner, admin=recruiter.is_admin)
    return None if steers_all else recruiter.id


def _member(tx: Transaction, enrollment: Enrollment) -> Member:
    return Member(
        enrollment_id=enrollment.id,
        name=enrollment.candidate.name,
        status=enrollment.status,
        stage=touches.last_gone(tx, enrollment.id),
        why=enrollment.why,
    )


def _others(tx: Transaction, recruiter: Recruiter, sequence: Sequence) -> list[Choice]:
    return [
        Choice(id=one.id, name=one.name)
        for one in sequences.of_team(tx, recruiter.team_id)
        if one.id != sequence.id
        and one.status is SequenceStatus.ACTIVE
        and permitting.may_use(recruiter, one)
    ]


def begin(db: Database, who: people.Who, wish: Wish, *, now: datetime) -> int:
    """Write down what shall be done with whom; raises Refusal where nobody is chosen. Tell the errand's id."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = authoring.seen_by(tx, recruiter, wish.sequence_id)
        whose = _whose(recruiter, sequence)
        statuses = standing_so(wish.status if wish.everybody else None)
        among = None if wish.everybody else wish.ticked
        chosen = errands.ids(tx, sequence.id, statuses, recruiter_id=whose, among=among)
        if not chosen:
            raise Refusal("Nobody is chosen, or they are not in it any more.", "Tick somebody first.")
        errand = Errand(
            recruiter_id=recruiter.id,
            sequence_id=sequence.id,
            deed=wish.deed.value,
            about=_about(recruiter, wish, now),
            begun_at=now,
        )
        return errands.begin(tx, errand, chosen).id


def _about(recruiter: Recruiter, wish: Wish, now: datetime) -> dict[str, Any]:
    if wish.deed in SNOOZES:
        today = now.astimezone(business_time.zone(recruiter.zone)).date()
        return {"until": SNOOZES[wish.deed](today).isoformat()}
    if wish.deed is Steer.MOVE and wish.to is None:
        raise Refusal("Where shall they move to?", "Choose a sequence under it.")
    return {"to": wish.to} if wish.deed is Steer.MOVE else {}


def go_on(db: Database, errand_id: int, *, house: House, now: datetime, most: int = BATCH) -> Progress:
    """See to the next people of an errand, and say how far it has come."""
    with db.reading() as tx:
        following = errands.following(tx, errand_id, limit=most)
    for person_id in following:
        _see_to(db, person_id, house, now)
    return progress(db, errand_id)


def _see_to(db: Database, person_id: int, house: House, now: datetime) -> None:
    try:
        with db.transaction() as tx:
            person = errands.take(tx, person_id)
            if person is None:
                return
            errand = errands.get(tx, person.errand_id)
            assert errand is not None
            person.done_at = now
            _do(tx, errand, person.enrollment_id, house, now)
    except Refusal as refusal:
        _note(db, person_id, refusal.what, now)
    except Clash as clash:
        _note(db, person_id, clash.what, now)
    except DatabaseTrouble:
        raise  # they are not to blame, and are seen to later
    except Exception as error:  # noqa: BLE001  whoever breaks must not keep the others from it
        log.error("person of an errand broke", person=person_id, exc_info=error)
        _note(db, person_id, BROKE, now)


def _do(tx: Transaction, errand: Errand, enrollment_id: int, house: House, now: datetime) -> None:
    recruiter = recruiters.get(tx, errand.recruiter_id)
    deed = Steer(errand.deed)
    if deed is Steer.MOVE:
        done = transferring.moved(tx, recruiter, enrollment_id, int(errand.about["to"]), house=house, now=now)
        if not isinstance(done, Moved):
            raise Refusal(done[0].text)
        return
    enrollment = steering.steered(tx, recruiter, enrollment_id)
    if deed in SNOOZES:
        until = date.fromisoformat(str(errand.about["until"]))
        steering.snoozed(tx, enrollment, until=until, house=house, now=now)
    elif deed is Steer.GO_ON:
        steering.gone_on(tx, enrollment, house=house, now=now)
    else:
        {Steer.PAUSE: steering.paused, Steer.STOP: steering.stopped}[deed](tx, enrollment, now)


def _note(db: Database, person_id: int, why: str, now: datetime) -> None:
    with db.transaction() as tx:
        person = errands.take(tx, person_id)
        if person is not None:
            person.done_at, person.why = now, why


def progress(db: Database, errand_id: int) -> Progress:
    """Say how far an errand has come; raises Gone where there is none."""
    with db.reading() as tx:
        return drawn(tx, errand_id)


def drawn(tx: Transaction, errand_id: int) -> Progress:
    """Draw how far an errand has come, like `progress`."""
    errand = errands.get(tx, errand_id)
    if errand is None:
        raise Gone("That is no longer there.")
    done, failed, left = errands.tally(tx, errand_id)
    named = errands.failures(tx, errand_id, limit=MOST_NAMED)
    return Progress(
        errand_id=errand_id,
        sequence=errand.sequence.name,
        deed=Steer(errand.deed),
        done=done,
        left=left,
        failed=failed,
        failures=tuple((candidate.name, why) for candidate, why in named),
    )


def told(how: Progress) -> str:
    """Say what became of it in plain words, naming a few with whom it could not be done."""
    said = [
        f"{how.done:,} of {how.done + how.failed + how.left:,} people in {how.sequence}: {WORDS[how.deed]}."
    ]
    if how.left:
        said.append(f"{how.left:,} are still to come.")
    if how.failed:
        said.append(f"It could not be done with {how.failed:,}:")
        said += [f"{name or 'somebody'} ({why.rstrip('.')})" for name, why in how.failures]
        if how.failed > len(how.failures):
            said.append(f"and {how.failed - len(how.failures):,} more")
    return " ".join(said)


def end(db: Database, errand_id: int, *, seen: bool, now: datetime) -> bool:
    """End an errand in which nobody is left; who began it gets a message unless they have `seen` how it went."""
    with db.transaction() as tx:
        if not errands.end(tx, errand_id, now):
            return False
        if not seen:
            errand = errands.get(tx, errand_id)
            assert errand is not None
            about = {"errand": errand_id}
            owing.news(tx, errand.recruiter, "steered", key=str(errand_id), about=about, now=now)
        log.info("errand ended", errand=errand_id, seen=seen)
        return True


def go_on_alone(db: Database, house: House, now: datetime) -> int:
    """See to a batch of every errand whose beginner does not get on with it; tell how many batches were done."""
    with db.reading() as tx:
        left = errands.going(tx, begun_by=now - PATIENCE)
    for errand_id in left:
        if go_on(db, errand_id, house=house, now=now).left == 0:
            end(db, errand_id, seen=False, now=now)
    return len(left)
