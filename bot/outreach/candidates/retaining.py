"""Keep people only as long as an operator wants: who is finished and long quiet is anonymised, batch by batch.

Where it stands is on each person: since when they are quiet, as far as anybody has looked. So a pass may end anywhere.
"""

from datetime import datetime

import structlog

from bot.rules import retention
from storage import borrowings, enrollments, forgetting, quiet
from storage.database import Database, Transaction
from storage.errors import DatabaseTrouble
from storage.models import Candidate

log = structlog.get_logger()

BATCH = 50


def anonymise(db: Database, months: int | None, now: datetime, *, most: int = BATCH) -> int:
    """Anonymise some of those who are finished and quiet for so many months; tell how many were looked at."""
    if months is None:
        return 0
    before = retention.before(now, months)
    with db.reading() as tx:
        found = quiet.since(tx, before, limit=most)
    for candidate_id in found:
        _looked_at(db, candidate_id, before, now)
    return len(found)


def _looked_at(db: Database, candidate_id: int, before: datetime, now: datetime) -> None:
    try:
        with db.transaction() as tx:
            _look(tx, candidate_id, before, now)
    except DatabaseTrouble:
        raise
    except Exception as error:  # noqa: BLE001  one person who cannot be anonymised keeps nobody else from it
        log.error("person not anonymised", candidate=candidate_id, exc_info=error)
        with db.transaction() as tx:
            quiet.note(tx, candidate_id, before + retention.ANOTHER_DAY)


def _look(tx: Transaction, candidate_id: int, before: datetime, now: datetime) -> None:
    candidate = forgetting.lock(tx, candidate_id)
    if candidate is None or candidate.forgotten_at is not None:
        return
    if quiet.is_open(tx, candidate_id):
        quiet.note(tx, candidate_id, now)
        return
    last = quiet.last_contact(tx, candidate)
    if last >= before:
        quiet.note(tx, candidate_id, last)
        return
    _anonymise(tx, candidate, before, now)


def _anonymise(tx: Transaction, candidate: Candidate, before: datetime, now: datetime) -> None:
    borrowings.lock_mailboxes(tx, [one.id for one in enrollments.of_candidate(tx, candidate.id)])
    person = forgetting.find(tx, candidate)
    forgetting.cancel(tx, person, now)
    if forgetting.in_flight(tx, person):
        quiet.note(tx, candidate.id, before + retention.ANOTHER_DAY)
        return
    forgetting.erase(tx, person, now)
    log.info("person anonymised", candidate=person.id)
