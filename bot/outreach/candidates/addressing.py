"""The addresses of one person: more of them, the one that is preferred, one that goes, and which is written to."""

from datetime import datetime

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import knowing, profiling
from bot.outreach.outgoing import borrowing
from bot.refusals import Gone, Refusal
from bot.rules import links
from bot.rules.drafts import Problem
from storage import borrowings, candidates, enrollments, suppressions, touches
from storage.database import Database, Transaction
from storage.models import Candidate, CandidateAddress, Recruiter

log = structlog.get_logger()

MOST = 10
GONE = "That address is no longer there."


def add(
    db: Database, who: people.Who, candidate_id: int, typed: str, *, now: datetime
) -> tuple[Problem, ...]:
    """Note another address of somebody, once; or say what is wrong with it."""
    try:
        address = links.address(typed)
    except Refusal as refusal:
        return (Problem(field="address", text=str(refusal)),)
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        person = profiling.taken(tx, recruiter, candidate_id)
        key = links.address_key(address)
        owner = candidates.by_address(tx, who.team, key)
        if owner is not None and owner.id != person.id:
            return (Problem(field="address", text=_belongs(tx, recruiter, owner)),)
        if owner is None and len(person.addresses) >= MOST:
            return (Problem(field="address", text=f"{MOST} addresses are enough. Remove one first."),)
        candidates.add_address(tx, person, address, key)
        return ()


def prefer(db: Database, who: people.Who, address_id: int, *, now: datetime) -> int:
    """Offer one address before the others from now on; tell whose it is."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        person, row = _taken(tx, recruiter, address_id)
        if row.bounced_at is not None:
            raise Refusal("Mail to this address came back.", "Choose another one.")
        if why := suppressions.why(tx, who.team, row.key):
            raise Refusal(f"Nobody may write to this address: {why.rstrip('.')}.", "Choose another one.")
        for other in person.addresses:
            other.is_preferred = other is row
        return person.id


def remove(db: Database, who: people.Who, address_id: int, *, now: datetime) -> int:
    """Forget one address, unless something may still go to it; tell whose it was."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        person, row = _taken(tx, recruiter, address_id)
        for one in enrollments.of_candidate(tx, person.id):
            if not one.status.is_open or one.address_id != row.id:
                continue
            named = (
                one.sequence.name if permitting.may_know(recruiter, one) else "A sequence of a colleague's"
            )
            raise Refusal(f"{named} writes to this address.", "Prefer another one and use it there first.")
        candidates.remove_address(tx, row)
        log.info("address removed", candidate=person.id)
        return person.id


def use(db: Database, who: people.Who, candidate_id: int, *, now: datetime) -> int:
    """Let the open sequences that may be steered write to the preferred address; tell how many do so now."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        person = profiling.taken(tx, recruiter, candidate_id)
        first = knowing.preferred(person)
        met = enrollments.of_candidate(tx, person.id)
        found = [one.id for one in profiling.elsewhere(recruiter, first, met)]
        borrowings.lock_mailboxes(tx, found)  # before enrollments, as everybody does
        for enrollment_id in found:
            _use(tx, enrollment_id, first, now)
        return len(found)


def _use(tx: Transaction, enrollment_id: int, first: CandidateAddress | None, now: datetime) -> None:
    enrollment = enrollments.lock(tx, enrollment_id)
    if any(touch.status in touches.IN_DOUBT for touch in touches.of_enrollment(tx, enrollment_id)):
        raise Refusal("An email to them is leaving just now.", "Try again in a minute.")
    if enrollment.status.is_open and first is not None:
        enrollment.address_id = first.id
        borrowing.wake(tx, enrollment, now)


def _taken(tx: Transaction, recruiter: Recruiter, address_id: int) -> tuple[Candidate, CandidateAddress]:
    """Take whose address it is for changing; raises Gone where whoever asks may not hear of them."""
    row = tx.get(CandidateAddress, address_id)
    if row is None:
        raise Gone(GONE)
    person = profiling.taken(tx, recruiter, row.candidate_id)
    found = next((one for one in person.addresses if one.id == address_id), None)
    if found is None:
        raise Gone(GONE)
    return person, found


def _belongs(tx: Transaction, recruiter: Recruiter, owner: Candidate) -> str:
    if permitting.may_name(recruiter, enrollments.of_candidate(tx, owner.id)):
        return f"That address belongs to {owner.name}. If they are one person, merge the two."
    return "That address belongs to somebody else."
