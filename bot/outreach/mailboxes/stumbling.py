"""A round that was broken off: why and since when, how long the mailbox rests, and what is believed in the end."""

from datetime import datetime

import structlog

from bot.outreach.house import House
from bot.outreach.mailboxes import losing
from bot.outreach.notices import owing, redrawing
from bot.outreach.outgoing import spending
from bot.outreach.outgoing.spending import Spent
from bot.rules import business_time, retry
from gmail.errors import GmailError, Misconfigured, NotReady, RateLimited, Rejected, TokenRefused
from storage import mailboxes
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox

log = structlog.get_logger()

UNREACHABLE = "unreachable"
NOT_READY = "not_ready"
SLOWED = "slowed"
REFUSED = "refused"
TURNED_DOWN = "turned_down"
MISCONFIGURED = "misconfigured"

_BY_ITSELF = "You need not do anything: it goes on by itself."
_WORDS = {
    UNREACHABLE: ("Gmail could not be reached since {since}; nothing leaves before it is.", _BY_ITSELF),
    SLOWED: (
        "Gmail has asked Overture to slow down for {address} since {since}; nothing leaves meanwhile.",
        _BY_ITSELF,
    ),
    NOT_READY: (
        "Gmail does not work for {address} since {since}; nothing leaves before it does.",
        "If it stays so, ask your Google administrator whether Gmail is switched on for you.",
    ),
    REFUSED: (
        "Gmail refuses the access it has just renewed for {address}, since {since}; nothing leaves meanwhile.",
        "If it stays so, Overture asks you to reconnect.",
    ),
    TURNED_DOWN: (
        "Gmail refuses to show Overture what is in {address}, since {since}; nothing leaves before it does.",
        "It is tried again. If it stays so, ask whoever runs Overture: its log names Google's reason.",
    ),
    MISCONFIGURED: (
        "Google refuses this installation of Overture since {since}; nothing leaves before that is mended.",
        "Only whoever runs Overture can mend it: its log and `/healthz` name the reason.",
    ),
}


def broken_off(
    db: Database, lease: Lease, error: GmailError, house: House, now: datetime, *, spent: Spent
) -> None:
    """Write down that a round met trouble, and let the mailbox rest.

    A token refused in three rounds in a row is a lost mailbox; of a Gmail that is not ready or refuses in three, its
    owner is told.
    """
    with db.transaction() as tx:
        mailbox = mailboxes.renew(tx, lease, now)
        trouble = _word(error)
        rounds = mailbox.stumbles + 1 if mailbox.trouble == trouble else 1
        if isinstance(error, TokenRefused) and rounds >= retry.BELIEVED:
            losing.shut(tx, mailbox, "unauthorized", now)
            return
        mailbox.trouble, mailbox.stumbles = trouble, rounds
        mailbox.troubled_at = mailbox.troubled_at or now
        if isinstance(error, (NotReady, Rejected)) and rounds == retry.BELIEVED:
            owing.mailbox_trouble(tx, mailbox, now)
        redrawing.owe_of_waiting(tx, mailbox, now)
        tx.flush()
        jitter = retry.jitter_of(mailbox.id, mailbox.fence)
        again_at = now + retry.rest_after(error, rounds=rounds, jitter=jitter)
        mailboxes.release(tx, lease, ready_at=again_at, resting_until=again_at, **spent.columns())
        spending.settle(tx, house, spent, now)
    _tell_the_log(lease, error)


def _word(error: GmailError) -> str:
    match error:
        case TokenRefused():
            return REFUSED
        case NotReady():
            return NOT_READY
        case Misconfigured():
            return f"{MISCONFIGURED}:{error.reason}"
        case RateLimited():
            return SLOWED
        case Rejected():
            return TURNED_DOWN
        case _:
            return UNREACHABLE


def _tell_the_log(lease: Lease, error: GmailError) -> None:
    if isinstance(error, Misconfigured):
        log.error("google refuses our project", mailbox=lease.mailbox_id, reason=error.reason)
        return
    refused = {"refused": str(error)} if isinstance(error, Rejected) else {}
    log.warning("round broken off", mailbox=lease.mailbox_id, reason=type(error).__name__, **refused)


def operators_matter(mailbox: Mailbox) -> str:
    """Give Google's word for what only the operator can mend; empty if it is nothing of that kind."""
    kind, _, word = mailbox.trouble.partition(":")
    return word if kind == MISCONFIGURED else ""


def told(mailbox: Mailbox) -> tuple[str, str]:
    """Say in a sentence what ails a connected mailbox, and in another what mends it; both empty if nothing does."""
    if mailbox.troubled_at is None:
        return "", ""
    since = business_time.say(mailbox.troubled_at, mailbox.recruiter.zone)
    what, mend = _WORDS.get(mailbox.trouble.partition(":")[0], _WORDS[UNREACHABLE])
    return what.format(since=since, address=mailbox.address), mend


def over(tx: Transaction, mailbox: Mailbox, now: datetime) -> None:
    """Note a round that went well: whoever heard of the trouble hears that it is over."""
    mailbox.stumbles = 0
    if mailbox.troubled_at is None:
        return
    owing.mailbox_well(tx, mailbox, now)
    mailbox.troubled_at, mailbox.trouble = None, ""
