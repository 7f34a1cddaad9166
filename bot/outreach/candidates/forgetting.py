"""Forget a person for good: stop what is under way for them, then erase them and their mail everywhere."""

from datetime import datetime

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import explaining
from bot.outreach.candidates.erasures import Known, Outcome
from bot.outreach.outgoing import advancing
from bot.refusals import Gone, NotAllowed, Refusal
from storage import borrowings, changes, enrollments, forgetting, forgotten, mailboxes, notices
from storage.database import Database, Transaction
from storage.errors import DatabaseTrouble
from storage.models import Candidate, Enrollment, Forgetting, Recruiter
from storage.notices import Owed
from storage.statuses import Deed, EnrollmentStatus

log = structlog.get_logger()

WHY = "they asked to be forgotten"
MOST = 10
NOT_YOURS = (
    "Only whoever enrolled a person may have them forgotten, and not while they are in somebody else's sequence.",
    "Ask an administrator of Overture.",
)
NOT_THERE = "Nothing is known of this person any more."
MADE_ONE = (
    "They were made one with somebody meanwhile, and nobody was forgotten.",
    "Type `/sequence forget` once more, and see who they are now.",
)


def ask(db: Database, who: people.Who, words: str, *, now: datetime) -> tuple[Known, ...]:
    """Find whom somebody wants to have forgotten, as far as they may; raises Refusal with the nearest names."""
    if not words.strip():
        raise Refusal("Who is to be forgotten?", "Type `/sequence forget` and a name, a link or an address.")
    with people.looking(db, who, now) as (tx, recruiter):
        found = whom(tx, recruiter, words)
        allowed = [
            one for one in found if permitting.may_forget(recruiter, enrollments.of_candidate(tx, one.id))
        ]
        if not allowed:
            raise NotAllowed(*NOT_YOURS)
        return tuple(_known(tx, recruiter, one) for one in allowed[:MOST])


def whom(tx: Transaction, recruiter: Recruiter, words: str) -> list[Candidate]:
    """Find the people who are meant, of those this person may hear of; raises Refusal where there is none."""
    found = explaining.meant(tx, recruiter, words)
    if not found:
        raise Refusal(f"I know nobody called “{words.strip()}”.", "Try their profile link or address.")
    return found


def _known(tx: Transaction, recruiter: Recruiter, candidate: Candidate) -> Known:
    met = enrollments.of_candidate(tx, candidate.id)
    seen = [one for one in met if permitting.may_know(recruiter, one)]
    return Known(
        id=candidate.id,
        name=candidate.name,
        company=candidate.company,
        address=candidate.addresses[0].address if candidate.addresses else "",
        places=tuple(f"{one.sequence.name}: {one.status.value.replace('_', ' ')}" for one in seen),
        unseen=len(met) - len(seen),
        running=sum(one.status.is_open for one in met),
    )


def forget(db: Database, who: people.Who, candidate_id: int, *, now: datetime) -> Outcome:
    """Stop everything for a person and erase them; where a mail of theirs is on its way, as soon as that is settled."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        candidate, every = _taken(tx, candidate_id)
        if candidate.team_id != who.team or not permitting.may_forget(recruiter, every):
            raise NotAllowed(*NOT_YOURS)
        name, asked = candidate.name, forgotten.begin(tx, who.team, candidate.id, recruiter.id, now)
        person = forgetting.find(tx, candidate)
        forgotten.remember(tx, asked, (*person.keys, *person.links), now)
        for enrollment in every:
            advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why=WHY, now=now)
        return Outcome(name=name, waits=not _erased(tx, candidate, asked, now))


def finish(db: Database, now: datetime, *, most: int = 20) -> int:
    """Erase whoever was to be forgotten and of whom nothing is in flight any more; tell how many that were."""
    with db.reading() as tx:
        waiting = forgotten.waiting(tx, most)
    return sum(_finished(db, candidate_id, now) for candidate_id in waiting)


def _finished(db: Database, candidate_id: int, now: datetime) -> bool:
    try:
        with db.transaction() as tx:
            candidate, every = _taken(tx, candidate_id)
            asked = forgotten.begin(tx, candidate.team_id, candidate.id, 0, now)
            for enrollment in every:  # whatever has begun again meanwhile
                advancing.stop(tx, enrollment.id, status=EnrollmentStatus.STOPPED, why=WHY, now=now)
            return _erased(tx, candidate, asked, now)
    except Gone:
        return False
    except DatabaseTrouble:
        raise
    except Exception as error:  # noqa: BLE001  one person who cannot be erased keeps nobody else waiting
        log.error("person not forgotten", candidate=candidate_id, exc_info=error)
        return False


def _taken(tx: Transaction, candidate_id: int) -> tuple[Candidate, list[Enrollment]]:
    """Take a person, their mailboxes and their enrollments for changing, in everybody's order."""
    candidate = forgetting.lock(tx, candidate_id)
    if candidate is None or candidate.forgotten_at is not None:
        raise Gone(NOT_THERE)
    if candidate.merged_into_id is not None:
        raise Gone(*MADE_ONE)
    ids = [one.id for one in enrollments.of_candidate(tx, candidate_id)]
    borrowings.lock_mailboxes(tx, ids)
    return candidate, [enrollments.lock(tx, enrollment_id) for enrollment_id in sorted(ids)]


def _erased(tx: Transaction, candidate: Candidate, asked: Forgetting, now: datetime) -> bool:
    """Erase a person whom nothing goes out to any more; False, erasing nothing, while a mail may be on the wire."""
    person = forgetting.find(tx, candidate)
    for mailbox_id in forgetting.cancel(tx, person, now):
        mailboxes.nudge(tx, mailbox_id, now)
    if forgetting.in_flight(tx, person):
        return False
    team, standing = person.team, forgotten.cards(tx, person.enrollment_ids)
    for sequence in {
        one.sequence_id: one.sequence for one in enrollments.of_candidate(tx, person.id)
    }.values():
        changes.add(tx, sequence, Deed.FORGOTTEN, by=asked.recruiter_id, now=now)
    forgetting.erase(tx, person, now)
    asked.candidate_id, asked.done_at = None, now
    for notice_id in standing:
        _redraw(tx, team, notice_id, now)
    for touch in forgotten.in_lists(tx, person.enrollment_ids):
        advancing.redraw_reminder(tx, touch, now)
    log.info("person forgotten", forgetting=asked.id)
    return True


def _redraw(tx: Transaction, team: str, notice_id: int, now: datetime) -> None:
    key, about = f"redraw:forgotten:{notice_id}", {"forgotten": notice_id}
    notices.owe(tx, Owed(team=team, key=key, kind="redraw", recipient="", about=about), now)


def place(db: Database, notice_id: int) -> list[tuple[str, str]]:
    """Tell where a card of somebody who was forgotten stands."""
    with db.reading() as tx:
        return forgotten.place(tx, notice_id)
