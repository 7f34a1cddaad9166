"""Mail that came in: store it once, stop what must stop, owe the news, move the cursor; one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.outreach import advancing, handwriting, owing, redrafting, sending
from bot.outreach.house import House
from bot.rules import business_time, links, stopping
from gmail import classify
from gmail.answers import Sent
from gmail.classify import Kind, Meaning
from gmail.inbound import Inbound
from gmail.sync import Batch
from storage import candidates, database, enrollments, inbox, mailboxes, suppressions, touches
from storage.database import Database, Transaction
from storage.errors import DatabaseAbsent, DatabaseBusy
from storage.incoming import InboundMail
from storage.mailboxes import Lease
from storage.models import Enrollment, Mailbox
from storage.statuses import EnrollmentStatus, TouchStatus

log = structlog.get_logger()

TOLD_AS = {EnrollmentStatus.BOUNCED: "bounce", EnrollmentStatus.OPTED_OUT: "opted_out"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A mail that came, and what it means."""

    message: Inbound
    meaning: Meaning

    def circumstances(self, enrollment: Enrollment) -> stopping.Circumstances:
        """Say how the mail belongs to an enrollment's candidate."""
        theirs = {address.key for address in enrollment.candidate.addresses}
        reported = {links.address_key(address) for address in self.meaning.recipients}
        return stopping.Circumstances(
            from_candidate=links.address_key(self.message.from_address) in theirs,
            about_candidate=not reported or bool(reported & theirs),
        )


def take_in(db: Database, lease: Lease, batch: Batch, house: House, *, cursor: int, now: datetime) -> None:
    """Act on everything that was read and move the cursor from `cursor`, together or not at all.

    Raises storage.errors.LeaseLost when another worker has read meanwhile.
    """
    with sending.held(db, lease, now) as (tx, mailbox):
        mailboxes.move_cursor(tx, mailbox.id, old=cursor, new=batch.cursor, now=now)
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
        _hold_and_ask(tx, enrollment, gmail_id, why=reason, now=now)


def _understand(tx: Transaction, mailbox: Mailbox, message: Inbound, house: House, now: datetime) -> None:
    if "SENT" in message.labels and _adopt(tx, mailbox, message, house, now):
        return
    meaning = classify.classify(message, own=_own_addresses(mailbox))
    if meaning.kind is Kind.LIMIT:
        _pause(mailbox, message, meaning)
        return
    found = _whose(tx, mailbox, message, meaning)
    if not found:
        return
    mail = inbox.add(tx, _row(mailbox, message, found[0], meaning, now))
    arrival = Arrival(message=message, meaning=meaning)
    if meaning.kind is Kind.OWN and "SENT" in message.labels:
        handwriting.sent_by_hand(tx, mailbox, mail, now)
    _act(tx, mail, arrival=arrival, house=house, now=now)
    for other in found[1:]:
        _stop_as_well(tx, other, arrival, now)
    log.info("mail taken in", mailbox=mailbox.id, enrollment=found[0].id, kind=meaning.kind)


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


def _whose(tx: Transaction, mailbox: Mailbox, message: Inbound, meaning: Meaning) -> list[Enrollment]:
    """Find the enrollment a mail concerns: by thread, then by Message-ID, then by address.

    An address alone does not say which of a person's enrollments: then the other open ones follow.
    """
    if found := enrollments.by_thread(tx, mailbox.id, message.thread_id):
        return _open_first(found)[:1]
    named = {*message.references, message.in_reply_to, meaning.about} - {""}
    if named and (found := enrollments.by_message_ids(tx, mailbox.team_id, named)):
        return _open_first(found)[:1]
    for address in (message.from_address, *meaning.recipients):
        if address and (found := enrollments.by_address(tx, mailbox.id, links.address_key(address))):
            first, *others = _open_first(found)
            return [first, *(other for other in others if other.status.is_open)]
    return []


def _open_first(found: list[Enrollment]) -> list[Enrollment]:
    return sorted(found, key=lambda enrollment: not enrollment.status.is_open)


def _row(
    mailbox: Mailbox, message: Inbound, enrollment: Enrollment, meaning: Meaning, now: datetime
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
        **handwriting.heading(message, own=_own_addresses(mailbox)),
    )


def _act(tx: Transaction, mail: InboundMail, *, arrival: Arrival, house: House, now: datetime) -> None:
    enrollment, meaning = mail.enrollment, arrival.meaning
    today = now.astimezone(business_time.zone(enrollment.zone)).date()
    match stopping.decide(meaning, arrival.circumstances(enrollment), today=today):
        case stopping.Stop() as effect:
            _stop(tx, mail, meaning, effect, now)
        case stopping.Postpone() as effect:
            _postpone(tx, mail, effect, house, now)
        case stopping.HoldAndAsk(why=why):
            _hold_and_ask(tx, enrollment, mail.gmail_id, why=why, now=now)
        case stopping.PauseMailbox() | stopping.Ignore():
            pass


def _stop(tx: Transaction, mail: InboundMail, meaning: Meaning, effect: stopping.Stop, now: datetime) -> None:
    enrollment = mail.enrollment
    stopped = advancing.stop(tx, enrollment.id, status=effect.status, why=effect.why, now=now)
    if effect.status is EnrollmentStatus.REPLIED:
        _count_late_answer(tx, enrollment, effect.why)
        owing.reply(tx, mail, now)
    elif stopped or effect.suppress:
        kind = TOLD_AS.get(effect.status, "info")
        owing.trouble(tx, enrollment, kind, key=str(mail.id), about={"why": effect.why}, now=now)
    if effect.status is EnrollmentStatus.OPTED_OUT:
        _suppress(tx, enrollment, effect.why, now)
    if effect.suppress and effect.status is EnrollmentStatus.BOUNCED and enrollment.address is not None:
        candidates.note_bounce(tx, enrollment.team_id, {enrollment.address.key}, now)


def _stop_as_well(tx: Transaction, enrollment: Enrollment, arrival: Arrival, now: datetime) -> None:
    effect = stopping.decide(arrival.meaning, arrival.circumstances(enrollment))
    if isinstance(effect, stopping.Stop):
        advancing.stop(tx, enrollment.id, status=effect.status, why=effect.why, now=now)


def _count_late_answer(tx: Transaction, enrollment: Enrollment, why: str) -> None:
    # Somebody who answers after the last stage has answered all the same.
    enrollments.turn(
        tx, enrollment.id, expected={EnrollmentStatus.FINISHED}, status=EnrollmentStatus.REPLIED, why=why
    )


def _suppress(tx: Transaction, enrollment: Enrollment, why: str, now: datetime) -> None:
    for address in enrollment.candidate.addresses:
        suppressions.add(tx, enrollment.team_id, address.key, why, now)


def _postpone(
    tx: Transaction, mail: InboundMail, effect: stopping.Postpone, house: House, now: datetime
) -> None:
    enrollment = mail.enrollment
    if not enrollment.status.is_open:
        return
    zone = business_time.zone(enrollment.zone)
    resumes_at = effect.until(now, zone=zone, windows=house.windows, holidays=house.holidays)
    if touches.postpone_open(tx, enrollment.id, resumes_at, effect.why):
        about = {"why": effect.why, "until": resumes_at.isoformat()}
        owing.trouble(tx, enrollment, "away", key=str(mail.id), about=about, now=now)


def _hold_and_ask(tx: Transaction, enrollment: Enrollment, key: str, *, why: str, now: datetime) -> None:
    held = enrollments.turn(
        tx, enrollment.id, expected={EnrollmentStatus.ACTIVE}, status=EnrollmentStatus.HELD, why=why
    )
    if held:
        owing.trouble(tx, enrollment, "not_sure", key=key, about={"why": why}, now=now)
