"""What is weighed before a mail leaves: all the facts the gate judges by."""

from datetime import datetime

from bot.outreach.house import House
from bot.outreach.outgoing import borrowing
from bot.outreach.outgoing.wording import Incomplete, Worded
from bot.outreach.outgoing.writing import Page
from bot.rules import gate, proofs, senders
from bot.rules.business_time import zone
from storage import letters
from storage.database import Transaction
from storage.letters import Waiting
from storage.mailboxes import Serving


def facts(
    tx: Transaction,
    mailbox: Serving,
    waiting: Waiting,
    page: Page,
    worded: Worded | Incomplete,
    house: House,
    *,
    now: datetime,
) -> gate.Facts:
    """Gather what decides about a mail that is due, as it stands in this transaction."""
    own = house.of(waiting.owner.preferences)
    return gate.Facts(
        enrollment_status=waiting.status,
        enrollment_why=waiting.why,
        sequence_status=waiting.sequence_status,
        kind=waiting.kind,
        mailbox_status=mailbox.status,
        mailbox_read=True,  # a round reads before it sends, and only a round comes here
        has_address=bool(waiting.address),
        bounced_before=waiting.bounced_at is not None,
        suppressed=letters.suppressed(tx, waiting.team, waiting.address_key, waiting.candidate.company),
        sender_withdrawn=senders.withdrawn(mailbox, page.sender),
        unpermitted=borrowing.unpermitted(tx, waiting),
        elsewhere=borrowing.elsewhere(tx, waiting, mailbox.id),
        distrust=proofs.distrust(mailbox.proofs),
        must_ask=page.stage.ask_first and waiting.allowed_at is None,
        absence=borrowing.absence(tx, waiting, mailbox.id, now),
        missing_tokens=worded.tokens if isinstance(worded, Incomplete) else (),
        windows=own.windows,
        zone=zone(waiting.owner.zone),
        holidays=own.holidays,
    )
