"""A mailbox Google no longer lets us into: its people wait, its owner hears of it, and all go on once it is back."""

from datetime import datetime

import structlog

from bot.outreach.notices import owing, redrawing
from bot.rules import gate
from storage import enrollments, mailboxes, recruiters, touches
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox
from storage.statuses import MailboxStatus

log = structlog.get_logger()

RECONNECT = "Reconnect the mailbox, and everything goes on from where it stood."


def lose(db: Database, lease: Lease, reason: str, now: datetime) -> None:
    """Note that a round found the door shut."""
    with db.transaction() as tx:
        shut(tx, mailboxes.renew(tx, lease, now), reason, now)


def shut(tx: Transaction, mailbox: Mailbox, reason: str, now: datetime) -> None:
    """Hold a mailbox's people and tell its owner once."""
    mailbox.status, mailbox.lost_reason, mailbox.lease_until = MailboxStatus.LOST, reason, None
    mailbox.lost_at, mailbox.told, mailbox.told_at = now, 1, now
    mailbox.stumbles, mailbox.troubled_at, mailbox.trouble = 0, None, ""
    held = _hold(tx, mailbox, now)
    owing.mailbox_news(tx, mailbox, "mailbox_lost", key=now.isoformat(), now=now)
    redrawing.owe_of_waiting(tx, mailbox, now)
    log.warning("mailbox lost", mailbox=mailbox.id, reason=reason, held=held)


def _hold(tx: Transaction, mailbox: Mailbox, now: datetime) -> int:
    """Hold everybody it writes to, and tell each colleague once whose people wait for it."""
    held = enrollments.hold_all_of_mailbox(tx, mailbox.id, RECONNECT)
    borrowers = enrollments.hold_borrowers(tx, mailbox.id, gate.lost_elsewhere(mailbox.recruiter.name).why)
    for recruiter_id, waiting in borrowers.items():
        owing.lender_lost(tx, mailbox, recruiters.get(tx, recruiter_id), waiting=waiting, now=now)
    return held + sum(borrowers.values())


def give_back(tx: Transaction, mailbox: Mailbox, now: datetime) -> None:
    """Note that its owner gave it back by hand: its people wait, and nobody is reminded of it."""
    mailbox.status, mailbox.lease_until, mailbox.sealed_token = MailboxStatus.DISCONNECTED, None, ""
    _forget(mailbox)
    _hold(tx, mailbox, now)


def regain(tx: Transaction, mailbox: Mailbox, now: datetime) -> None:
    """Let a mailbox's people go on from where they stood, in the order they were due; those of colleagues as well."""
    mailbox.status, mailbox.lost_reason, mailbox.resting_until = MailboxStatus.CONNECTED, "", None
    _forget(mailbox)
    tx.flush()
    enrollments.resume_all_of_mailbox(tx, mailbox.id, RECONNECT)
    elsewhere = gate.lost_elsewhere(mailbox.recruiter.name).why
    for enrollment_id in enrollments.held_for(tx, mailbox.id, elsewhere):
        touches.revive(tx, enrollment_id, now)
    enrollments.resume_all_of_mailbox(tx, mailbox.id, elsewhere)


def _forget(mailbox: Mailbox) -> None:
    mailbox.lost_at, mailbox.told, mailbox.told_at = None, 0, None
    mailbox.stumbles, mailbox.troubled_at, mailbox.trouble = 0, None, ""
