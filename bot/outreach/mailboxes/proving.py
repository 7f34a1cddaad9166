"""Put Gmail to the test on one connected mailbox, and remember what it answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.outreach.outgoing import holding
from bot.refusals import Refusal
from bot.rules import proofs
from bot.rules.proofs import Proof
from gmail import probes
from gmail.client import Gmail
from gmail.errors import AccessLost, GmailError, RateLimited
from gmail.probes import Bench, Wait, WrongMailbox
from storage import mailboxes
from storage.database import Database
from storage.statuses import MailboxStatus

log = structlog.get_logger()

SUBJECT = probes.SUBJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The mailbox that is put to the test."""

    mailbox_id: int
    address: str


def subject(db: Database, address: str) -> Subject:
    """Find the mailbox to be tested; raises Refusal unless it is connected."""
    with db.reading() as tx:
        found = mailboxes.anywhere(tx, address.strip())
        ready = [
            Subject(mailbox_id=one.id, address=one.address)
            for one in found
            if one.status is MailboxStatus.CONNECTED
        ]
    if not ready:
        raise Refusal(
            f"{address.strip()} is not connected, and the self-test mails only from a connected mailbox to itself.",
            "Connect it on Overture's Home tab in Slack first.",
        )
    return ready[0]


def prove(one: Subject, opened: Callable[[], Gmail], wait: Wait) -> tuple[Proof, ...]:
    """Try everything on the mailbox; raises Refusal when Google did not let it be finished."""
    try:
        return proofs.judge(Bench(opened, one.address, wait=wait).observe())
    except WrongMailbox:
        raise Refusal(
            f"Google opened another mailbox than {one.address}; nothing was sent.", "Reconnect it in Slack."
        ) from None
    except RateLimited as error:
        minutes = max(1, round(error.retry_after.total_seconds() / 60))
        raise Refusal(
            "Gmail has had enough of this mailbox for now.", f"Try again in {minutes} min."
        ) from error
    except AccessLost as error:
        raise Refusal(f"Google does not let us in: {error.reason}.", "Reconnect it in Slack.") from error
    except GmailError as error:
        raise Refusal(f"Google broke the self-test off: {type(error).__name__}.", "Try again.") from error


def remember(db: Database, one: Subject, found: Sequence[Proof], now: datetime) -> None:
    """Keep the answers; a mailbox that was stopped by earlier ones goes on if these are good."""
    with db.transaction() as tx:
        mailboxes.lock(tx, one.mailbox_id)
        mailbox = mailboxes.get(tx, one.mailbox_id)
        before = proofs.distrust(mailbox.proofs)
        mailbox.proofs = {proof.point: {"answer": proof.answer, "good": proof.good} for proof in found}
        mailbox.proved_at = now
        after = proofs.distrust(mailbox.proofs)
        if before and not after:
            holding.release_mailbox(tx, mailbox, before, now)
        if after and not before:
            holding.hold_mailbox(tx, mailbox, why=after, mend=proofs.TEST_AGAIN, now=now)
        log.info("mailbox proved", mailbox=mailbox.id, bad=[proof.point for proof in found if not proof.good])
