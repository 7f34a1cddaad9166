"""Mend an enrollment that waits for a person: a value that is missing, an address that works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.outreach import people, steering, wording
from bot.outreach.house import House
from bot.refusals import Gone, Refusal
from bot.rules import links
from bot.rules.drafts import Problem
from storage import candidates, enrollments, mailboxes, touches
from storage.database import Database, Transaction
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, TouchStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted for one enrollment."""

    enrollment_id: int
    person: str
    tokens: tuple[str, ...] = ()
    address: str = ""


def missing(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> Wanted:
    """Name the tokens a held mail still needs; raises Gone when it needs none."""
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        tokens = _missing(enrollment, _held(tx, enrollment), now)
        if not tokens or not enrollment.status.is_open:
            raise Gone("Nothing is missing any more.")
        return Wanted(enrollment_id=enrollment.id, person=enrollment.candidate.name, tokens=tokens)


def fill_in(
    db: Database, who: people.Who, enrollment_id: int, values: Mapping[str, str], *, now: datetime
) -> tuple[Problem, ...]:
    """Take values for this person and let the held mail go on, or say what is still missing."""
    blank = [
        Problem(field=name, text="Write something here.")
        for name, value in values.items()
        if not value.strip()
    ]
    if blank:
        return tuple(blank)
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        enrollment.extras = {**enrollment.extras, **{name: value.strip() for name, value in values.items()}}
        _go_on(tx, enrollment, now)
        return ()


def bounced(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> Wanted:
    """Name the address that does not work; raises Gone when the enrollment no longer waits for one."""
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        if enrollment.status is not EnrollmentStatus.BOUNCED:
            raise Gone("This was mended already.")
        address = enrollment.address.address if enrollment.address else ""
        return Wanted(enrollment_id=enrollment.id, person=enrollment.candidate.name, address=address)


def fix_address(
    db: Database, who: people.Who, enrollment_id: int, address: str, *, house: House, now: datetime
) -> tuple[Problem, ...]:
    """Enroll somebody whose mail bounced anew in the same sequence under another address."""
    try:
        checked = links.address(address)
    except Refusal as refusal:
        return (Problem(field="address", text=str(refusal)),)
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        if enrollment.status is not EnrollmentStatus.BOUNCED:
            raise Gone("This was mended already.")
        row = candidates.add_address(tx, enrollment.candidate, checked, links.address_key(checked))
        if row.bounced_at is not None:
            return (Problem(field="address", text="Mail to this address came back, too."),)
        steering.start_again(tx, enrollment, row, house, now)
        return ()


def _held(tx: Transaction, enrollment: Enrollment) -> Touch | None:
    every = touches.of_enrollment(tx, enrollment.id)
    return next((touch for touch in every if touch.status is TouchStatus.HELD), None)


def _missing(enrollment: Enrollment, touch: Touch | None, now: datetime) -> tuple[str, ...]:
    if touch is None:
        return ()
    worded = wording.words(touch.stage, wording.values(enrollment, now), subject=touch.stage.subject)
    return worded.tokens if isinstance(worded, wording.Incomplete) else ()


def _go_on(tx: Transaction, enrollment: Enrollment, now: datetime) -> None:
    held = {EnrollmentStatus.HELD}
    if not enrollments.turn(tx, enrollment.id, expected=held, status=EnrollmentStatus.ACTIVE, why=""):
        raise Gone("Nothing is missing any more.")
    touches.revive(tx, enrollment.id, now)
    if enrollment.mailbox_id is not None:
        mailboxes.wake(tx, enrollment.mailbox_id, now)
