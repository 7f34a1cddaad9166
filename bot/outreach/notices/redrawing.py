"""Cards that change where they stand: what an answer's says of the reply, and the debt to draw one anew."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.outreach.notices import owing
from bot.outreach.outgoing import advancing
from bot.outreach.plans import following
from bot.rules import business_time
from storage import imports, inbox, mailboxes, notices, replies
from storage.database import Database, Transaction
from storage.incoming import InboundMail
from storage.models import Import, Mailbox, Touch
from storage.notices import Owed
from storage.statuses import ImportStatus, MailboxStatus, TouchStatus

SOON = "Your reply leaves in a moment."
LOOKS = "Gmail's answer was lost; Overture looks for your reply before anything else is done."
BY_HAND = "You send the reply yourself; it counts once it is in your Sent folder."
RECONNECT = "Your reply waits until you reconnect Gmail on the Home tab; then it leaves."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """A reminder that stands in Slack: whose it is, where, and the id of its list if it is one."""

    recipient: str
    places: list[tuple[str, str]]
    list_id: int | None = None


def reminder(db: Database, key: str) -> Stands:
    """Tell where the reminder, or the list, of this key stands."""
    with db.reading() as tx:
        found = notices.by_key(tx, key)
        if found is None:
            return Stands(recipient="", places=[])
        is_list = found.kind == "reminders"
        return Stands(
            recipient=found.recipient,
            places=notices.places(tx, [key]),
            list_id=found.id if is_list else None,
        )


def of_reminder(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Owe the drawing of a reminder that may stand in Slack, as its touch will be."""
    touch.card_key = touch.card_key or advancing.reminder_key(
        touch
    )  # older reminders do not know where they stand
    if notices.was_owed(tx, touch.card_key):
        advancing.redraw_reminder(tx, touch, now)


def import_place(db: Database, import_id: int) -> list[tuple[str, str]]:
    """Tell where the message about an import stands."""
    with db.reading() as tx:
        return notices.places(tx, owing.import_keys(import_id))


def of_import(tx: Transaction, uploaded: Import, now: datetime) -> None:
    """Owe the drawing of the message about an import, as far as it has come."""
    change = f"{uploaded.id}:{uploaded.status.value}:{uploaded.position}"
    _owe_import(tx, uploaded.team_id, uploaded.id, change, now)


def of_posted_import(tx: Transaction, notice_id: int, team: str, import_id: int, now: datetime) -> None:
    """Owe one more drawing of a message that stands only now: what changed while it was posted found no place."""
    _owe_import(tx, team, import_id, f"stands:{notice_id}", now)


def import_deleted(db: Database, import_id: int, now: datetime) -> None:
    """Have the end of an import told in a new message: whoever deleted the old one still waits for it."""
    with db.transaction() as tx:
        uploaded = imports.get(tx, import_id)
        if uploaded is not None and uploaded.status in {ImportStatus.DONE, ImportStatus.TAKEN_BACK}:
            owing.import_result(tx, uploaded, now)


def _owe_import(tx: Transaction, team: str, import_id: int, change: str, now: datetime) -> None:
    owed = Owed(
        team=team,
        key=f"redraw:import:{change}",
        kind="redraw",
        recipient="",
        about={"import": import_id},
    )
    notices.owe(tx, owed, now)


def places(db: Database, inbound_id: int) -> list[tuple[str, str]]:
    """Tell in which channels the card of an answer stands, and where there."""
    with db.reading() as tx:
        mail = inbox.get(tx, inbound_id)
        if mail is None:
            return []
        return notices.places(tx, owing.reply_keys(mail, following.told(tx, mail)))


def standing(tx: Transaction, mail: InboundMail) -> str:
    """Say what has become of the latest reply to a mail; empty if there is none or it has gone."""
    found = replies.to(tx, mail.enrollment_id, mail.id)
    return said(found[-1], mailboxes.get(tx, mail.mailbox_id)) if found else ""


def said(touch: Touch, mailbox: Mailbox) -> str:
    """Say in a sentence how a reply stands; empty if it has gone."""
    match touch.status:
        case TouchStatus.SCHEDULED:
            return _waits(touch, mailbox)
        case TouchStatus.CLAIMED:
            return SOON
        case TouchStatus.UNKNOWN:
            return BY_HAND if touch.done_by else LOOKS
        case TouchStatus.HELD:
            return f"Your reply waits for you. {touch.why}".strip()
        case TouchStatus.SKIPPED | TouchStatus.CANCELLED:
            return f"Your reply was not sent: {touch.why}." if touch.why else "Your reply was not sent."
        case _:
            return ""


def _waits(touch: Touch, mailbox: Mailbox) -> str:
    if mailbox.status is not MailboxStatus.CONNECTED:
        return RECONNECT
    if mailbox.troubled_at is not None:
        return "Your reply waits: Gmail does not answer just now. It leaves by itself once it does."
    if mailbox.held_until is not None and mailbox.held_until > touch.due_at:
        until = _told(mailbox.held_until, mailbox)
        return f"Your reply waits until {until}: Gmail has asked this mailbox for a pause."
    if touch.why:
        return f"Your reply has not left yet: {touch.why}. It is tried again {_told(touch.due_at, mailbox)}."
    return SOON


def _told(at: datetime, mailbox: Mailbox) -> str:
    return business_time.say(at, mailbox.recruiter.zone)


def owe(tx: Transaction, mail: InboundMail, now: datetime) -> None:
    """Owe the drawing of a card on which something has changed."""
    _owe(tx, mail, now.isoformat(), now)


def of_reply(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Owe the card of the mail a reply answers."""
    mail = inbox.get(tx, touch.answers_id or 0)
    if mail is not None:
        owe(tx, mail, now)


def owe_of_waiting(tx: Transaction, mailbox: Mailbox, now: datetime) -> None:
    """Owe the cards of what waits to leave a mailbox, once for each reason it waits for."""
    tx.flush()
    for touch in replies.waiting(tx, mailbox.id):
        mail = inbox.get(tx, touch.answers_id or 0)
        why = said(touch, mailbox)
        if mail is not None and why != SOON:
            _owe(tx, mail, f"{touch.id}:{hashlib.sha256(why.encode()).hexdigest()[:16]}", now)


def _owe(tx: Transaction, mail: InboundMail, change: str, now: datetime) -> None:
    owed = Owed(
        team=mail.enrollment.team_id,
        key=f"redraw:{mail.id}:{change}",
        kind="redraw",
        recipient="",
        about={"inbound": mail.id},
    )
    notices.owe(tx, owed, now)
