"""Mail that came in: store it once, stop what must stop, owe the news, move the cursor; one transaction."""

from collections.abc import Iterable
from datetime import datetime

import structlog

from bot.outreach.candidates import remembering
from bot.outreach.house import House
from bot.outreach.incoming import matching, reacting
from bot.outreach.incoming.matching import Place
from bot.outreach.outgoing import handwriting, redrafting, sending
from bot.rules import stopping
from gmail import classify
from gmail.answers import Sent
from gmail.classify import Kind, Meaning
from gmail.inbound import Inbound
from gmail.sync import Batch
from storage import database, enrollments, inbox, mailboxes, touches
from storage.database import Database, Transaction
from storage.errors import DatabaseAbsent, DatabaseBusy
from storage.incoming import InboundMail
from storage.mailboxes import Lease
from storage.models import Enrollment, Mailbox
from storage.statuses import TouchStatus

log = structlog.get_logger()


def take_in(db: Database, lease: Lease, batch: Batch, house: House, *, cursor: int, now: datetime) -> None:
    """Act on everything that was read and move the cursor from `cursor`, together or not at all.

    Raises storage.errors.LeaseLost when another worker has read meanwhile.
    """
    with sending.held(db, lease, now) as (tx, mailbox):
        read_at = now if batch.reaches_now else mailboxes.read_until(mailbox)
        mailboxes.move_cursor(tx, mailbox.id, old=cursor, new=batch.cursor, now=read_at)
        for message in batch.messages:
            _take_in(tx, mailbox, message, house, now)
        for broken in batch.set_aside:
            _set_aside(tx, mailbox, broken.id, thread_id=broken.thread_id, why=broken.why, now=now)


def take_in_found(
    db: Database, lease: Lease, messages: Iterable[Inbound], house: House, now: datetime
) -> None:
    """Act on messages found beside history, such as by looking at a thread before sending."""
    with sending.held(db, lease, now) as (tx, mailbox):
        for message in messages:
            _take_in(tx, mailbox, message, house, now)


def _take_in(tx: Transaction, mailbox: Mailbox, message: Inbound, house: House, now: datetime) -> None:
    if inbox.knows(tx, mailbox.id, message.id):
        return
    try:
        with database.part(tx):
            _understand(tx, mailbox, message, house, now)
    except (DatabaseBusy, DatabaseAbsent):
        raise  # the mail is not to blame: the whole reading is done again
    except Exception as error:  # noqa: BLE001  one mail that breaks us must not block the others
        log.error("mail set aside", mailbox=mailbox.id, gmail_id=message.id, exc_info=error)
        why = type(error).__name__
        _set_aside(tx, mailbox, message.id, thread_id=message.thread_id, why=why, now=now)


def _set_aside(
    tx: Transaction, mailbox: Mailbox, gmail_id: str, *, thread_id: str, why: str, now: datetime
) -> None:
    if not inbox.set_aside(tx, mailbox.id, gmail_id=gmail_id, thread_id=thread_id, why=why, now=now):
        return
    reason = "A mail in this thread could not be read; it may be an answer."
    for enrollment in enrollments.by_thread(tx, mailbox.id, thread_id):
        reacting.hold_and_ask(tx, enrollment, gmail_id, why=reason, now=now)


def _understand(tx: Transaction, mailbox: Mailbox, message: Inbound, house: House, now: datetime) -> None:
    if message.token.startswith(stopping.TEST) and message.from_address.lower() in _own_addresses(mailbox):
        return
    if "SENT" in message.labels and _adopt(tx, mailbox, message, house, now):
        return
    meaning = classify.classify(message, own=_own_addresses(mailbox))
    if meaning.kind is Kind.LIMIT:
        _pause(mailbox, message, meaning)
        return
    match = matching.whose(tx, Place(mailbox_id=mailbox.id, team=mailbox.team_id), message, meaning)
    concerned = [one for one in match.enrollments if one.candidate.forgotten_at is None]
    if not concerned or _is_forgotten(tx, mailbox, message):
        return
    first, *others = concerned
    if inbox.has_copy(tx, first.id, message.rfc_id, beside=mailbox.id):
        return
    mail = inbox.add(tx, _row(tx, mailbox, message, first, meaning, now))
    arrival = reacting.Arrival(message=message, meaning=meaning, is_likely=match.is_likely)
    if meaning.kind is Kind.OWN and "SENT" in message.labels:
        handwriting.sent_by_hand(tx, mailbox, mail, now)
    reacting.act(tx, mail, arrival, house, now)
    for other in others:
        reacting.act_as_well(tx, other, mail, arrival, now)
    log.info("mail taken in", mailbox=mailbox.id, enrollment=first.id, kind=meaning.kind)


def _is_forgotten(tx: Transaction, mailbox: Mailbox, message: Inbound) -> bool:
    """Tell whether a mail is by somebody who asked to be forgotten: it is read by nobody and kept nowhere."""
    return remembering.is_known(tx, mailbox.team_id, message.from_address)


def _adopt(tx: Transaction, mailbox: Mailbox, message: Inbound, house: House, now: datetime) -> bool:
    """Write down a mail of ours that left without our knowing; True if the message is ours."""
    touch = redrafting.behind(tx, mailbox, message)
    if touch is None:
        return False
    touch = touches.lock(tx, touch.id)
    if touch.status is not TouchStatus.SENT:  # one that was cancelled or skipped has left all the same
        redrafting.go_on(tx, touch)
        sent = Sent(message_id=message.id, thread_id=message.thread_id)
        sending.mark_sent(tx, touch, sent, house, min(message.received_at, now))
        touch.rfc_id = message.rfc_id
        log.warning("touch adopted", touch=touch.id)
    return True


def _pause(mailbox: Mailbox, message: Inbound, meaning: Meaning) -> None:
    """Send nothing from a mailbox that Gmail says has sent too much; it is still read, for answers must stop."""
    effect = stopping.decide(meaning)
    if isinstance(effect, stopping.PauseMailbox):
        rests = message.received_at + effect.hours
        mailbox.held_until = max(rests, mailbox.held_until or rests)
        log.warning("mailbox held", mailbox=mailbox.id)


def _own_addresses(mailbox: Mailbox) -> tuple[str, ...]:
    return (mailbox.address, *(str(alias["address"]) for alias in mailbox.aliases))


def _row(
    tx: Transaction,
    mailbox: Mailbox,
    message: Inbound,
    enrollment: Enrollment,
    meaning: Meaning,
    now: datetime,
) -> InboundMail:
    return InboundMail(
        mailbox_id=mailbox.id,
        gmail_id=message.id,
        thread_id=message.thread_id,
        enrollment_id=enrollment.id,
        enrollment=enrollment,
        kind=meaning.kind.value,
        why=meaning.why,
        text=meaning.text,
        received_at=message.received_at,
        taken_in_at=now,
        stage=touches.last_gone(tx, enrollment.id),
        before=enrollment.status,
        hint=meaning.hint.value if meaning.hint else "",
        **handwriting.heading(message, own=_own_addresses(mailbox)),
    )
