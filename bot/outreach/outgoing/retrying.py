"""A mail that surely did not leave: it waits for its next try, or its recruiter is asked."""

from datetime import datetime

import structlog

from bot.outreach.outgoing import holding, sending
from bot.rules import retry
from gmail.errors import GmailError, RateLimited
from storage import touches
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Touch
from storage.statuses import SendStep, TouchStatus

log = structlog.get_logger()

TRY_AGAIN = "Try again, or skip the stage."


def not_sent(db: Database, lease: Lease, touch_id: int, error: GmailError, now: datetime) -> str:
    """Write down that it did not go, and when it is tried again; tell the draft nobody needs any more, if any.

    What Gmail limits holds every mail of the mailbox; it is still read.
    """
    with sending.held(db, lease, now) as (tx, mailbox):
        touch = touches.lock(tx, touch_id)
        if touch.status is not TouchStatus.CLAIMED:
            return ""
        if touch.step is not SendStep.SENDING:
            touch.tries += 1  # its draft was refused already
        jitter = retry.jitter_of(touch.id, touch.tries)
        verdict = retry.after(error, tries=touch.tries, now=now, jitter=jitter)
        log.info("touch not sent", touch=touch.id, tries=touch.tries, reason=type(error).__name__)
        if isinstance(error, RateLimited):
            until = verdict.at if isinstance(verdict, retry.Retry) else now + error.retry_after
            mailbox.held_until = max(until, mailbox.held_until or until)
        if isinstance(verdict, retry.GiveUp):
            return _give_up(tx, touch, verdict.why, now)
        sending.wait(touch, verdict.at, verdict.why, now)
        return ""


def slow_down(db: Database, lease: Lease, error: GmailError, now: datetime) -> None:
    """Hold every mail of the mailbox as long as Gmail asks, if it does, though what was asked of it was no send."""
    if not isinstance(error, RateLimited):
        return
    jitter = retry.jitter_of(lease.mailbox_id, lease.fence)
    until = now + retry.rest_after(error, rounds=1, jitter=jitter)
    with sending.held(db, lease, now) as (_, mailbox):
        mailbox.held_until = max(until, mailbox.held_until or until)


def _give_up(tx: Transaction, touch: Touch, why: str, now: datetime) -> str:
    """Hold and ask; whatever the answer, it is written anew."""
    draft_id = touch.draft_id
    sending.wait(touch, now, why, now)
    touch.step, touch.draft_id, touch.tries = None, "", 0
    if touch.status is TouchStatus.SCHEDULED:
        touch.mend = TRY_AGAIN
        holding.for_a_person(tx, touch, "not_sent", why=why, now=now)
    return draft_id
