"""Take an enrollment back while nothing of it has left, as if it had not been."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.outreach import people
from bot.outreach.candidates import steering
from bot.outreach.notices import redrawing
from bot.outreach.outgoing import advancing
from bot.refusals import Gone
from bot.rules import steers
from bot.rules.steers import Footprint
from storage import facts, notices, touches, withdrawn
from storage.database import Database, Transaction
from storage.models import Enrollment, Touch
from storage.statuses import EnrollmentStatus, TouchStatus

log = structlog.get_logger()

WHY = "taken back before anything went"
WAITING = "taken-back:"
"""Under it stands who was taken back and whose rows are kept until Gmail and Slack show nothing of them any more."""

PATIENCE = timedelta(hours=1)
LEFT = "The first stage has left already, so this cannot be undone."
LEAVES = "The first email is leaving just now, so this cannot be undone."


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """Who is not in a sequence any more."""

    person: str
    sequence: str


def take_back(db: Database, who: people.Who, enrollment_id: int, *, now: datetime) -> TakenBack:
    """Take an enrollment back; raises Gone once its first stage has left, or is leaving at this moment.

    A round that wants to send it waits for this transaction, or this one for the round: whoever is first is obeyed.
    """
    with db.transaction() as tx:
        enrollment = steering.steered(tx, people.recruiter(tx, who, now), enrollment_id)
        done = TakenBack(person=enrollment.candidate.name, sequence=enrollment.sequence.name)
        every = [touches.lock(tx, touch.id) for touch in touches.of_enrollment(tx, enrollment.id)]
        _demand_unbegun(enrollment, every)
        _take_back(tx, enrollment, every, now)
        log.info("enrollment taken back", enrollment=enrollment_id)
        return done


def _demand_unbegun(enrollment: Enrollment, every: Iterable[Touch]) -> None:
    if not enrollment.status.is_open:
        raise Gone(f"This sequence had ended already: {enrollment.why or enrollment.status.value}.")
    trail = trail_of(every)
    if steers.has_begun(trail):
        leaves = any(one.status is TouchStatus.CLAIMED for one in trail)
        raise Gone(LEAVES if leaves else LEFT, "You can still stop the sequence.")


def trail_of(every: Iterable[Touch]) -> tuple[Footprint, ...]:
    """Say how far everything planned for a person has come."""
    return tuple(
        Footprint(status=touch.status, was_sending=touch.sending_at is not None, shows=_shows(touch))
        for touch in every
    )


def _shows(touch: Touch) -> bool:
    is_at_gmail = bool(touch.draft_id) or touch.step is not None
    was_asked = touch.allowed_at is not None or touch.status is TouchStatus.HELD
    return is_at_gmail or was_asked or touch.reminded_at is not None


def _take_back(tx: Transaction, enrollment: Enrollment, every: list[Touch], now: datetime) -> None:
    for touch in every:
        notices.drop_unposted(tx, advancing.reminder_key(touch))
    if not any(one.shows for one in trail_of(every)) and withdrawn.remove(tx, enrollment.id):
        return
    # The ordinary stop: the next round deletes the draft, and the cards say what became of it.
    for touch in every:
        if touch.reminded_at is not None:
            redrawing.of_reminder(tx, touch, now)
    advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why=WHY, now=now)
    facts.put(tx, f"{WAITING}{enrollment.id}", now.isoformat(), now)


def clear_away(db: Database, now: datetime) -> int:
    """Remove who was taken back an hour ago and whose draft is gone; tell how many."""
    with db.reading() as tx:
        known = facts.under(tx, WAITING)
    old = [key for key, since in known.items() if datetime.fromisoformat(since) <= now - PATIENCE]
    return sum(_clear(db, key) for key in old)


def _clear(db: Database, key: str) -> bool:
    with db.transaction() as tx:
        enrollment_id = int(key.removeprefix(WAITING))
        every = touches.of_enrollment(tx, enrollment_id)
        if any(touch.draft_id or touch.status in touches.IN_DOUBT for touch in every):
            return False
        facts.drop(tx, key)
        # Somebody may have let them go on meanwhile, or a mail may have come: then they stay.
        found = tx.get(Enrollment, enrollment_id)
        return found is not None and found.why == WHY and withdrawn.remove(tx, enrollment_id)
