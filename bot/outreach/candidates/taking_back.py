"""Take an import back: whoever came in by it and has not heard from us is stopped, batch by batch."""

from datetime import datetime

import structlog

from bot.outreach.notices import redrawing
from bot.outreach.outgoing import advancing
from storage import borrowings, enrollments, imports, touches
from storage.database import Database, Transaction
from storage.errors import LeaseLost
from storage.imports import Lease
from storage.statuses import EnrollmentStatus, ImportStatus, RowOutcome, TouchStatus

log = structlog.get_logger()

BATCH = 5
WHY = "the import they came by was taken back"
_HEARD = {*touches.IN_DOUBT, TouchStatus.SENT, TouchStatus.DONE}


def take_back(db: Database, lease: Lease, *, now: datetime, most: int = BATCH) -> int:
    """Stop some of those who came in, in one transaction; tell how many were looked at, 0 once it is done."""
    with db.transaction() as tx:
        uploaded = imports.keep(tx, lease, now)
        if uploaded.status is not ImportStatus.TAKING_BACK:
            raise LeaseLost
        rows = imports.added(tx, uploaded.id, limit=most)
        ids = [row.enrollment_id for row in rows if row.enrollment_id is not None]
        # The mailboxes first, in the order of a round: a round and this then wait for each other in turn.
        borrowings.lock_mailboxes(tx, ids)
        for row in rows:
            row.outcome = _outcome(tx, row.enrollment_id or 0, now)
        if not rows:
            uploaded.status, uploaded.content, uploaded.ended_at = ImportStatus.TAKEN_BACK, None, now
            redrawing.of_import(tx, uploaded, now)
            log.info("import taken back", imported=uploaded.id)
        return len(rows)


def _outcome(tx: Transaction, enrollment_id: int, now: datetime) -> RowOutcome:
    if enrollments.get(tx, enrollment_id) is None:
        return RowOutcome.STOPPED
    enrollments.lock(tx, enrollment_id)
    if any(touch.status in _HEARD for touch in touches.of_enrollment(tx, enrollment_id)):
        return RowOutcome.KEPT
    advancing.stop(tx, enrollment_id, status=EnrollmentStatus.STOPPED, why=WHY, now=now)
    return RowOutcome.STOPPED
