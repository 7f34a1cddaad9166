"""Somebody nobody has an email address of yet: what is done by hand begins, the emails wait for one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import structlog

from bot.outreach.candidates import knowing, steering
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.notices import owing
from bot.outreach.outgoing import advancing
from bot.refusals import Gone
from bot.rules import needs
from bot.rules.drafts import StageDraft
from storage import borrowings, enrollments, own_stages, plans, touches
from storage.database import Transaction
from storage.models import Candidate, CandidateAddress, Enrollment
from storage.statuses import EnrollmentStatus, TouchStatus

log = structlog.get_logger()

HAD = frozenset({TouchStatus.SENT, TouchStatus.DONE, TouchStatus.SKIPPED})
WAS_HAD = "it was done before there was an address"


def is_waiting(enrollment: Enrollment) -> bool:
    """Tell whether the emails of an enrollment wait for an address, even if all that is done by hand is done."""
    status = enrollment.status
    is_wanted = status.is_open or status is EnrollmentStatus.FINISHED
    return is_wanted and enrollment.by_hand_only and enrollment.address_id is None


def wanted(asked: Asked, stages: Collection[StageDraft]) -> dict[str, Any]:
    """Say, by the fields of the enroll form, whether stages like these want an address and may wait for it."""
    needs_address = not stages or any(stage.kind.is_email for stage in stages)
    return {"needs_address": needs_address, "may_wait": needs.may_wait(stages), "waits": asked.waits}


def waits(asked: Asked) -> bool:
    """Tell whether somebody is to begin with what is done by hand, as there is no address yet."""
    return asked.waits and not asked.address


def reached(tx: Transaction, candidate: Candidate, asked: Asked) -> dict[str, Any]:
    """Say, by the columns of an enrollment, at which address somebody is reached, or that their emails wait for one."""
    by_hand_only = waits(asked)
    address = None if by_hand_only else knowing.address_of(tx, candidate, asked)
    return {"address": address, "by_hand_only": by_hand_only}


def begun(tx: Transaction, enrollment: Enrollment, house: House, now: datetime) -> datetime:
    """Plan the first touch of an enrollment, and ask for the address where one is missing; tell when it is due."""
    if is_waiting(enrollment):
        owing.trouble(tx, enrollment, "no_address", key=str(enrollment.id), about={}, now=now)
    return advancing.begin(tx, enrollment, house, now)


def go_on(
    tx: Transaction, enrollment: Enrollment, address: CandidateAddress, house: House, now: datetime
) -> None:
    """Begin the sequence anew under an address, without what was done by hand; raises Gone where no email is left."""
    borrowings.lock_mailboxes(tx, [enrollment.id])  # before enrollments, as everybody does
    old = enrollments.lock(tx, enrollment.id)
    if not is_waiting(old):
        raise Gone("This was mended already.")
    had = {touch.stage.key for touch in touches.of_enrollment(tx, old.id) if touch.status in HAD}
    own = own_stages.of_enrollment(tx, old.id)
    over = {key: one.left_out for key, one in own.items() if one.left_out} | dict.fromkeys(had, WAS_HAD)
    coming = [stage for stage in plans.of_version(tx, old.version_id) if stage.key not in over]
    if not any(stage.kind.is_email for stage in coming):
        raise Gone("No email is left that could go to them.")
    advancing.stop(tx, old.id, status=EnrollmentStatus.STOPPED, why="it goes on with an address", now=now)
    tx.refresh(old)
    # The address is what tells a second press that this was mended.
    old.address = address
    new = steering.start_again(tx, old, address, house, now, over=over)
    for key, one in own.items():
        own_stages.put(tx, new.id, key, subject=one.subject, body=one.body)
    log.info("begun anew with an address", enrollment=new.id, before=old.id)
