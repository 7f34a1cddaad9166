"""How things stand, for operators and clocks: health, and the next instant at which something is due."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.outreach.mailboxes import stumbling
from bot.outreach.notices import notifying
from storage import agenda, digests, mailboxes, notices
from storage.database import Database
from storage.errors import DatabaseTrouble

TOO_OLD = timedelta(minutes=15)


def next_event(db: Database, *, now: datetime) -> datetime | None:
    """Tell when the next mail, reminder, notice or digest is due; None when nothing waits.

    A mailbox that is only read again is no event anybody would wait for, nor is a card that is only drawn again.
    """
    with db.reading() as tx:
        known = [
            agenda.next_by_hand_at(tx),
            agenda.next_of_all_mail_at(tx),
            notices.next_at(tx, besides=notifying.REDRAW),
            digests.next_at(tx),
        ]
    moments = [moment for moment in known if moment is not None]
    return max(min(moments), now) if moments else None


def health(db: Database, *, now: datetime) -> Mapping[str, Any]:
    """Tell whether the database answers, how old the oldest notice is, and how the mailboxes fare with Google."""
    try:
        with db.reading() as tx:
            oldest, lost = notices.oldest_owed(tx), len(mailboxes.lost(tx))
            troubles = [stumbling.operators_matter(mailbox) for mailbox in mailboxes.in_trouble(tx)]
    except DatabaseTrouble as trouble:
        return {"ok": False, "database": type(trouble).__name__}
    age = max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
    refused = sorted(set(troubles) - {""})
    return {
        "ok": age < TOO_OLD.total_seconds() and not refused,
        "database": "ok",
        "oldest_notice_seconds": age,
        "lost_mailboxes": lost,
        "troubled_mailboxes": len(troubles),
        "google_refuses": ", ".join(refused),
    }
