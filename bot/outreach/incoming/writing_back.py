"""Reply to an answer: the form, and the press on Send, which counts once however often it comes."""

import hashlib
import secrets
from datetime import datetime

import structlog

from bot.outreach import people
from bot.outreach.incoming.correspondence import ReplyForm
from bot.outreach.outgoing import handwriting
from bot.outreach.plans import following
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import drafts
from bot.rules.drafts import Problem
from gmail.compose import BadHeader
from storage import borrowings, enrollments, inbox, mailboxes, replies, touches
from storage.database import Database, Transaction
from storage.incoming import InboundMail
from storage.models import Mailbox, Touch
from storage.statuses import StageKind, TouchStatus

log = structlog.get_logger()

SHOWN = 1_500
NOT_GONE = {TouchStatus.SKIPPED, TouchStatus.CANCELLED}


def form(db: Database, who: people.Who, inbound_id: int, *, now: datetime) -> ReplyForm:
    """Open the form of a reply; raises NotAllowed for whoever does not own the mailbox the answer came to."""
    with db.transaction() as tx:
        mail, mailbox = _mine(tx, who, inbound_id, now)
        _tried(tx, mail, mailbox, now)
        candidate = mail.enrollment.candidate
        return ReplyForm(
            inbound_id=mail.id,
            first_name=candidate.first_name or candidate.name,
            address=handwriting.recipient(mail),
            sender=mailbox.address,
            text=mail.text[:SHOWN],
            nonce=secrets.token_hex(8),
        )


def send(
    db: Database, who: people.Who, inbound_id: int, *, nonce: str, text: str, now: datetime
) -> tuple[Problem, ...]:
    """Let a reply leave with the next round of its mailbox, which is woken; or say what must be mended first.

    One form is one mail, and so are the same words to the same answer.
    """
    if problems := drafts.reply_problems(text):
        return problems
    with db.transaction() as tx:
        mail, mailbox = _mine(tx, who, inbound_id, now)
        subject = _tried(tx, mail, mailbox, now)
        token = _token(mail, nonce)
        if not _is_known(tx, mail, token, text.strip()):
            touch = _plan(tx, mail, token=token, subject=subject, text=text.strip(), now=now)
            mailboxes.wake(tx, mailbox.id, now)
            log.info("reply planned", touch=touch.id, inbound=mail.id, mailbox=mailbox.id)
    return ()


def _mine(tx: Transaction, who: people.Who, inbound_id: int, now: datetime) -> tuple[InboundMail, Mailbox]:
    recruiter = people.recruiter(tx, who, now)
    mail = inbox.get(tx, inbound_id)
    if mail is None or mail.enrollment.team_id != recruiter.team_id:
        raise Gone("That answer is no longer there.")
    mailbox = mailboxes.get(tx, mail.mailbox_id)
    if mailbox.recruiter_id != recruiter.id:
        owner = mailbox.recruiter.name or "its owner"
        raise NotAllowed(f"A reply leaves from {mailbox.address}, so only {owner} can send one.")
    borrowings.lock_mailboxes(tx, [mail.enrollment_id])
    enrollments.lock(tx, mail.enrollment_id)
    if recruiter.id not in {one.id for one in following.told(tx, mail)}:
        raise NotAllowed("Only those who were told of this answer may reply to it.")
    return mail, mailbox


def _tried(tx: Transaction, mail: InboundMail, mailbox: Mailbox, now: datetime) -> str:
    """Refuse at once what could never leave; give the subject of what can."""
    if handwriting.unwanted(tx, mail):
        raise Refusal("They asked not to be written to, so Overture sends them nothing.")
    try:
        return handwriting.written(tx, mailbox, mail, text="Hello", token="trial", now=now).subject
    except BadHeader as error:
        raise Refusal(
            "Their mail names no address Overture could answer.", "Answer it in Gmail instead."
        ) from error


def _token(mail: InboundMail, nonce: str) -> str:
    # As with stages: the header by which our mail is known, and a key the database keeps unique.
    secret = mail.enrollment.secret
    return hashlib.sha256(f"{secret}:reply:{mail.id}:{nonce}".encode()).hexdigest()[:32]


def _is_known(tx: Transaction, mail: InboundMail, token: str, text: str) -> bool:
    return any(
        touch.token == token or (touch.text == text and touch.status not in NOT_GONE)
        for touch in replies.to(tx, mail.enrollment_id, mail.id)
    )


def _plan(tx: Transaction, mail: InboundMail, *, token: str, subject: str, text: str, now: datetime) -> Touch:
    owner = mail.enrollment
    before = touches.last_mail(tx, owner.id) or touches.of_enrollment(tx, owner.id)[0]
    return touches.add(
        tx,
        Touch(
            enrollment_id=owner.id,
            sequence_id=owner.sequence_id,
            stage_id=before.stage_id,
            position=replies.next_position(tx, owner.id),
            number=before.number,
            kind=StageKind.EMAIL,
            mailbox_id=mail.mailbox_id,
            status=TouchStatus.SCHEDULED,
            due_at=now,
            token=token,
            subject=subject,
            text=text,
            answers_id=mail.id,
        ),
    )
