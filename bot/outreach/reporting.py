"""The numbers and lists behind status, Home and digests; nothing here changes anything."""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from bot.outreach import authoring, lending, people, replying, stumbling, subscribing
from bot.outreach.pictures import (
    Choice,
    Counts,
    Digest,
    DigestLine,
    DueLine,
    HomePage,
    MailboxLine,
    PersonLine,
    SequenceLine,
    SequencePage,
    TodayPage,
)
from bot.refusals import Refusal
from bot.rules import access, business_time, names, senders
from storage import agenda, digests, drafts as desk, enrollments, mailboxes, reports, sequences, touches
from storage.database import Database, Transaction
from storage.models import Enrollment, Recruiter, Sequence, Touch
from storage.statuses import (
    Access,
    EnrollmentStatus,
    MailboxStatus,
    SequenceStatus,
    TouchStatus,
)

MOST_PEOPLE = 20


def lines(tx: Transaction, recruiter: Recruiter, found: Iterable[Sequence]) -> tuple[SequenceLine, ...]:
    """Draw sequences as lines for one person; those they may not see are left out."""
    seen = [row for row in found if access.may_see(row.access, owner=row.owner_id == recruiter.id)]
    ids = [row.id for row in seen]
    stages, counts = sequences.stage_counts(tx, ids), _counts(tx, ids)
    return tuple(_line(row, stages.get(row.id, 0), counts[row.id], recruiter.id) for row in seen)


def _line(row: Sequence, stages: int, counts: Counts, viewer_id: int) -> SequenceLine:
    is_owner = row.owner_id == viewer_id
    return SequenceLine(
        id=row.id,
        name=row.name,
        status=row.status,
        access=row.access,
        owner=row.owner.slack_id,
        stages=stages,
        counts=counts,
        may_use=access.may_use(row.access, owner=is_owner),
        may_change=access.may_change(row.access, owner=is_owner),
    )


def _counts(tx: Transaction, ids: Collection[int]) -> dict[int, Counts]:
    statuses = reports.statuses(tx, ids)
    interested, delivered = reports.interested(tx, ids), reports.delivered(tx, ids)
    return {
        sequence_id: Counts(
            enrolled=sum(found.values()),
            interested=interested.get(sequence_id, 0),
            delivered=delivered.get(sequence_id, 0),
            **{status.value: found[status] for status in EnrollmentStatus},
        )
        for sequence_id, found in statuses.items()
    }


def visible(db: Database, who: people.Who, *, now: datetime) -> tuple[SequenceLine, ...]:
    """List the sequences a person may see, by name."""
    with db.transaction() as tx:
        return lines(tx, people.recruiter(tx, who, now), sequences.of_team(tx, who.team))


def named(db: Database, who: people.Who, name: str, *, now: datetime) -> SequenceLine:
    """Find a sequence by name or by the beginning of one; raises Refusal that names the nearest."""
    if not name.strip():
        raise Refusal("Which sequence?", "Name it, or type `/sequence list` to see them all.")
    found = visible(db, who, now=now)
    wanted = sequences.key(name)
    exact = [line for line in found if sequences.key(line.name) == wanted]
    begins = [line for line in found if sequences.key(line.name).startswith(wanted)]
    if len(exact or begins) == 1:
        return (exact or begins)[0]
    if begins:
        raise Refusal(f"Several sequences begin with “{name}”.", f"Did you mean {_either(begins)}?")
    nearest = names.nearest(name, [line.name for line in found])
    mend = f"Did you mean {' or '.join(nearest)}?" if nearest else "`/sequence list` shows those you can see."
    raise Refusal(f"There is no sequence called “{name}”.", mend)


def _either(found: list[SequenceLine]) -> str:
    return " or ".join(line.name for line in found[:5])


def page(db: Database, who: people.Who, sequence_id: int, *, now: datetime) -> SequencePage:
    """Open one sequence."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        row = authoring.seen_by(tx, recruiter, sequence_id)
        return SequencePage(
            line=lines(tx, recruiter, [row])[0],
            stages=authoring.stages_of(tx, row.id),
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


def home(db: Database, who: people.Who, *, connect_url: str, now: datetime) -> HomePage:
    """Draw App Home for one person."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        every = lines(tx, recruiter, sequences.of_team(tx, who.team))
        alive = [line for line in every if line.status is not SequenceStatus.ARCHIVED]
        left = desk.latest_unsaved(tx, recruiter.id)
        return HomePage(
            recruiter=who.slack_id,
            name=recruiter.name,
            zone=recruiter.zone,
            connect_url=connect_url,
            mailbox=_mailbox(tx, recruiter),
            parked=_parked(left.id, left.content) if left else None,
            mine=tuple(line for line in alive if line.owner == who.slack_id),
            shared=tuple(line for line in alive if line.owner != who.slack_id),
            archived=tuple(line for line in every if line.status is SequenceStatus.ARCHIVED),
            today=_today(tx, recruiter, now),
            digests=tuple(subscribing.line(row) for row in digests.of_owner(tx, recruiter.id)),
            has_enrolled=enrollments.has_any(tx, recruiter.id),
            lent=lending.lines(tx, recruiter),
        )


def _parked(draft_id: int, content: dict[str, object]) -> Choice | None:
    return Choice(id=draft_id, name=str(content.get("name") or "Untitled")) if content.get("stages") else None


def _mailbox(tx: Transaction, recruiter: Recruiter) -> MailboxLine | None:
    mailbox = mailboxes.of_recruiter(tx, recruiter.id)
    if mailbox is None or mailbox.status is MailboxStatus.DISCONNECTED:
        return None
    return MailboxLine(
        address=mailbox.address,
        status=mailbox.status,
        reason=mailbox.lost_reason or stumbling.told(mailbox)[0],
        offer=senders.offer(mailbox),
    )


def today(db: Database, who: people.Who, *, now: datetime) -> TodayPage:
    """Draw what goes out today and what waits for this person."""
    with db.transaction() as tx:
        return _today(tx, people.recruiter(tx, who, now), now)


def _today(tx: Transaction, recruiter: Recruiter, now: datetime) -> TodayPage:
    where = business_time.zone(recruiter.zone)
    midnight = business_time.instant(now.astimezone(where).date() + timedelta(days=1), time(0), where)
    due = agenda.open_of_recruiter(tx, recruiter.id, midnight)
    going = [touch for touch in due if _goes(touch)]
    return TodayPage(
        zone=recruiter.zone,
        sending=tuple(_due(touch) for touch in going if touch.kind.is_email),
        by_hand=tuple(_due(touch) for touch in going if not touch.kind.is_email),
        held=tuple(_due(touch) for touch in due if not _goes(touch)),
        unanswered=tuple(replying.line(mail) for mail in reports.unanswered(tx, recruiter.id)),
    )


def _goes(touch: Touch) -> bool:
    waits = touch.status in {TouchStatus.HELD, TouchStatus.UNKNOWN}
    return not waits and touch.enrollment.status is EnrollmentStatus.ACTIVE


def _due(touch: Touch) -> DueLine:
    return DueLine(
        touch_id=touch.id,
        person=touch.enrollment.candidate.name,
        sequence=touch.enrollment.sequence.name,
        kind=touch.kind,
        stage=touch.number,
        due_at=touch.due_at,
        status=touch.status,
        why=touch.enrollment.why or touch.why,
        may_release=touch.enrollment.status is EnrollmentStatus.PAUSED,
    )


def digest(db: Database, digest_id: int, *, first: bool, now: datetime) -> Digest | None:
    """Draw a channel's digest: numbers only; confidential and personal sequences never; None if it was ended."""
    with db.reading() as tx:
        found = digests.get(tx, digest_id)
        if found is None:
            return None
        shared = {Access.SHARED_USE, Access.SHARED_VIEW}
        rows = [
            row
            for row in sequences.of_team(tx, found.team_id)
            if row.access in shared and row.status is not SequenceStatus.ARCHIVED
        ]
        ids = [row.id for row in rows]
        stages, counts = sequences.stage_counts(tx, ids), _counts(tx, ids)
        waiting = reports.waiting(tx, ids, now + timedelta(days=1))
        return Digest(
            day=now.astimezone(business_time.zone(found.zone)).date(),
            cadence=found.cadence,
            lines=tuple(_line(row, stages.get(row.id, 0), counts[row.id], found.owner_id) for row in rows),
            going_out=waiting[True],
            by_hand=waiting[False],
            held=tuple(reports.held(tx, ids)),
            switched_on_by=found.owner.slack_id if first else "",
        )


def digests_of(db: Database, who: people.Who, *, now: datetime) -> tuple[DigestLine, ...]:
    """List the digests a person switched on."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        return tuple(subscribing.line(row) for row in digests.of_owner(tx, recruiter.id))
