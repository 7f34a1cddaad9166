"""The numbers and lists behind status, Home and digests; nothing here changes anything."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta

from bot.outreach import people, permitting
from bot.outreach.candidates import explaining
from bot.outreach.incoming import replying
from bot.outreach.outgoing import covering
from bot.outreach.overview import subscribing
from bot.outreach.pictures import (
    Counts,
    DigestLine,
    DueLine,
    PersonLine,
    SequenceLine,
    SequencePage,
    TodayPage,
)
from bot.outreach.plans import authoring, lending
from bot.refusals import Refusal
from bot.rules import business_time, figures, names
from bot.rules.absences import Absence
from bot.rules.steers import Mending
from storage import agenda, approvals, cohorts, digests, enrollments, mailboxes, reports, sequences, touches
from storage.cohorts import Group, Scope
from storage.database import Database, Transaction
from storage.models import Enrollment, Recruiter, Sequence, Touch
from storage.statuses import Cover, EnrollmentStatus, TouchStatus

MOST_PEOPLE, MOST_MENDED = 20, 40
Reason = tuple[str, str]
"""Why something waits, and what mends that."""

MENDS: Mapping[Mending | None, str] = {
    Mending.FILL_IN: "Fill in what is missing.",
    Mending.FIX_ADDRESS: "Give an address that works.",
    Mending.RECONNECT: "Reconnect your Gmail.",
}


def lines(
    tx: Transaction,
    recruiter: Recruiter,
    found: Iterable[Sequence],
    *,
    in_full: bool = False,
    four_eyes: bool = False,
) -> tuple[SequenceLine, ...]:
    """Draw sequences as lines for one person; those they may not see are left out.

    Only `in_full` is it counted whom mail reached, who answered it and who is interested.
    """
    seen = [row for row in found if permitting.may_see(recruiter, row)]
    ids = [row.id for row in seen]
    stages, counts = sequences.stage_counts(tx, ids), _counts(tx, recruiter.team_id, ids, in_full=in_full)
    waits = approvals.waiting(tx, ids) if four_eyes else set()
    drawn = (_line(row, stages.get(row.id, 0), counts[row.id], recruiter) for row in seen)
    return tuple(replace(line, waits=line.id in waits) for line in drawn)


def _line(row: Sequence, stages: int, counts: Counts, viewer: Recruiter) -> SequenceLine:
    return SequenceLine(
        id=row.id,
        name=row.name,
        status=row.status,
        access=row.access,
        owner=row.owner.slack_id,
        stages=stages,
        counts=counts,
        may_use=permitting.may_use(viewer, row),
        may_change=permitting.may_change(viewer, row),
    )


def _counts(tx: Transaction, team: str, ids: Collection[int], *, in_full: bool) -> dict[int, Counts]:
    statuses = reports.statuses(tx, ids)
    became = cohorts.by(tx, Scope(team=team, sequence_ids=ids), Group.SEQUENCE) if in_full else {}
    tallies = {key: figures.Tally(**asdict(counted)) for key, counted in became.items()}
    none = figures.Tally()
    return {
        sequence_id: Counts(
            enrolled=sum(found.values()),
            interested=tallies.get(sequence_id, none).interested,
            answered=tallies.get(sequence_id, none).replied,
            delivered=tallies.get(sequence_id, none).delivered,
            **{status.value: found[status] for status in EnrollmentStatus},
        )
        for sequence_id, found in statuses.items()
    }


def visible(
    db: Database, who: people.Who, *, now: datetime, four_eyes: bool = False
) -> tuple[SequenceLine, ...]:
    """List the sequences a person may see, by name, with every figure."""
    with people.looking(db, who, now) as (tx, recruiter):
        return lines(tx, recruiter, sequences.of_team(tx, who.team), in_full=True, four_eyes=four_eyes)


def named(db: Database, who: people.Who, name: str, *, now: datetime, in_full: bool = False) -> SequenceLine:
    """Find a sequence by name or by the beginning of one; raises Refusal that names the nearest."""
    if not name.strip():
        raise Refusal("Which sequence?", "Name it, or type `/sequence list` to see them all.")
    with people.looking(db, who, now) as (tx, recruiter):
        found = [row for row in sequences.of_team(tx, who.team) if permitting.may_see(recruiter, row)]
        wanted = sequences.key(name)
        exact = [row for row in found if row.name_key == wanted]
        begins = [row for row in found if row.name_key.startswith(wanted)]
        if len(exact or begins) == 1:
            return lines(tx, recruiter, exact or begins, in_full=in_full)[0]
        raise _unclear(name, begins, found)


def _unclear(name: str, begins: list[Sequence], found: list[Sequence]) -> Refusal:
    if begins:
        return Refusal(f"Several sequences begin with “{name}”.", f"Did you mean {_either(begins)}?")
    nearest = names.nearest(name, [row.name for row in found])
    mend = f"Did you mean {' or '.join(nearest)}?" if nearest else "`/sequence list` shows those you can see."
    return Refusal(f"There is no sequence called “{name}”.", mend)


def _either(found: list[Sequence]) -> str:
    return " or ".join(row.name for row in found[:5])


def page(
    db: Database, who: people.Who, sequence_id: int, *, now: datetime, four_eyes: bool = False
) -> SequencePage:
    """Open one sequence."""
    with people.looking(db, who, now) as (tx, recruiter):
        row = authoring.seen_by(tx, recruiter, sequence_id)
        return SequencePage(
            line=lines(tx, recruiter, [row], four_eyes=four_eyes)[0],
            stages=authoring.stages_of(tx, row.id),
            role=row.role,
            people=_people(tx, recruiter, row),
        )


def _people(tx: Transaction, recruiter: Recruiter, row: Sequence) -> tuple[PersonLine, ...]:
    found = enrollments.of_sequence(tx, row.id, limit=MOST_PEOPLE)
    mine = [one for one in found if recruiter.id in {one.recruiter_id, row.owner_id}]
    return tuple(_person(tx, enrollment) for enrollment in mine)


def _person(tx: Transaction, enrollment: Enrollment) -> PersonLine:
    known = touches.of_enrollment(tx, enrollment.id)
    waiting = [touch for touch in known if not touch.status.is_final]
    return PersonLine(
        enrollment_id=enrollment.id,
        name=enrollment.candidate.name,
        status=enrollment.status,
        stage=known[-1].number if known else 1,
        next_at=waiting[0].due_at if waiting and enrollment.status.is_open else None,
        why=enrollment.why,
    )


def funnel(db: Database, sequence_id: int) -> list[tuple[int, int]]:
    """Count, stage by stage, how many went out; stages count from 1."""
    with db.reading() as tx:
        return reports.funnel(tx, sequence_id)


def today(db: Database, who: people.Who, *, now: datetime) -> TodayPage:
    """Draw what goes out today and what waits for this person."""
    with people.looking(db, who, now) as (tx, recruiter):
        return todays(tx, recruiter, now)


def todays(tx: Transaction, recruiter: Recruiter, now: datetime, *, closely: bool = True) -> TodayPage:
    """Draw the same for somebody who is known; not `closely`, nothing is looked up of what mends what is held."""
    where = business_time.zone(recruiter.zone)
    midnight = business_time.instant(now.astimezone(where).date() + timedelta(days=1), time(0), where)
    due = agenda.open_of_recruiter(tx, recruiter.id, midnight)
    absence = covering.of(recruiter, now)
    kept = {touch.id: why for touch in due if (why := _kept(touch, absence)) is not None}
    going = [touch for touch in due if touch.id not in kept]
    held = [(touch, kept[touch.id]) for touch in due if touch.id in kept]
    return TodayPage(
        zone=recruiter.zone,
        now=now,
        sending=tuple(_sending(tx, recruiter, going, midnight)),
        by_hand=tuple(_due(touch) for touch in going if not touch.kind.is_email),
        held=tuple(_held(tx, recruiter, held, now, most=MOST_MENDED if closely else 0)),
        unanswered=tuple(replying.line(mail) for mail in reports.unanswered(tx, recruiter.id)),
    )


def _sending(
    tx: Transaction, recruiter: Recruiter, going: Iterable[Touch], before: datetime
) -> list[DueLine]:
    """Draw what leaves, the colleague named in whose name it does, and what leaves in one's own for others."""
    own = mailboxes.of_recruiter(tx, recruiter.id)
    own_id = None if own is None else own.id
    drawn = []
    for touch in (one for one in going if one.kind.is_email):
        is_theirs = touch.mailbox_id not in {None, own_id}
        name = mailboxes.get(tx, touch.mailbox_id or 0).recruiter.name if is_theirs else ""
        drawn.append(
            replace(_due(touch), beside=f"in the name of {name or 'a colleague'}" if is_theirs else "")
        )
    lent = [] if own_id is None else agenda.open_in_name(tx, own_id, before)
    for touch in lent:
        if _kept(touch, None) is None and not lending.lacking(tx, touch.enrollment.sequence, [recruiter.id]):
            name = touch.enrollment.recruiter.name or "a colleague"
            named = permitting.sequence_name(recruiter, touch.enrollment.sequence)
            drawn.append(replace(_due(touch), sequence=named, beside=f"for {name}", is_lent=True))
    return sorted(drawn, key=lambda line: (line.due_at, line.touch_id))


def _kept(touch: Touch, absence: Absence | None) -> Reason | None:
    """Say why something does not go though its day has come, and what mends that; None for what goes."""
    enrollment = touch.enrollment
    is_own = touch.status in {TouchStatus.HELD, TouchStatus.UNKNOWN}
    if is_own or enrollment.status is not EnrollmentStatus.ACTIVE:
        return enrollment.why or touch.why, touch.mend
    if not enrollment.sequence.status.is_going:
        return "The whole sequence is paused", f"/sequence resume {enrollment.sequence.name} lets it go on."
    if absence is not None and (absence.cover is Cover.EVERYTHING or not touch.kind.is_email):
        return absence.why, "/sequence back lets it go on now."
    return None


def _held(
    tx: Transaction, recruiter: Recruiter, held: Iterable[tuple[Touch, Reason]], now: datetime, *, most: int
) -> Iterator[DueLine]:
    """Draw what is held with what mends it; so many of the first are looked at closely."""
    for place, (touch, (why, mend)) in enumerate(held):
        line = replace(_due(touch), why=why, mend=mend)
        if line.may_release:
            yield line
            continue
        close = not mend and place < most
        mending = explaining.mending_of(tx, touch.enrollment, recruiter, now) if close else None
        mend = mend or MENDS.get(mending) or f"/why {line.person} says what mends it."
        yield replace(line, mend=mend, mending=mending, is_held=True)


def _due(touch: Touch) -> DueLine:
    return DueLine(
        touch_id=touch.id,
        enrollment_id=touch.enrollment_id,
        person=touch.enrollment.candidate.name,
        sequence=touch.enrollment.sequence.name,
        kind=touch.kind,
        stage=touch.number,
        due_at=touch.due_at,
        status=touch.status,
        why=touch.enrollment.why or touch.why,
        may_release=touch.enrollment.status is EnrollmentStatus.PAUSED,
    )


def digests_of(db: Database, who: people.Who, *, now: datetime) -> tuple[DigestLine, ...]:
    """List the digests a person switched on."""
    with people.looking(db, who, now) as (tx, recruiter):
        return tuple(subscribing.line(tx, row) for row in digests.of_owner(tx, recruiter.id))
