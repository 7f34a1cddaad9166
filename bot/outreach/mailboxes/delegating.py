"""Connect a mailbox by domain-wide delegation: no consent page, but an allow-list, and only one's own address."""

from datetime import datetime

import structlog

from bot.clock import Clock
from bot.outreach import people
from bot.outreach.mailboxes import connecting, signing
from bot.outreach.mailboxes.connecting import Connected, Door, Found
from bot.refusals import Refusal
from bot.rules import delegation
from gmail import oauth
from gmail.errors import AccessLost, GmailError
from gmail.oauth import Google
from storage.database import Database

log = structlog.get_logger()

SCOPES = f"{oauth.COMPOSE},{oauth.READONLY}"


def is_offered(door: Door) -> bool:
    """Tell whether mailboxes can be connected this way here."""
    return door.google.service is not None


def problem(door: Door, *, address: str, own: str) -> Refusal | None:
    """Say what speaks against connecting an address, before Google is asked; `own` is the one Slack has."""
    try:
        delegation.check(door.delegated, address, own=own)
    except Refusal as refusal:
        return refusal
    return None


def connect(db: Database, door: Door, *, who: people.Who, address: str, own: str, clock: Clock) -> Connected:
    """Connect a person's own mailbox; `own` is the address Slack has of them. Raises Refusal in words for them."""
    wanted = address.strip().lower()
    with db.transaction() as tx:
        recruiter_id = people.recruiter(tx, who, clock()).id
    delegation.check(door.delegated, wanted, own=own)
    found = _look(door.google, wanted, clock)
    if found.profile.address != wanted:
        # An alias may be shared, or belong to a colleague: only the mailbox's own name proves whose it is.
        raise Refusal(
            f"Google says {wanted} is another name of {found.profile.address}, and I only connect your own mailbox.",
            "If it is yours, have that address put into your Slack profile.",
        )
    with db.transaction() as tx:
        return connecting.write_down(tx, recruiter_id, found, clock())


def _look(google: Google, address: str, clock: Clock) -> Found:
    gmail = connecting.delegate(google, address, clock)
    try:
        return Found(profile=gmail.profile(), senders=signing.addresses(gmail))
    except AccessLost as error:
        log.warning("delegation refused", reason=error.reason)
        raise Refusal("Google does not let me into that mailbox.", mend(error.reason, google)) from error
    except GmailError as error:
        log.warning("connecting failed", reason=type(error).__name__)
        raise Refusal("Google could not be reached just now.", "Try again in a minute.") from error


def mend(reason: str, google: Google) -> str:
    """Say what a Google administrator must do about a mailbox the service account cannot open."""
    client = google.service.client_id if google.service else ""
    match reason:
        case "delegation_scopes":
            return (
                f"Your Google administrator must authorise client {client} under Security, API controls, Domain-wide"
                f" delegation, for these scopes: {SCOPES}"
            )
        case "delegation_user":
            return "Your Google administrator must see that this user exists, is active and has Gmail."
        case "delegation_key":
            return "Whoever runs Overture must give it a valid key of the service account (GOOGLE_SERVICE_ACCOUNT)."
        case _:
            return "Your Google administrator must allow Overture's service account to use Gmail."


def mend_lost(reason: str, google: Google) -> str:
    """Say what must be done before a delegated mailbox can be reconnected; nothing for one connected by consent."""
    if reason == delegation.OFF_THE_LIST:
        return "Put its address back into DELEGATED_MAILBOXES. "
    return f"{mend(reason, google)} " if reason.startswith(delegation.OFF_THE_LIST) else ""


def probe(google: Google, address: str, now: datetime) -> str:
    """Ask for a token of one mailbox: empty when Google gives it, else the reason in a word."""
    try:
        oauth.delegated(google, address, now)
    except AccessLost as error:
        return error.reason
    except GmailError:
        return "unreachable"
    return ""
