"""Mailboxes come and go: consent, connection, loss, farewell."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

import structlog

from bot.clock import Clock
from bot.outreach import people
from bot.outreach.mailboxes import losing, signing
from bot.outreach.notices import owing
from bot.refusals import Refusal
from bot.rules import delegation
from gmail import oauth
from gmail.answers import Profile, SendAs
from gmail.client import Gmail
from gmail.errors import AccessLost, ConsentFailed, GmailError
from gmail.oauth import Google
from storage import consents, grants, mailboxes, recruiters, revocations
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox, Recruiter
from storage.statuses import MailboxStatus

log = structlog.get_logger()

TRIP = timedelta(hours=24)
LONG_TRIP = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """A mailbox that has just been connected, for the page the browser shows."""

    address: str
    recruiter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mailbox as Google shows it; without a refresh token it was opened by delegation."""

    profile: Profile
    senders: tuple[SendAs, ...]
    refresh_token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where Google is and where it sends people back to; `delegated` are the mailboxes the service account may open."""

    google: Google
    redirect_uri: str
    delegated: tuple[str, ...] = ()


class Sessions:
    """Open mailboxes; one Gmail session is kept for each as long as its grant stays the same."""

    def __init__(
        self, db: Database, google: Google, clock: Clock, *, delegated: Collection[str] = ()
    ) -> None:
        self._db = db
        self._google = google
        self._clock = clock
        self._delegated = delegated
        self._open: dict[int, tuple[str, Gmail]] = {}
        self._lock = Lock()

    def open(self, mailbox_id: int) -> Gmail:
        """Give the session of a mailbox.

        Raises storage.vault.UnreadableSecret for a lost key, gmail.errors.AccessLost for a mailbox that may not be
        opened any more the way it was connected.
        """
        with self._db.reading() as tx:
            mailbox = mailboxes.standing(tx, mailbox_id)
            address, is_delegated, sealed = mailbox.address, mailbox.is_delegated, mailbox.sealed_token
            token = "" if is_delegated else grants.refresh_token(tx, mailbox)
        if is_delegated and not delegation.allows(self._delegated, address):
            raise AccessLost(delegation.OFF_THE_LIST)
        if not is_delegated and not self._google.client_id:
            raise AccessLost("client")
        grant = f"delegated {address}" if is_delegated else sealed
        with self._lock:
            known = self._open.get(mailbox_id)
            if known is None or known[0] != grant:
                known = (grant, self._session(address, token))
                self._open[mailbox_id] = known
            return known[1]

    def _session(self, address: str, token: str) -> Gmail:
        if token:
            return Gmail(self._google, token, self._clock)
        return delegate(self._google, address, self._clock)


def delegate(google: Google, address: str, clock: Clock) -> Gmail:
    """Open a mailbox as the service account."""
    return Gmail(google, lambda: oauth.delegated(google, address, clock()), clock)


def consent_link(
    db: Database, door: Door, *, who: people.Who, now: datetime, good_for: timedelta = TRIP
) -> str:
    """Make the address of Google's consent page for one person; its state works once, for a day or as told.

    Empty where people cannot consent because mailboxes are connected by delegation only.
    """
    if not door.google.client_id:
        return ""
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
        addresses = signing.addresses(gmail)
    except ConsentFailed as error:
        raise _consent_refusal(error) from error
    except GmailError as error:
        log.warning("connecting failed", recruiter=recruiter_id, reason=type(error).__name__)
        raise Refusal("Google could not be reached just now.", "Go back to Slack and try again.") from error
    found = Found(profile=profile, senders=addresses, refresh_token=grant.refresh_token)
    with db.transaction() as tx:
        return write_down(tx, recruiter_id, found, clock())


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


def write_down(tx: Transaction, recruiter_id: int, found: Found, now: datetime) -> Connected:
    """Connect a mailbox for a person; raises Refusal when it is somebody else's, or another than before."""
    recruiter = recruiters.get(tx, recruiter_id)
    mailbox = _mailbox(tx, recruiter, found.profile, now)
    _keep_grant(tx, mailbox, found.refresh_token, now)
    signing.write_down(tx, mailbox, found.senders, name=recruiter.name, now=now)
    mailbox.connected_at = mailbox.ready_at = now
    mailbox.began_at = mailbox.began_at or now
    losing.regain(tx, mailbox, now)
    owing.mailbox_news(tx, mailbox, "mailbox_connected", key=now.isoformat(), now=now)
    log.info("mailbox connected", mailbox=mailbox.id, recruiter=recruiter.id)
    return Connected(address=mailbox.address, recruiter=recruiter.name or recruiter.slack_id)


def _keep_grant(tx: Transaction, mailbox: Mailbox, refresh_token: str, now: datetime) -> None:
    tx.flush()
    if refresh_token:
        # Google revokes whole consents, not tokens: an old revocation would take the new grant along.
        revocations.forget(tx, mailbox.id)
    elif mailbox.sealed_token:
        revocations.add(tx, mailbox.id, mailbox.sealed_token, now)
    mailbox.is_delegated = not refresh_token
    mailbox.sealed_token = grants.seal(tx, refresh_token) if refresh_token else ""


def _mailbox(tx: Transaction, recruiter: Recruiter, profile: Profile, now: datetime) -> Mailbox:
    """Find or make the row of a mailbox; refuses one that is somebody else's, or a change of account."""
    other = mailboxes.by_address(tx, recruiter.team_id, profile.address)
    if other is not None and other.recruiter_id != recruiter.id:
        raise Refusal(
            "This Gmail account is connected to another person in this workspace.",
            "Connect your own account.",
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
            sealed_token="",
            ready_at=now,
            connected_at=now,
        )
        tx.add(mine)
    elif mine.address.lower() != profile.address.lower():
        raise Refusal(
            f"You chose {profile.address}, but your sequences are sent from {mine.address}.",
            f"Connect {mine.address} instead.",
        )
    return mine


def refresh_senders(db: Database, lease: Lease, gmail: Gmail, now: datetime) -> None:
    """Ask Gmail from which addresses the mailbox may send; if it does not say, work goes on as before."""
    found = signing.addresses(gmail)
    with db.transaction() as tx:
        known = mailboxes.serve(tx, lease, now)()
        if signing.is_known(known, found):
            mailboxes.asked_senders(tx, known.id, signing.asked_at(found, now))
        else:
            mailbox = mailboxes.get(tx, known.id)
            signing.write_down(tx, mailbox, found, name=mailbox.recruiter.name, now=now)
        log.info("sender settings read", mailbox=known.id, addresses=len(found))
