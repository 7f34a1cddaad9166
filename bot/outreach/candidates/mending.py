"""Mend an enrollment that waits for a person: a value that is missing, an address that works."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.outreach import people
from bot.outreach.candidates import awaiting, knowing, remembering, steering
from bot.outreach.house import House
from bot.outreach.outgoing import advancing, borrowing, wording, writing
from bot.outreach.outgoing.wording import NOTHING, Incomplete, Worded
from bot.outreach.plans import coining
from bot.refusals import Gone, Refusal
from bot.rules import business_time, fallbacks, links, moving, stopping
from bot.rules.drafts import Problem
from bot.rules.fallbacks import Fallback
from storage import candidates, enrollments, inbox, letters, plans, touches
from storage.database import Database, Transaction
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, Mark, TouchStatus

WEEK = timedelta(days=7)
GONE = (TouchStatus.SENT, TouchStatus.DONE)


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
        tokens = _missing(tx, _held(tx, enrollment), now)
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


def fallback(tx: Transaction, enrollment: Enrollment, now: datetime) -> Fallback | None:
    """Find neutral phrases for all that a held text lacks, and read it with them; None where one must be typed."""
    touch = _held(tx, enrollment)
    phrases = fallbacks.standing_in(_missing(tx, touch, now))
    if touch is None or not phrases:
        return None
    said = _worded(tx, touch, now, fallbacks.marked(phrases))
    if isinstance(said, Incomplete):
        return None
    reads = fallbacks.reads(f"{said.subject}\n\n{said.text}")
    return Fallback(phrases=tuple(phrases.items()), reads=reads)


def fall_back(
    db: Database, who: people.Who, enrollment_id: int, tokens: Collection[str], *, now: datetime
) -> str:
    """Let neutral phrases stand for tokens, for this person in this sequence only; tell which stand.

    Raises Gone when `tokens` is not what is missing now: it would read otherwise than whoever agreed to it was shown.
    """
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        missing = _missing(tx, _held(tx, enrollment), now)
        if not missing or not enrollment.status.is_open:
            raise Gone("Nothing is missing any more.")
        phrases = fallbacks.standing_in(missing)
        if not phrases or set(missing) != set(tokens):
            raise Gone("The text has changed since: something else is missing now. Fill it in instead.")
        enrollment.extras = {**enrollment.extras, **phrases}
        _go_on(tx, enrollment, now)
        return " and ".join(f"“{phrase}”" for phrase in phrases.values())


def bounced(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> Wanted:
    """Name the address that does not work; raises Gone when the enrollment no longer waits for one."""
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        _demand_mendable(tx, enrollment)
        preferred = knowing.preferred(enrollment.candidate)
        known = enrollment.address or (preferred if awaiting.is_waiting(enrollment) else None)
        address = known.address if known else ""
        return Wanted(enrollment_id=enrollment.id, person=enrollment.candidate.name, address=address)


def fix_address(
    db: Database, who: people.Who, enrollment_id: int, address: str, *, house: House, now: datetime
) -> tuple[Problem, ...]:
    """Enroll somebody whose mail bounced, or who waits for an address, anew in the same sequence under this one."""
    try:
        checked = links.address(address)
    except Refusal as refusal:
        return (Problem(field="address", text=str(refusal)),)
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        _demand_mendable(tx, enrollment)
        if told := remembering.told(tx, who.team, address=checked, zone=enrollment.recruiter.zone):
            return (Problem(field="address", text=told),)
        known = candidates.by_address(tx, enrollment.team_id, links.address_key(checked))
        if known is not None and known.id != enrollment.candidate_id:
            return (Problem(field="address", text="That address belongs to somebody else."),)
        row = candidates.add_address(tx, enrollment.candidate, checked, links.address_key(checked))
        if row.bounced_at is not None:
            return (Problem(field="address", text="Mail to this address came back, too."),)
        if awaiting.is_waiting(enrollment):
            awaiting.go_on(tx, enrollment, row, house, now)
        else:
            steering.start_again(tx, enrollment, row, house, now)
        return ()


def _demand_mendable(tx: Transaction, enrollment: Enrollment) -> None:
    is_waiting = awaiting.is_waiting(enrollment)
    is_open = enrollment.status.is_open and not is_waiting
    if is_open or enrollments.open_elsewhere(tx, enrollment):
        raise Gone("This was mended already.")
    if is_waiting:
        return
    if enrollment.status is EnrollmentStatus.OPTED_OUT:
        raise Gone("They asked not to be written to.")
    is_answered = enrollment.status in {EnrollmentStatus.REPLIED, EnrollmentStatus.FINISHED}
    if is_answered and not inbox.is_marked(tx, enrollment.id, Mark.WRONG_PERSON):
        raise Gone("They have answered, or had every stage: nothing is to be mended.")


def keep_manual(db: Database, who: people.Who, enrollment_id: int, *, house: House, now: datetime) -> str:
    """Go on by hand with somebody whose mail bounced: their e-mails are left out; tell the person's name."""
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        if enrollment.status is not EnrollmentStatus.BOUNCED or enrollments.open_elsewhere(tx, enrollment):
            raise Gone("This was mended already, or ended for another reason.")
        if not has_manual_left(tx, enrollment):
            raise Gone("No stage done by hand is left.")
        enrollment.by_hand_only, enrollment.why = True, ""
        enrollment.status, enrollment.ended_at, enrollment.ended_by = EnrollmentStatus.ACTIVE, None, None
        here = next(
            (one for one in touches.of_enrollment(tx, enrollment.id) if _waits_by_hand(one, enrollment)), None
        )
        _leave_out_mails(tx, enrollment, now)
        tx.flush()
        if here is not None:
            touches.revive(tx, enrollment.id, now)
        else:
            advancing.go_on(tx, letters.owner(tx, enrollment.id), house, now)
        return enrollment.candidate.name


def _leave_out_mails(tx: Transaction, enrollment: Enrollment, now: datetime) -> None:
    """Skip what was cancelled of the e-mails, so that no later resuming brings it back."""
    for touch in touches.of_enrollment(tx, enrollment.id):
        if touch.status is TouchStatus.CANCELLED and touch.kind.is_email and not touch.draft_id:
            touch.status, touch.done_at, touch.why = TouchStatus.SKIPPED, now, "it goes on by hand"


def _waits_by_hand(touch: Touch, enrollment: Enrollment) -> bool:
    """Tell whether the stage an enrollment stands at is one done by hand that was not done."""
    is_here = touch.position == enrollment.position and touch.status is TouchStatus.CANCELLED
    return is_here and not touch.kind.is_email


def has_manual_left(tx: Transaction, enrollment: Enrollment) -> bool:
    """Tell whether stages done by hand are left where an enrollment stands."""
    had = [touch.stage.key for touch in touches.of_enrollment(tx, enrollment.id) if touch.status in GONE]
    stages = plans.of_version(tx, enrollment.version_id)
    return bool(moving.left(stages, had, by_hand_only=True))


def in_a_week(db: Database, who: people.Who, enrollment_id: int, *, house: House, now: datetime) -> str:
    """Go on in a week with somebody whose mailbox did not take the last mail; tell when."""
    with db.transaction() as tx:
        enrollment = steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)
        # Held for another reason meanwhile, it waits for that.
        if enrollment.status is not EnrollmentStatus.HELD or enrollment.why != stopping.ANOTHER_DAY:
            raise Gone("This was settled already, or waits for something else.")
        steering.resumed(tx, enrollment, now)
        today = now.astimezone(business_time.zone(enrollment.recruiter.zone)).date()
        until = steering.put_off(tx, enrollment, today + WEEK, house)
        return business_time.say(until, enrollment.recruiter.zone)


def demand_own(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> None:
    """Demand that whoever asks may act on an enrollment in their own name."""
    with db.transaction() as tx:
        steering.of_mine(tx, people.recruiter(tx, who, now), enrollment_id)


def lacking(tx: Transaction, enrollment: Enrollment, now: datetime) -> tuple[str, ...]:
    """Name the tokens the mail an enrollment is held by still needs."""
    return _missing(tx, _held(tx, enrollment), now)


def _held(tx: Transaction, enrollment: Enrollment) -> Touch | None:
    every = touches.of_enrollment(tx, enrollment.id)
    return next((touch for touch in every if touch.status is TouchStatus.HELD), None)


def _missing(tx: Transaction, touch: Touch | None, now: datetime) -> tuple[str, ...]:
    found = None if touch is None else _worded(tx, touch, now)
    return found.tokens if isinstance(found, Incomplete) else ()


def _worded(
    tx: Transaction, touch: Touch, now: datetime, given: Mapping[str, str] = NOTHING
) -> Worded | Incomplete:
    """Word a touch as it would go out, with what is `given` tried on."""
    waiting = letters.look(tx, touch.id) if touch.kind.is_email else None
    if waiting is None:
        tokens = coining.vocabulary(tx, touch.enrollment.team_id).values
        return wording.of_touch(touch, tokens, now, given)
    waiting = replace(waiting, extras={**waiting.extras, **given})
    return writing.worded(waiting, writing.page(tx, waiting), now)


def _go_on(tx: Transaction, enrollment: Enrollment, now: datetime) -> None:
    held = {EnrollmentStatus.HELD}
    if not enrollments.turn(tx, enrollment.id, expected=held, status=EnrollmentStatus.ACTIVE, why=""):
        raise Gone("Nothing is missing any more.")
    touches.revive(tx, enrollment.id, now)
    borrowing.wake(tx, enrollment, now)
