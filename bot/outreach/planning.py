"""What leaves next from a mailbox: gather the facts, let the gate judge, write the mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

import structlog

from bot.outreach import advancing, holding, owing, sending, wording
from bot.outreach.house import House
from bot.outreach.wording import Incomplete, Worded
from bot.rules import gate
from bot.rules.business_time import zone
from gmail import compose
from gmail.compose import Letter
from storage import agenda, database, enrollments, suppressions, touches
from storage.database import Database, Transaction
from storage.errors import DatabaseAbsent, DatabaseBusy
from storage.mailboxes import Lease
from storage.models import Enrollment, Mailbox, Touch
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus, Verdict

log = structlog.get_logger()

ID_PATIENCE = timedelta(minutes=1)
UNWRITABLE = "Overture could not write this mail: a name or a value holds something no mail may hold."
UNWRITABLE_MEND = "Look at their names and values, then resume, or skip the stage."


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A mail that may leave now; with a `draft_id` it waits at Gmail already."""

    touch_id: int
    mime: bytes
    token: str
    thread_id: str
    is_answer: bool
    draft_id: str
    draft_message_id: str
    cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A mail that was due and does not leave now; a draft of it must be deleted."""

    touch_id: int
    draft_id: str


def next_outgoing(db: Database, lease: Lease, house: House, now: datetime) -> Outgoing | Withheld | None:
    """Judge the mail that has been due longest; None when nothing is due or the mailbox must pause."""
    with sending.held(db, lease, now) as (tx, mailbox):
        free_from = sending.free_from(tx, mailbox, house, now)
        if any(moment is not None and moment > now for moment in (free_from, mailbox.resting_until)):
            return None
        touch = agenda.next_due_mail(tx, mailbox.id, now)
        if touch is None:
            return None
        if _lacks_message_id(tx, touch):
            touch.due_at, touch.why = now + ID_PATIENCE, "waiting for Gmail to show the mail before it"
            return Withheld(touch_id=touch.id, draft_id="")
        try:
            with database.part(tx):
                return _judge(tx, mailbox, touch, house, now)
        except (DatabaseBusy, DatabaseAbsent):
            raise  # the mail is not to blame
        except Exception as error:  # noqa: BLE001  one mail that breaks us must not block the others
            log.error("touch broke", touch=touch.id, exc_info=error)
            return _set_aside(tx, touch, now)


def _set_aside(tx: Transaction, touch: Touch, now: datetime) -> Withheld:
    touch = touches.lock(tx, touch.id)
    withheld = Withheld(touch_id=touch.id, draft_id=touch.draft_id)
    touch.why, touch.mend, touch.step, touch.draft_id = UNWRITABLE, UNWRITABLE_MEND, None, ""
    holding.for_a_person(tx, touch, "held", why=UNWRITABLE, now=now)
    return withheld


def _lacks_message_id(tx: Transaction, touch: Touch) -> bool:
    # An answer without the real Message-ID of the mail before would open a new thread at the candidate's.
    if _opens_thread(touch.enrollment, touch):
        return False
    before = touches.last_mail(tx, touch.enrollment_id)
    return before is not None and not before.rfc_id


def _judge(
    tx: Transaction, mailbox: Mailbox, touch: Touch, house: House, now: datetime
) -> Outgoing | Withheld:
    enrollment = enrollments.lock(tx, touch.enrollment_id)
    worded = wording.words(
        touch.stage, wording.values(enrollment, now), subject=_subject_template(enrollment, touch)
    )
    verdict = gate.judge(_facts(tx, mailbox, touch, worded, house), now)
    touch.judged_at = now
    match verdict:
        case gate.Send():
            assert isinstance(worded, Worded)
            touch.verdict, touch.why, touch.mend, touch.until = Verdict.SEND, "", "", None
            return _claim(tx, mailbox, touch, worded, now)
        case gate.Postpone(until=until, why=why):
            touch.verdict, touch.why, touch.mend, touch.until = Verdict.POSTPONE, why, "", until
            touch.due_at = until
        case gate.Hold(why=why, mend=mend):
            touch.verdict, touch.why, touch.mend, touch.until = Verdict.HOLD, why, mend, None
            kind = "missing_token" if isinstance(worded, Incomplete) else "held"
            holding.for_a_person(tx, touch, kind, why=why, now=now)
        case gate.Skip(why=why):
            touch.verdict, touch.why, touch.mend, touch.until = Verdict.SKIP, why, "", None
            _skip(tx, touch, why=why, now=now)
        case other:
            assert_never(other)
    log.info("touch judged", touch=touch.id, verdict=touch.verdict)
    withheld = Withheld(touch_id=touch.id, draft_id=touch.draft_id)
    touch.step, touch.draft_id = None, ""
    return withheld


def _facts(
    tx: Transaction, mailbox: Mailbox, touch: Touch, worded: Worded | Incomplete, house: House
) -> gate.Facts:
    enrollment = touch.enrollment
    address = enrollment.address
    return gate.Facts(
        enrollment_status=enrollment.status,
        enrollment_why=enrollment.why,
        sequence_status=enrollment.sequence.status,
        kind=touch.kind,
        mailbox_status=mailbox.status,
        mailbox_read=True,  # a round reads before it sends, and only a round comes here
        has_address=address is not None,
        bounced_before=address is not None and address.bounced_at is not None,
        suppressed="" if address is None else suppressions.why(tx, enrollment.team_id, address.key),
        missing_tokens=worded.tokens if isinstance(worded, Incomplete) else (),
        windows=house.windows,
        zone=zone(enrollment.zone),
        holidays=house.holidays,
    )


def _skip(tx: Transaction, touch: Touch, *, why: str, now: datetime) -> None:
    # Nobody may write to them, so no later stage may either: the sequence ends, and its recruiter hears why.
    touch.status, touch.done_at = TouchStatus.SKIPPED, now
    if advancing.stop(tx, touch.enrollment_id, status=EnrollmentStatus.STOPPED, why=why, now=now):
        owing.trouble(tx, touch.enrollment, "info", key=str(touch.id), about={"why": why}, now=now)


def _subject_template(enrollment: Enrollment, touch: Touch) -> str:
    if not _opens_thread(enrollment, touch):
        return ""
    # A follow-up opens a thread where nobody could tell what became of the mail before it.
    written = (stage.subject for stage in enrollment.version.stages if stage.kind.is_email and stage.subject)
    return touch.stage.subject or next(written, "")


def _opens_thread(enrollment: Enrollment, touch: Touch) -> bool:
    return touch.stage.new_thread or not enrollment.thread_id


def _claim(tx: Transaction, mailbox: Mailbox, touch: Touch, worded: Worded, now: datetime) -> Outgoing:
    enrollment = touch.enrollment
    touch.status = TouchStatus.CLAIMED
    touch.step = SendStep.DRAFTED if touch.draft_id else SendStep.PLANNED
    if not touch.draft_id:
        _write(tx, mailbox, touch, worded, now)
    answers = not _opens_thread(enrollment, touch)
    return Outgoing(
        touch_id=touch.id,
        mime=touch.mime or b"",
        token=touch.token,
        thread_id=enrollment.thread_id if answers else "",
        is_answer=answers,
        draft_id=touch.draft_id,
        draft_message_id=touch.draft_message_id,
        cursor=touch.cursor or mailbox.cursor,
    )


def _write(tx: Transaction, mailbox: Mailbox, touch: Touch, worded: Worded, now: datetime) -> None:
    enrollment = touch.enrollment
    assert enrollment.address is not None
    before = None if _opens_thread(enrollment, touch) else touches.last_mail(tx, enrollment.id)
    text, html = compose.with_signature(worded.text, worded.html, mailbox.signature)
    references = (
        () if before is None else compose.thread_references(tuple(before.references.split()), before.rfc_id)
    )
    touch.subject = worded.subject if before is None else compose.reply_subject(enrollment.subject)
    touch.text = worded.text
    touch.references = " ".join(references)
    touch.mime = compose.mime(
        Letter(
            from_name=mailbox.name,
            from_address=mailbox.address,
            to_name=enrollment.candidate.name,
            to_address=enrollment.address.address,
            subject=touch.subject,
            text=text,
            html=html,
            token=touch.token,
            in_reply_to="" if before is None else before.rfc_id,
            references=references,
        ),
        date=now,
    )


def needs_message_id(db: Database, lease: Lease, now: datetime) -> list[tuple[int, str]]:
    """List sent mails of the mailbox whose real Message-ID was not read back yet, with Gmail's ids."""
    with sending.held(db, lease, now) as (tx, mailbox):
        return touches.without_message_id(tx, mailbox.id)
