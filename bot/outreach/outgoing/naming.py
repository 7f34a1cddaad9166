"""The real Message-ID of a mail that went: looked for until it is found, or known to be lost."""

from datetime import datetime

import structlog

from bot.outreach.notices import owing
from bot.outreach.outgoing import sending
from bot.rules import retry
from storage import touches
from storage.database import Database
from storage.mailboxes import Lease

log = structlog.get_logger()

DELETED = "it was deleted from your mailbox before Overture could read its Message-ID"


def missed(db: Database, lease: Lease, touch_id: int, now: datetime) -> None:
    """Note that Gmail does not show a mail that went; after the last look the next stage goes without it.

    With an earlier mail in the conversation it answers that one; without, it opens a conversation of its own.
    """
    with sending.held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        next_look = retry.next_look(touch.looks, now)
        touch.looks += 1
        touch.look_at = next_look
        if next_look is not None:
            return
        touch.note = DELETED
        tx.flush()
        log.warning("message id lost", touch=touch.id)
        if touch.answers_id is not None:
            return  # no stage answers a reply
        before = touches.last_mail(tx, touch.enrollment_id)
        if before is None:
            touch.enrollment.thread_id = ""
        then = "opens a new conversation" if before is None else "answers the email before it"
        why = f"Stage {touch.number} cannot be answered: {DELETED}. The next stage {then}."
        owing.trouble(tx, touch.enrollment, "info", key=f"unnamed:{touch.id}", about={"why": why}, now=now)
