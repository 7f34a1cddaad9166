"""Who a mailbox's mails are from: the addresses Gmail lets it use, and the one its owner chose."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.outreach import people
from bot.outreach.outgoing import holding
from bot.refusals import Gone, Refusal
from bot.rules import senders
from gmail.answers import SendAs
from gmail.client import Gmail
from gmail.errors import GmailError
from storage import mailboxes
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


def is_known(mailbox: senders.Box, found: Sequence[SendAs]) -> bool:
    """Tell whether what Gmail says, if it says anything, is what is kept already."""
    if not found:
        return bool(mailbox.name)
    primary = next((sender for sender in found if sender.is_primary), None)
    if primary is None or not primary.name:
        return False  # then it depends on what Slack says
    said = (primary.name, primary.signature, [_entry(sender) for sender in found])
    return said == (mailbox.name, mailbox.signature, mailbox.aliases)


def asked_at(found: Sequence[SendAs], now: datetime) -> datetime:
    """Say since when Gmail's answer is fresh; where it said nothing, so that it is soon asked again."""
    return now if found else now - senders.FRESH + TRY_AGAIN


def write_down(
    tx: Transaction, mailbox: Mailbox, found: Sequence[SendAs], *, name: str, now: datetime
) -> None:
    """Keep what Gmail says; `name` is Slack's, for a mailbox that has none. Where Gmail said nothing all stays."""
    if not found:
        mailbox.name = mailbox.name or name
        mailbox.senders_at = asked_at(found, now)
        return
    before = senders.withdrawn(mailbox)
    primary = next((sender for sender in found if sender.is_primary), None)
    mailbox.name = (primary.name if primary else "") or name
    mailbox.signature = primary.signature if primary else ""
    mailbox.aliases = [_entry(sender) for sender in found]
    mailbox.senders_at = now
    after = senders.withdrawn(mailbox)
    if before and not after:
        holding.release_mailbox(tx, mailbox, _no_longer(before), now)
    if after and not before:
        holding.hold_mailbox(tx, mailbox, why=_no_longer(after), mend=senders.CHOOSE, now=now)


def _no_longer(address: str) -> str:
    return senders.NO_LONGER.format(address=address)


def choose(db: Database, who: people.Who, address: str, *, now: datetime) -> str:
    """Let a person's mails leave from one of their addresses, or from Gmail's default (empty); tell which it is."""
    with db.transaction() as tx:
        mailbox = mailboxes.of_recruiter(tx, people.recruiter(tx, who, now).id)
        if mailbox is None:
            raise Gone("No Gmail account is connected any more.")
        mailboxes.lock(tx, mailbox.id)
        wanted = address.strip().lower()
        if wanted and wanted not in senders.accepted(mailbox):
            raise Refusal(_no_longer(wanted), senders.CHOOSE)
        before = senders.withdrawn(mailbox)
        mailbox.sender = wanted
        if before:
            holding.release_mailbox(tx, mailbox, _no_longer(before), now)
        log.info("sender chosen", mailbox=mailbox.id)
        return senders.chosen(mailbox).address


def _entry(sender: SendAs) -> dict[str, Any]:
    return {
        "address": sender.address,
        "name": sender.name,
        "signature": sender.signature,
        "default": sender.is_default,
        "accepted": sender.is_accepted,
        "reply_to": sender.reply_to,
    }
