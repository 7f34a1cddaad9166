"""Steer somebody who is in a sequence: stop, let go on, take for answered, begin again."""

from datetime import datetime

import structlog

from bot.outreach import advancing, people
from bot.outreach.house import House
from bot.refusals import Gone, NotAllowed
from storage import enrollments, mailboxes, touches
from storage.database import Database, Transaction
from storage.models import CandidateAddress, Enrollment, Recruiter
from storage.statuses import EnrollmentStatus

log = structlog.get_logger()


def of_mine(tx: Transaction, recruiter: Recruiter, enrollment_id: int) -> Enrollment:
    """Take an enrollment this person may act on, their own or one of their sequence's, for changing.

    Its mailbox is taken first, in the order of a round: a click and a round then wait for each other in turn.
    """
    enrollment = enrollments.get(tx, enrollment_id)
    if enrollment is None or enrollment.team_id != recruiter.team_id:
        raise Gone("That enrollment is no longer there.")
    if recruiter.id not in {enrollment.recruiter_id, enrollment.sequence.owner_id}:
        raise NotAllowed("Only the recruiter who enrolled this person may do that.")
    if enrollment.mailbox_id is not None:
        mailboxes.lock(tx, enrollment.mailbox_id)
    return enrollments.lock(tx, enrollment.id)


def stop(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> str:
    """Stop a sequence for one person by hand; tell the person's name."""
    with db.transaction() as tx:
        enrollment = of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        why = "stopped by hand"
        if not advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why=why, now=now):
            raise Gone(f"This sequence had ended already: {enrollment.why or enrollment.status.value}.")
        return enrollment.candidate.name


def resume(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> str:
    """Let an enrollment go on that was held, paused or taken for answered; tell the person's name.

    What was cancelled is planned again, never earlier than now; what went out stays out.
    """
    with db.transaction() as tx:
        enrollment = of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        resumable = {EnrollmentStatus.REPLIED, EnrollmentStatus.HELD, EnrollmentStatus.PAUSED}
        if enrollments.open_elsewhere(tx, enrollment):
            raise Gone("This person was enrolled in the same sequence again meanwhile.")
        if not enrollments.turn(
            tx, enrollment.id, expected=resumable, status=EnrollmentStatus.ACTIVE, why=""
        ):
            raise Gone(f"This sequence cannot go on: it is {enrollment.status.value.replace('_', ' ')}.")
        touches.revive(tx, enrollment.id, now)
        if enrollment.mailbox_id is not None:
            mailboxes.wake(tx, enrollment.mailbox_id, now)
        log.info("enrollment resumed", enrollment=enrollment.id)
        return enrollment.candidate.name


def mark_answered(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> str:
    """End an enrollment because what came was an answer after all; tell the person's name."""
    with db.transaction() as tx:
        enrollment = of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        why = "marked as replied"
        if not advancing.stop(tx, enrollment.id, status=EnrollmentStatus.REPLIED, why=why, now=now):
            raise Gone(f"This sequence had ended already: {enrollment.why or enrollment.status.value}.")
        return enrollment.candidate.name


def start_again(
    tx: Transaction, old: Enrollment, address: CandidateAddress, house: House, now: datetime
) -> None:
    """Enroll somebody anew where an enrollment ended, under another address."""
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
            created_at=now,
        ),
    )
    advancing.begin(tx, enrollment, house, now)
