"""From one stage to the next: plan a touch, move an enrollment on, end it."""

import hashlib
from datetime import datetime

from bot.outreach.house import House
from bot.rules import business_time, due
from bot.rules.drafts import StageDraft
from storage import enrollments, mailboxes, notices, touches
from storage.database import Transaction
from storage.models import Enrollment, Stage, Touch
from storage.statuses import EnrollmentStatus, TouchStatus


def stage_draft(stage: Stage) -> StageDraft:
    """Give a stored stage as the value rules work on."""
    return StageDraft(
        kind=stage.kind,
        delay=stage.delay,
        delay_unit=stage.delay_unit,
        at=stage.at,
        not_before=stage.not_before,
        subject=stage.subject,
        body=stage.body,
        new_thread=stage.new_thread,
    )


def begin(tx: Transaction, enrollment: Enrollment, house: House, now: datetime) -> Touch:
    """Plan the first touch of an enrollment; counts from now."""
    return _plan(tx, enrollment, enrollment.version.stages[0], house, now)


def advance(tx: Transaction, touch: Touch, house: House, went_at: datetime) -> Touch | None:
    """Plan what follows a touch that is over, counted from when it went, or finish the enrollment.

    An enrollment that ended meanwhile, or has moved on already, is left as it is.
    """
    enrollment = enrollments.lock(tx, touch.enrollment_id)
    if not enrollment.status.is_open or enrollment.position != touch.position:
        return None
    following = [stage for stage in enrollment.version.stages if stage.position > touch.position]
    if not following:
        enrollments.end(
            tx, enrollment.id, status=EnrollmentStatus.FINISHED, why="every stage is done", now=went_at
        )
        return None
    enrollment.position = following[0].position
    return _plan(tx, enrollment, following[0], house, went_at)


def _plan(tx: Transaction, enrollment: Enrollment, stage: Stage, house: House, after: datetime) -> Touch:
    by_mail = stage.kind.is_email
    # What a candidate reads comes in their hours; what a recruiter does by hand comes in hers.
    zone = business_time.zone(enrollment.zone if by_mail else enrollment.recruiter.zone)
    planned = due.plan(
        stage_draft(stage),
        first=stage.position == 0,
        after=after,
        zone=zone,
        windows=house.windows,
        holidays=house.holidays,
    )
    touch = touches.add(
        tx,
        Touch(
            enrollment_id=enrollment.id,
            sequence_id=enrollment.sequence_id,
            stage_id=stage.id,
            position=stage.position,
            kind=stage.kind,
            mailbox_id=enrollment.mailbox_id if by_mail else None,
            status=TouchStatus.SCHEDULED,
            due_at=planned.at,
            moved=planned.moved,
            token=_token(enrollment, stage.position),
        ),
    )
    if touch.mailbox_id is not None:
        mailboxes.wake(tx, touch.mailbox_id, touch.due_at)
    return touch


def _token(enrollment: Enrollment, position: int) -> str:
    # Made from what an older copy of the database knows too: after a restore our own mails are still recognised.
    return hashlib.sha256(f"{enrollment.secret}:{position}".encode()).hexdigest()[:32]


def stop(tx: Transaction, enrollment_id: int, *, status: EnrollmentStatus, why: str, now: datetime) -> bool:
    """End an enrollment and cancel what has not left; False if it had ended already.

    A draft that waits at Gmail is deleted by the mailbox's next round, which is woken here.
    """
    if not enrollments.end(tx, enrollment_id, status=status, why=why, now=now):
        return False
    touches.cancel_open(tx, enrollment_id, now)
    for touch in touches.of_enrollment(tx, enrollment_id):
        notices.drop_unposted(tx, reminder_key(touch))
        if touch.mailbox_id is not None and touch.draft_id and touch.status is TouchStatus.CANCELLED:
            mailboxes.wake(tx, touch.mailbox_id, now)
    return True


def reminder_key(touch: Touch) -> str:
    """Name the one reminder owed for a touch at one due time."""
    return f"reminder:{touch.id}:{touch.due_at.isoformat()}"
