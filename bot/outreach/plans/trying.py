"""A test of a stage: the mail as it would leave, sent to its writer alone and marked as a test."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.outreach import people
from bot.outreach.house import House
from bot.outreach.mailboxes.connecting import Sessions
from bot.outreach.outgoing import spending, wording
from bot.outreach.outgoing.spending import Spent
from bot.outreach.plans.rehearsing import Asked
from bot.refusals import Refusal
from bot.rules import senders, stopping
from bot.rules.drafts import StageDraft
from gmail import compose
from gmail.attachments import Attachment
from gmail.client import Gmail
from gmail.compose import BadHeader, Letter
from gmail.errors import AccessLost, GmailError, OutcomeUnknown, RateLimited, Rejected, Unavailable
from storage import attachments, mailboxes
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox, Stage
from storage.statuses import MailboxStatus
from storage.vault import UnreadableSecret

SUBJECT = "[Test] "
SOON = timedelta(seconds=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    lease: Lease
    ready_at: datetime
    full_at: datetime | None
    address: str
    mime: bytes


class Bench:
    """Send tests, each under the lease of the mailbox it leaves, as everything that is done with Gmail."""

    def __init__(self, db: Database, sessions: Sessions, house: House, clock: Clock) -> None:
        self._db = db
        self._sessions = sessions
        self._house = house
        self._clock = clock

    def send(self, who: people.Who, asked: Asked) -> str:
        """Send one to whoever asks; tell their address. Raises Refusal, and nothing was sent or may have been."""
        trial = self._begin(who, asked)
        gmail: Gmail | None = None
        before = 0
        try:
            gmail = self._sessions.open(trial.lease.mailbox_id)
            before = gmail.spent()
            _send(gmail, trial.mime)
        except (GmailError, UnreadableSecret) as error:
            log.warning("test not sent", mailbox=trial.lease.mailbox_id, reason=type(error).__name__)
            raise _refusal(error) from error
        finally:
            self._end(trial, 0 if gmail is None else gmail.spent() - before)
        log.info("test sent", mailbox=trial.lease.mailbox_id)
        return trial.address

    def _begin(self, who: people.Who, asked: Asked) -> _Trial:
        now = self._clock()
        with self._db.transaction() as tx:
            recruiter = people.recruiter(tx, who, now)
            mailbox = mailboxes.of_recruiter(tx, recruiter.id)
            if mailbox is None or mailbox.status is not MailboxStatus.CONNECTED:
                raise Refusal("Your Gmail is not connected.", "Connect it on the Home tab, then try again.")
            mime = _mime(tx, mailbox, asked, now)
            ready_at, full_at = mailbox.ready_at, mailbox.units_at
            lease = mailboxes.claim_one(tx, mailbox.id, now)
            if lease is None:
                raise Refusal("Overture is busy with your mailbox just now.", "Press again in a few seconds.")
            return _Trial(lease=lease, ready_at=ready_at, full_at=full_at, address=mailbox.address, mime=mime)

    def _end(self, trial: _Trial, units: int) -> None:
        now = self._clock()
        with self._db.transaction() as tx:
            full_at = self._house.quota.mailbox.drained(trial.full_at, units, now)
            spent = Spent(units=units, full_at=full_at)
            ready_at = max(trial.ready_at, now + SOON)
            mailboxes.release(tx, trial.lease, ready_at=ready_at, resting_until=None, units_at=full_at)
            spending.settle(tx, self._house, spent, now)


def _send(gmail: Gmail, mime: bytes) -> None:
    draft = gmail.create_draft(mime)
    try:
        gmail.send_draft(draft.id)
    except (RateLimited, Unavailable, Rejected):  # surely not sent: it must not lie among her drafts
        with suppress(GmailError):
            gmail.delete_draft(draft.id)
        raise


def _mime(tx: Transaction, mailbox: Mailbox, asked: Asked, now: datetime) -> bytes:
    row = Stage(subject=asked.stage.subject, body=asked.stage.body)
    worded = wording.words(row, asked.values, subject=asked.opening)
    if isinstance(worded, wording.Incomplete):
        named = ", ".join(f"{{{{{token}}}}}" for token in worded.tokens)
        raise Refusal(f"There is no value for {named}.", "Give it a fallback, or preview as somebody else.")
    own = asked.stage.sender if asked.stage.sender_id is None else ""
    sender = senders.chosen(mailbox, own if own in senders.accepted(mailbox) else "")
    text, html = compose.with_signature(worded.text, worded.html, sender.signature)
    letter = Letter(
        from_name=sender.name,
        from_address=sender.address,
        reply_to=sender.reply_to,
        to_name=sender.name,
        to_address=mailbox.address,
        subject=SUBJECT + worded.subject,
        text=text,
        html=html,
        token=stopping.TEST + secrets.token_hex(12),
        attachments=_files(tx, mailbox.team_id, asked.stage),
    )
    try:
        return compose.mime(letter, date=now)
    except BadHeader as error:
        raise Refusal(
            "This mail cannot be written: a name or a value holds something no mail may hold."
        ) from error


def _files(tx: Transaction, team: str, stage: StageDraft) -> tuple[Attachment, ...]:
    ids = tuple(file.id for file in stage.attachments)
    found = attachments.contents(tx, team, ids) if ids else {}
    return tuple(
        Attachment(name=found[id].name, kind=found[id].kind, content=found[id].content)
        for id in ids
        if id in found
    )


def _refusal(error: Exception) -> Refusal:
    match error:
        case AccessLost() | UnreadableSecret():
            return Refusal("Google no longer lets Overture into your Gmail.", "Reconnect it on the Home tab.")
        case OutcomeUnknown():
            return Refusal(
                "Gmail's answer was lost: the test may be in your inbox.",
                "Look there before you press again.",
            )
    return Refusal("Gmail could not take the test just now; nothing was sent.", "Press again in a minute.")
