"""Mailboxes come and go: consent, connection, loss, farewell."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

import structlog

from bot.clock import Clock
from bot.outreach import owing, people, sending
from bot.refusals import Refusal
from gmail import oauth
from gmail.answers import Profile, SendAs
from gmail.client import Gmail
from gmail.errors import AccessLost, ConsentFailed, GmailError, Rejected
from gmail.oauth import Google, Grant
from storage import consents, enrollments, mailboxes, recruiters
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox, Recruiter
from storage.statuses import MailboxStatus

log = structlog.get_logger()

TRIP = timedelta(hours=24)
LONG_TRIP = timedelta(days=7)
RECONNECT = "Reconnect the mailbox, and everything goes on from where it stood."


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """A mailbox that has just been connected, for the page the browser shows."""

    address: str
    recruiter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where Google is and where it sends people back to."""

    google: Google
    redirect_uri: str


class Sessions:
    """Open mailboxes; one Gmail session is kept for each as long as its grant stays the same."""

    def __init__(self, db: Database, google: Google, clock: Clock) -> None:
        self._db = db
        self._google = google
        self._clock = clock
        self._open: dict[int, tuple[str, Gmail]] = {}
        self._lock = Lock()

    def open(self, mailbox_id: int) -> Gmail:
        """Give the session of a mailbox; raises storage.vault.UnreadableSecret for a lost key."""
        with self._db.reading() as tx:
            mailbox = mailboxes.get(tx, mailbox_id)
            sealed, token = mailbox.sealed_token, mailboxes.refresh_token(tx, mailbox)
        with self._lock:
            known = self._open.get(mailbox_id)
            if known is None or known[0] != sealed:
                known = (sealed, Gmail(self._google, token, self._clock))
                self._open[mailbox_id] = known
            return known[1]


def consent_link(
    db: Database, door: Door, *, who: people.Who, now: datetime, good_for: timedelta = TRIP
) -> str:
    """Make the address of Google's consent page for one person; its state works once, for a day or as told."""
    state, verifier = secrets.token_urlsafe(32), oauth.new_verifier()
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        consents.add(tx, state=state, recruiter_id=recruiter.id, verifier=verifier, expires_at=now + good_for)
        mailbox = mailboxes.of_recruiter(tx, recruiter.id)
        hint = "" if mailbox is None else mailbox.address
    return oauth.consent_url(
        door.google, redirect_uri=door.redirect_uri, state=state, verifier=verifier, login_hint=hint
    )


def finish(db: Database, door: Door, *, state: str, code: str, clock: Clock) -> Connected:
    """Turn Google's answer into a connected mailbox; raises Refusal in words for the person at the browser.

    1. take the state back, which says who set out; 2. exchange the code; 3. ask the mailbox who it is; 4. write down.
    """
    recruiter_id, verifier = _take_back(db, state, clock())
    try:
        grant = oauth.exchange(door.google, code=code, verifier=verifier, redirect_uri=door.redirect_uri)
        gmail = Gmail(door.google, grant.refresh_token, clock)
        profile = gmail.profile()
        senders = _senders(gmail)
    except ConsentFailed as error:
        raise _consent_refusal(error) from error
    except GmailError as error:
        log.warning("connecting failed", recruiter=recruiter_id, reason=type(error).__name__)
        raise Refusal("Google could not be reached just now.", "Go back to Slack and try again.") from error
    with db.transaction() as tx:
        return _write_down(tx, recruiter_id, grant, profile, senders, clock())


def _senders(gmail: Gmail) -> tuple[SendAs, ...]:
    try:
        return gmail.send_as()
    except (Rejected, AccessLost) as error:
        # Without its settings a mailbox still sends: under the name Slack knows, without a signature.
        log.warning("sender settings not readable", reason=error.reason)
        return ()


def turned_back(db: Database, state: str, now: datetime) -> None:
    """Note that somebody came back from Google without consenting: the state is spent all the same."""
    with db.transaction() as tx:
        consents.use(tx, state, now)


def _take_back(db: Database, state: str, now: datetime) -> tuple[int, str]:
    with db.transaction() as tx:
        trip = consents.use(tx, state, now)
    if trip is None:
        raise Refusal(
            "This connection link was used already, is too old, or was not made by Overture.",
            "Open Overture's Home tab in Slack and click Connect Gmail again.",
        )
    return trip


def _consent_refusal(error: ConsentFailed) -> Refusal:
    if error.reason == "scope_missing":
        return Refusal(
            "Overture was not allowed to read and write mail, so it could not send or notice answers.",
            "Connect again and leave both Gmail boxes ticked.",
        )
    return Refusal("Google did not confirm the consent.", "Go back to Slack and click Connect Gmail again.")


def _write_down(
    tx: Transaction,
    recruiter_id: int,
    grant: Grant,
    profile: Profile,
    senders: tuple[SendAs, ...],
    now: datetime,
) -> Connected:
    recruiter = recruiters.get(tx, recruiter_id)
    mailbox = _mailbox(tx, recruiter, profile, now)
    was_lost = mailbox.status is not MailboxStatus.CONNECTED
    primary = next((sender for sender in senders if sender.is_primary), None)
    mailbox.name = (primary.name if primary else "") or recruiter.name
    mailbox.signature = primary.signature if primary else ""
    mailbox.aliases = [
        {"address": sender.address, "name": sender.name} for sender in senders if sender.is_accepted
    ]
    mailbox.sealed_token = mailboxes.seal(tx, grant.refresh_token)
    mailbox.status, mailbox.lost_reason = MailboxStatus.CONNECTED, ""
    mailbox.connected_at = mailbox.ready_at = now
    mailbox.began_at = mailbox.began_at or now
    mailbox.resting_until = None
    tx.flush()
    if was_lost:
        enrollments.resume_all_of_mailbox(tx, mailbox.id, RECONNECT)
    owing.mailbox_news(tx, mailbox, "mailbox_connected", key=now.isoformat(), now=now)
    log.info("mailbox connected", mailbox=mailbox.id, recruiter=recruiter.id)
    return Connected(address=mailbox.address, recruiter=recruiter.name or recruiter.slack_id)


def _mailbox(tx: Transaction, recruiter: Recruiter, profile: Profile, now: datetime) -> Mailbox:
    """Find or make the row of a mailbox; refuses one that is somebody else's, or a change of account."""
    other = mailboxes.by_address(tx, recruiter.team_id, profile.address)
    if other is not None and other.recruiter_id != recruiter.id:
        raise Refusal(
            "This Gmail account is connected to another person in this workspace.",
            "Choose your own account on Google's page.",
        )
    mine = mailboxes.of_recruiter(tx, recruiter.id)
    if mine is None:
        mine = Mailbox(
            team_id=recruiter.team_id,
            recruiter_id=recruiter.id,
            recruiter=recruiter,
            address=profile.address,
            cursor=profile.history_id,
            status=MailboxStatus.DISCONNECTED,
        )
        tx.add(mine)
    elif mine.address.lower() != profile.address.lower():
        raise Refusal(
            f"You chose {profile.address}, but your sequences are sent from {mine.address}.",
            f"Choose {mine.address} on Google's page.",
        )
    return mine


def lose(db: Database, lease: Lease, reason: str, now: datetime) -> None:
    """Note that Google no longer lets us in: hold the mailbox's people and tell its owner once."""
    with sending.held(db, lease, now) as (tx, mailbox):
        mailbox.status, mailbox.lost_reason = MailboxStatus.LOST, reason
        mailbox.lease_until = None
        held = enrollments.hold_all_of_mailbox(tx, mailbox.id, RECONNECT)
        owing.mailbox_news(tx, mailbox, "mailbox_lost", key=str(lease.fence), now=now)
        log.warning("mailbox lost", mailbox=mailbox.id, reason=reason, held=held)


def disconnect(db: Database, google: Google, *, who: people.Who, now: datetime) -> str:
    """Give a mailbox back: hold its people, forget the grant, revoke it; tell the address."""
    with db.transaction() as tx:
        mailbox = mailboxes.of_recruiter(tx, people.recruiter(tx, who, now).id)
        if mailbox is None or mailbox.status is MailboxStatus.DISCONNECTED:
            raise Refusal("No Gmail account is connected.", "There is nothing to disconnect.")
        token, address = mailboxes.refresh_token(tx, mailbox), mailbox.address
        mailbox.status, mailbox.lease_until, mailbox.sealed_token = MailboxStatus.DISCONNECTED, None, ""
        enrollments.hold_all_of_mailbox(tx, mailbox.id, RECONNECT)
        log.info("mailbox disconnected", mailbox=mailbox.id)
    try:
        oauth.revoke(google, token)
    except (GmailError, AccessLost) as error:
        log.warning("revocation not confirmed", reason=type(error).__name__)
    return address


def stumbles(db: Database, mailbox_id: int) -> int:
    """Tell how many rounds of a mailbox in a row were broken off."""
    with db.reading() as tx:
        return mailboxes.get(tx, mailbox_id).stumbles
