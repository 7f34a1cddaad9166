"""Steer somebody who is in a sequence: stop, pause, snooze, let go on, take for answered, begin again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType

import structlog

from bot.outreach import people, permitting
from bot.outreach.house import House
from bot.outreach.notices import crediting
from bot.outreach.outgoing import advancing, borrowing, replanning
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import business_time
from storage import borrowings, enrollments, notices, touches
from storage.database import Database, Transaction
from storage.models import CandidateAddress, Enrollment, Recruiter, Touch
from storage.statuses import EnrollmentStatus, TouchStatus

log = structlog.get_logger()

NOT_THEIRS = "Only the recruiter who enrolled this person may do that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    """Whose sequence waits, and until when; `zone` is the recruiter's."""

    person: str
    until: datetime
    zone: str


def of_mine(tx: Transaction, recruiter: Recruiter, enrollment_id: int) -> Enrollment:
    """Take an enrollment this person may act on in their own name, theirs or one of their sequence's, for changing."""
    enrollment = _there(tx, recruiter, enrollment_id)
    if recruiter.id not in {enrollment.recruiter_id, enrollment.sequence.owner_id}:
        raise NotAllowed(NOT_THEIRS)
    return _taken(tx, enrollment)


def of_own(tx: Transaction, recruiter: Recruiter, enrollment_id: int) -> Enrollment:
    """Take an enrollment whose mail leaves in this person's own name, for changing: nobody writes for a colleague."""
    enrollment = _there(tx, recruiter, enrollment_id)
    if recruiter.id != enrollment.recruiter_id:
        raise NotAllowed(NOT_THEIRS)
    return _taken(tx, enrollment)


def by_hand(tx: Transaction, recruiter: Recruiter, touch: Touch) -> Enrollment:
    """Take the enrollment of a manual stage this person has to do, or may, for changing."""
    enrollment = _there(tx, recruiter, touch.enrollment_id)
    if not permitting.may_do_by_hand(recruiter, touch):
        raise NotAllowed(NOT_THEIRS)
    return _taken(tx, enrollment)


def steered(tx: Transaction, recruiter: Recruiter, enrollment_id: int) -> Enrollment:
    """Take an enrollment this person may stop or let go on, for changing; an administrator may steer everybody's."""
    enrollment = _there(tx, recruiter, enrollment_id)
    if not permitting.may_steer(recruiter, enrollment):
        raise NotAllowed(NOT_THEIRS)
    return _taken(tx, enrollment)


def _there(tx: Transaction, recruiter: Recruiter, enrollment_id: int) -> Enrollment:
    enrollment = enrollments.get(tx, enrollment_id)
    if enrollment is None:
        raise Gone("That enrollment is no longer there.")
    if enrollment.team_id != recruiter.team_id:
        raise NotAllowed(NOT_THEIRS)
    if enrollment.candidate.forgotten_at is not None:
        raise Gone("This person was forgotten; nothing is known of them any more.")
    return enrollment


def _taken(tx: Transaction, enrollment: Enrollment) -> Enrollment:
    # The mailboxes first, in the order of a round: a click and a round then wait for each other in turn.
    borrowings.lock_mailboxes(tx, [enrollment.id])
    return enrollments.lock(tx, enrollment.id)


def person(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> str:
    """Tell whom an enrollment is of to somebody who may steer it; raises NotAllowed for others."""
    with db.transaction() as tx:
        return steered(tx, people.recruiter(tx, who, now), enrollment_id).candidate.name


def stop(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> str:
    """Stop a sequence for one person by hand; tell the person's name."""
    with db.transaction() as tx:
        return stopped(tx, steered(tx, people.recruiter(tx, who, now), enrollment_id), now)


def stopped(tx: Transaction, enrollment: Enrollment, now: datetime) -> str:
    """Stop a sequence as `stop` does; tell the person's name."""
    why = "stopped by hand"
    if not advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why=why, now=now):
        raise Gone(f"This sequence had ended already: {enrollment.why or enrollment.status.value}.")
    return enrollment.candidate.name


def resume(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> str:
    """Let an enrollment go on that was held, paused or taken for answered; tell the person's name.

    What was cancelled is planned again, never earlier than now; what went out stays out.
    """
    with db.transaction() as tx:
        return resumed(tx, steered(tx, people.recruiter(tx, who, now), enrollment_id), now)


def resumed(tx: Transaction, enrollment: Enrollment, now: datetime) -> str:
    """Let an enrollment go on, as `resume` does; tell the person's name."""
    resumable = {EnrollmentStatus.REPLIED, EnrollmentStatus.HELD, EnrollmentStatus.PAUSED}
    if enrollments.open_elsewhere(tx, enrollment):
        raise Gone("This person was enrolled in the same sequence again meanwhile.")
    if not enrollments.turn(tx, enrollment.id, expected=resumable, status=EnrollmentStatus.ACTIVE, why=""):
        raise Gone(f"This sequence cannot go on: it is {enrollment.status.value.replace('_', ' ')}.")
    touches.revive(tx, enrollment.id, now)
    borrowing.wake(tx, enrollment, now)
    log.info("enrollment resumed", enrollment=enrollment.id)
    return enrollment.candidate.name


def take_back(tx: Transaction, enrollment: Enrollment, before: EnrollmentStatus, now: datetime) -> None:
    """Let an enrollment stand again as it did before a mail ended it that has been misread."""
    ended = {EnrollmentStatus.REPLIED, EnrollmentStatus.OPTED_OUT}
    if not before.is_open:
        enrollments.turn(tx, enrollment.id, expected=ended, status=before, why="")
        return
    if enrollment.status is EnrollmentStatus.OPTED_OUT:
        enrollments.turn(tx, enrollment.id, expected=ended, status=EnrollmentStatus.HELD, why="")
    resumed(tx, enrollment, now)
    tx.flush()
    if not any(not touch.status.is_final for touch in touches.of_enrollment(tx, enrollment.id)):
        why = "every stage is done"
        enrollments.end(tx, enrollment.id, status=EnrollmentStatus.FINISHED, why=why, now=now)
    if before is EnrollmentStatus.PAUSED:
        running = {EnrollmentStatus.ACTIVE}
        enrollments.turn(tx, enrollment.id, expected=running, status=before, why="paused by hand")


def go_on(
    db: Database,
    who: people.Who,
    enrollment_id: int,
    *,
    house: House,
    now: datetime,
    even_answered: bool = False,
) -> str:
    """Let an enrollment go on, whatever it waits for: as `resume`, or before an absence or a snooze is over.

    A button that was drawn before an answer came must not undo the answer: only with `even_answered`.
    """
    with db.transaction() as tx:
        enrollment = steered(tx, people.recruiter(tx, who, now), enrollment_id)
        return gone_on(tx, enrollment, house=house, now=now, even_answered=even_answered)


def gone_on(
    tx: Transaction, enrollment: Enrollment, *, house: House, now: datetime, even_answered: bool = False
) -> str:
    """Let an enrollment go on as `go_on` does; tell the person's name."""
    if enrollment.status is EnrollmentStatus.REPLIED and not even_answered:
        raise Gone("They have answered meanwhile: nothing more goes out.")
    is_running = enrollment.status is EnrollmentStatus.ACTIVE
    if is_running and replanning.bring_forward(tx, enrollment, house, now):
        log.info("enrollment brought forward", enrollment=enrollment.id)
        return enrollment.candidate.name
    return resumed(tx, enrollment, now)


def pause(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> str:
    """Let nothing more go out to one person until somebody lets it go on; tell the person's name."""
    with db.transaction() as tx:
        return paused(tx, steered(tx, people.recruiter(tx, who, now), enrollment_id), now)


def paused(tx: Transaction, enrollment: Enrollment, now: datetime) -> str:
    """Pause an enrollment as `pause` does; tell the person's name."""
    del now
    running, why = {EnrollmentStatus.ACTIVE}, "paused by hand"
    if not enrollments.turn(tx, enrollment.id, expected=running, status=EnrollmentStatus.PAUSED, why=why):
        raise Gone(f"This sequence cannot be paused: it is {enrollment.status.value.replace('_', ' ')}.")
    log.info("enrollment paused", enrollment=enrollment.id)
    return enrollment.candidate.name


def snooze(
    db: Database, who: people.Who, enrollment_id: int, *, until: date, house: House, now: datetime
) -> Snoozed:
    """Let what has not left wait for a day, inside the hours of that day or the next opening; nothing comes earlier."""
    with db.transaction() as tx:
        enrollment = steered(tx, people.recruiter(tx, who, now), enrollment_id)
        return snoozed(tx, enrollment, until=until, house=house, now=now)


def snoozed(tx: Transaction, enrollment: Enrollment, *, until: date, house: House, now: datetime) -> Snoozed:
    """Let what has not left wait as `snooze` does."""
    if not enrollment.status.is_open:
        raise Gone(f"This sequence had ended already: {enrollment.why or enrollment.status.value}.")
    if until <= now.astimezone(business_time.zone(enrollment.recruiter.zone)).date():
        raise Refusal("That day is not still to come.", "Choose a later one.")
    due_at = put_off(tx, enrollment, until, house)
    log.info("enrollment snoozed", enrollment=enrollment.id)
    return Snoozed(person=enrollment.candidate.name, until=due_at, zone=enrollment.recruiter.zone)


def put_off(tx: Transaction, enrollment: Enrollment, until: date, house: House) -> datetime:
    """Let what an enrollment waits for wait until a day; tell when the first of it is due then."""
    every = touches.of_enrollment(tx, enrollment.id)
    if any(touch.status in touches.IN_DOUBT for touch in every):
        raise Refusal("An email to them is leaving just now.", "Snooze them again in a minute.")
    waiting = [touch for touch in every if touch.status in touches.WAITING]
    if not waiting:
        raise Gone("Nothing is still to come for them.")
    for touch in waiting:
        _put_off(tx, enrollment, touch, until, house)
    return waiting[0].due_at


def _put_off(tx: Transaction, enrollment: Enrollment, touch: Touch, until: date, house: House) -> None:
    hours = replanning.hours_of(enrollment, house, by_mail=touch.kind.is_email)
    opening = hours.opening(business_time.instant(until, time(0), hours.zone))
    touch.not_before = max(opening, touch.not_before or opening)
    if touch.due_at >= opening:
        return
    notices.drop_unposted(tx, advancing.reminder_key(touch))
    touch.due_at, touch.reminded_at = opening, None
    touch.moved = f"snoozed until {business_time.say_day(hours.day(opening))}"
    if touch.status is TouchStatus.SCHEDULED:
        touch.why, touch.verdict, touch.until = "", None, None


def mark_answered(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> str:
    """End an enrollment because what came was an answer after all; tell the person's name."""
    with db.transaction() as tx:
        enrollment = steered(tx, people.recruiter(tx, who, now), enrollment_id)
        why = "marked as replied"
        if not advancing.stop(tx, enrollment.id, status=EnrollmentStatus.REPLIED, why=why, now=now):
            raise Gone(f"This sequence had ended already: {enrollment.why or enrollment.status.value}.")
        crediting.owe(tx, enrollment.id, now)
        return enrollment.candidate.name


def start_again(  # noqa: PLR0913  what never comes, too
    tx: Transaction,
    old: Enrollment,
    address: CandidateAddress,
    house: House,
    now: datetime,
    *,
    over: Mapping[str, str] = MappingProxyType({}),
) -> Enrollment:
    """Enroll somebody anew where an enrollment ended, under another address; `over` is as in `advancing.begin`."""
    enrollment = enrollments.add(
        tx,
        Enrollment(
            team_id=old.team_id,
            candidate=old.candidate,
            sequence=old.sequence,
            version=old.version,
            recruiter=old.recruiter,
            mailbox_id=old.mailbox_id,
            address=address,
            status=EnrollmentStatus.ACTIVE,
            zone=house.zone_for(candidate=old.candidate.zone, recruiter=old.recruiter.zone),
            extras=old.extras,
            source_line=old.source_line,
            created_at=now,
        ),
    )
    advancing.begin(tx, enrollment, house, now, over=over)
    return enrollment
