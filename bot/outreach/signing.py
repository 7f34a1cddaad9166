"""Who a mailbox's mails are from: the addresses Gmail lets it use, and the one its owner chose."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.outreach import people
from bot.refusals import Gone, Refusal
from bot.rules import senders
from gmail.answers import SendAs
from gmail.client import Gmail
from gmail.errors import GmailError
from storage import enrollments, mailboxes, touches
from storage.database import Database, Transaction
from storage.models import Mailbox

log = structlog.get_logger()

TRY_AGAIN = timedelta(hours=1)


def addresses(gmail: Gmail) -> tuple[SendAs, ...]:
    """Ask Gmail from which addresses a mailbox may send; nothing if it does not say."""
    try:
        return gmail.send_as()
    except GmailError as error:
        # Without its settings a mailbox still sends: under the name Slack knows, without a signature.
        log.warning("sender settings not read", reason=type(error).__name__)
        return ()


def write_down(mailbox: Mailbox, found: Sequence[SendAs], *, name: str, now: datetime) -> None:
    """Keep what Gmail says; `name` is Slack's, for a mailbox that has none."""
    primary = next((sender for sender in found if sender.is_primary), None)
    mailbox.name = (primary.name if primary else "") or name
    mailbox.signature = primary.signature if primary else ""
    mailbox.aliases = [_entry(sender) for sender in found]
    mailbox.senders_at = now if found else now - senders.FRESH + TRY_AGAIN


def refresh(tx: Transaction, mailbox: Mailbox, found: Sequence[SendAs], now: datetime) -> None:
    """Keep what Gmail says now; mails that waited for an address to be accepted again go on."""
    if not found:
        mailbox.senders_at = now - senders.FRESH + TRY_AGAIN
        return
    before = senders.withdrawn(mailbox)
    write_down(mailbox, found, name=mailbox.recruiter.name, now=now)
    if before and not senders.withdrawn(mailbox):
        _go_on(tx, mailbox, before, now)
    log.info("sender settings read", mailbox=mailbox.id, addresses=len(found))


def choose(db: Database, who: people.Who, address: str, *, now: datetime) -> str:
    """Let a person's mails leave from one of their addresses, or from Gmail's default (empty); tell which it is."""
    with db.transaction() as tx:
        mailbox = mailboxes.of_recruiter(tx, people.recruiter(tx, who, now).id)
        if mailbox is None:
            raise Gone("No Gmail account is connected any more.")
        mailboxes.lock(tx, mailbox.id)
        wanted = address.strip().lower()
        if wanted and wanted not in senders.accepted(mailbox):
            raise Refusal(senders.NO_LONGER.format(address=wanted), senders.CHOOSE)
        before = senders.withdrawn(mailbox)
        mailbox.sender = wanted
        if before:
            _go_on(tx, mailbox, before, now)
        log.info("sender chosen", mailbox=mailbox.id)
        return senders.chosen(mailbox).address


def _go_on(tx: Transaction, mailbox: Mailbox, address: str, now: datetime) -> None:
    held_because = senders.NO_LONGER.format(address=address)
    for enrollment_id in enrollments.held_for(tx, mailbox.id, held_because):
        touches.revive(tx, enrollment_id, now)
    enrollments.resume_all_of_mailbox(tx, mailbox.id, held_because)
    mailboxes.wake(tx, mailbox.id, now)


def _entry(sender: SendAs) -> dict[str, Any]:
    return {
        "address": sender.address,
        "name": sender.name,
        "signature": sender.signature,
        "default": sender.is_default,
        "accepted": sender.is_accepted,
        "reply_to": sender.reply_to,
    }
