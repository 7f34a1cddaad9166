"""A mailbox is given back: nothing more leaves it, and Google is asked to forget us."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import structlog

from bot.outreach import people
from bot.outreach.mailboxes import losing
from bot.outreach.notices import owing, redrawing
from bot.refusals import Refusal
from gmail import oauth
from gmail.errors import GmailError
from gmail.oauth import Google
from storage import mailboxes, revocations
from storage.database import Database
from storage.statuses import MailboxStatus
from storage.vault import UnreadableSecret

log = structlog.get_logger()


class Revocation(StrEnum):
    """What became of the access at Google."""

    DONE = "done"
    LATER = "later"
    NONE = "none"
    IMPOSSIBLE = "impossible"


SAID = {
    Revocation.DONE: "Google has taken the access back.",
    Revocation.LATER: (
        "Google could not be reached to take the access back; I try again every hour, and tell you when it is done."
    ),
    Revocation.NONE: "There is nothing to take back at Google: your administrator gave me this access, not you.",
    Revocation.IMPOSSIBLE: "I could not read the access I had stored, so I could not give it back to Google.",
}
MEND = {
    Revocation.LATER: "Or remove Overture yourself at myaccount.google.com/permissions.",
    Revocation.IMPOSSIBLE: "Remove Overture yourself at myaccount.google.com/permissions.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A mailbox that was disconnected; `key` names the grant that is still to be revoked, if there is one."""

    mailbox_id: int
    key: str


def disconnect(db: Database, google: Google, *, who: people.Who, now: datetime) -> Revocation:
    """Give a mailbox back: hold its people, forget the grant, revoke it at Google; its owner is told how that went."""
    left = _leave(db, who, now)
    # On disk before the call: whatever happens now, the grant is revoked some day.
    outcome = _revoke(db, google, left.key) if left.key else Revocation.NONE
    _tell(db, left.mailbox_id, outcome, now)
    return outcome


def _leave(db: Database, who: people.Who, now: datetime) -> Left:
    with db.transaction() as tx:
        mailbox = mailboxes.of_recruiter(tx, people.recruiter(tx, who, now).id)
        if mailbox is None or mailbox.status is MailboxStatus.DISCONNECTED:
            raise Refusal("No Gmail account is connected.", "There is nothing to disconnect.")
        sealed = "" if mailbox.is_delegated else mailbox.sealed_token
        losing.give_back(tx, mailbox, now)
        redrawing.owe_of_waiting(tx, mailbox, now)
        key = revocations.add(tx, mailbox.id, sealed, now) if sealed else ""
        log.info("mailbox disconnected", mailbox=mailbox.id)
        return Left(mailbox_id=mailbox.id, key=key)


def revoke_waiting(db: Database, google: Google, now: datetime) -> int:
    """Try again what Google did not confirm; tell how many grants were given back."""
    with db.reading() as tx:
        waiting = revocations.waiting(tx)
    done = 0
    for key, mailbox_id in waiting:
        outcome = _revoke(db, google, key)
        if outcome is not Revocation.LATER:
            _tell(db, mailbox_id, outcome, now)
            done += outcome is Revocation.DONE
    return done


def _revoke(db: Database, google: Google, key: str) -> Revocation:
    outcome = _asked(db, google, key)
    if outcome is not Revocation.LATER:
        with db.transaction() as tx:
            revocations.done(tx, key)
    return outcome


def _asked(db: Database, google: Google, key: str) -> Revocation:
    try:
        with db.reading() as tx:
            token = revocations.token(tx, key)
        if token:
            oauth.revoke(google, token)
    except UnreadableSecret:
        log.warning("grant not readable, so not revoked")
        return Revocation.IMPOSSIBLE
    except GmailError as error:
        log.warning("revocation not confirmed", reason=type(error).__name__)
        return Revocation.LATER
    return Revocation.DONE


def _tell(db: Database, mailbox_id: int, outcome: Revocation, now: datetime) -> None:
    with db.transaction() as tx:
        mailbox = mailboxes.get(tx, mailbox_id)
        if mailbox.status is MailboxStatus.DISCONNECTED:
            key = f"{outcome}:{now.isoformat()}"
            owing.mailbox_news(
                tx, mailbox, "mailbox_disconnected", key=key, now=now, revocation=outcome.value
            )
