"""An absence begins, changes and ends, whoever says so; what waits for its end goes on."""

from datetime import datetime

import structlog

from bot.outreach.outgoing import covering
from bot.rules import absences
from storage import mailboxes, touches
from storage.database import Transaction
from storage.models import Recruiter
from storage.statuses import Cover

log = structlog.get_logger()


def begin(
    tx: Transaction,
    recruiter: Recruiter,
    *,
    until: datetime | None,
    cover: Cover,
    deputy_id: int | None,
    now: datetime,
) -> None:
    """Be away from now on, or otherwise than before; until somebody says it is over where `until` is None."""
    if covering.of(recruiter, now) is None:
        recruiter.away_from = now
    else:
        _let_go_on(tx, recruiter, now)  # what waits for the old day is looked at again
    recruiter.away_until = until or absences.OPEN
    recruiter.cover, recruiter.deputy_id = cover, deputy_id
    recruiter.morning_at = None
    log.info("recruiter away", recruiter=recruiter.id, cover=cover)


def end(tx: Transaction, recruiter: Recruiter, now: datetime) -> bool:
    """Be there again: what waited goes on as hours and pace allow; False for who was not away."""
    if covering.of(recruiter, now) is None:
        return False
    recruiter.away_until, recruiter.morning_at = now, None
    _let_go_on(tx, recruiter, now)
    log.info("recruiter back", recruiter=recruiter.id)
    return True


def _let_go_on(tx: Transaction, recruiter: Recruiter, now: datetime) -> None:
    mailbox = mailboxes.of_recruiter(tx, recruiter.id)
    mailbox_id = None if mailbox is None else mailbox.id
    touches.let_wait_no_more(tx, recruiter.id, mailbox_id, absences.SAYS, now)
    if mailbox_id is not None:
        mailboxes.wake(tx, mailbox_id, now)
