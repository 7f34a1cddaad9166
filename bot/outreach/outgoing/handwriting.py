"""A reply by hand on its way: the bytes it becomes, what alone may keep it, and what is true once it has gone.

It answers one mail of a person in that mail's thread. No stop, pause or hour of its sequence keeps it, and it moves
nothing on: somebody wrote it and pressed Send.
"""

from collections.abc import Collection
from datetime import datetime

import structlog

from bot.outreach.notices import owing, redrawing
from bot.outreach.outgoing import holding, splitting
from bot.outreach.outgoing.writing import Written
from bot.rules import links, proofs, prose, senders
from bot.rules.senders import Box
from gmail import compose
from gmail.compose import Letter
from gmail.inbound import Inbound
from storage import inbox, letters, mailboxes, touches
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.mailboxes import Serving
from storage.models import Mailbox, Touch
from storage.statuses import TouchStatus

log = structlog.get_logger()

UNWANTED = "they asked not to be written to"


def heading(message: Inbound, *, own: Collection[str]) -> dict[str, str]:
    """Say of a mail what an answer to it needs, as it is stored with it: who wrote it, about what, in which thread."""
    chain = message.references or (message.in_reply_to,)
    elsewhere = links.address_key(message.reply_to) not in {links.address_key(one) for one in own}
    return {
        "from_name": compose.tame(message.from_name),
        "from_address": _within(message.from_address, 320),
        "reply_to": _within(message.reply_to, 320) if message.reply_to and elsewhere else "",
        "subject": compose.tame(message.subject),
        "rfc_id": _within(message.rfc_id, 998),
        "references": " ".join(compose.thread_references(chain, "")),
    }


def _within(value: str, limit: int) -> str:
    return value if len(value) <= limit else ""


def recipient(mail: InboundMail) -> str:
    """Tell where an answer to a mail goes; mail taken in by older versions says nothing of its sender."""
    known = mail.enrollment.address
    return mail.reply_to or mail.from_address or (known.address if known else "")


def unwanted(tx: Transaction, mail: InboundMail) -> bool:
    """Tell whether nobody may write to where an answer goes."""
    return bool(letters.suppressed(tx, mail.enrollment.team_id, links.address_key(recipient(mail))))


def answered_by(tx: Transaction, touch: Touch) -> InboundMail:
    """Give the mail a reply answers."""
    found = inbox.get(tx, touch.answers_id or 0)
    assert found is not None
    return found


def written(tx: Transaction, box: Box, mail: InboundMail, *, text: str, token: str, now: datetime) -> Written:
    """Write a reply; raises gmail.compose.BadHeader for an address no header may hold."""
    before = touches.last_mail(tx, mail.enrollment_id)
    in_thread = before is not None and before.thread_id == mail.thread_id
    # In a conversation that one of the mailbox's addresses opened the reply is from that address.
    sender = senders.chosen(box, before.sender if before is not None and in_thread else "")
    said = prose.halves(text)
    plain, html = compose.with_signature(said.text, said.html, sender.signature)
    references = _references(tx, mail)
    subject = compose.reply_subject(compose.tame(mail.subject or mail.enrollment.subject))
    letter = Letter(
        from_name=sender.name,
        from_address=sender.address,
        reply_to=sender.reply_to,
        to_name=compose.tame(mail.from_name or mail.enrollment.candidate.name),
        to_address=recipient(mail),
        subject=subject,
        text=plain,
        html=html,
        token=token,
        in_reply_to=references[-1] if references else "",
        references=references,
    )
    mime = compose.mime(letter, date=now)
    return Written(subject=subject, text=text, references=" ".join(references), mime=mime)


def _references(tx: Transaction, mail: InboundMail) -> tuple[str, ...]:
    """Give the Message-IDs up to the mail that is answered; where its own is not known, up to ours before it."""
    if mail.rfc_id:
        return compose.thread_references(mail.references.split(), mail.rfc_id)
    before = touches.last_mail(tx, mail.enrollment_id)
    return () if before is None else compose.thread_references(before.references.split(), before.rfc_id)


def is_kept(tx: Transaction, mailbox: Serving, touch: Touch, mail: InboundMail, now: datetime) -> bool:
    """Keep a reply that must not leave, and say why: for good, or until its writer has mended what keeps it."""
    if unwanted(tx, mail):
        touch.status, touch.done_at, touch.why = TouchStatus.SKIPPED, now, UNWANTED
        about = {"why": f"Your reply was not sent: {UNWANTED}."}
        owing.trouble(tx, touch.enrollment, "info", key=f"unwanted:{touch.id}", about=about, now=now)
        redrawing.owe(tx, mail, now)
        return True
    withdrawn = senders.withdrawn(mailbox)
    why = proofs.distrust(mailbox.proofs) or (withdrawn and senders.NO_LONGER.format(address=withdrawn))
    if why:
        touch.why = why
        holding.for_a_person(tx, touch, "not_sent", why=why, now=now)
    return bool(why)


def went(tx: Transaction, touch: Touch, *, thread_id: str, at: datetime) -> None:
    """Note that a reply has gone: it answers its mail and every earlier one that nobody had answered."""
    mail = answered_by(tx, touch)
    if thread_id and thread_id != mail.thread_id:
        splitting.warn(tx, touch, at)
    owner = mailboxes.get(tx, mail.mailbox_id).recruiter.slack_id
    news = inbox.answered(tx, mail.enrollment_id, came_by=mail.received_at, by=owner, at=at)
    _redraw(tx, {*news, mail.id}, at)
    log.info("reply sent", touch=touch.id, inbound=mail.id)


def sent_by_hand(tx: Transaction, mailbox: Mailbox, mail: InboundMail, now: datetime) -> None:
    """Note that a mailbox's owner has written to somebody in Gmail: that answers what had come before it."""
    at, by = mail.received_at, mailbox.recruiter.slack_id
    _redraw(tx, set(inbox.answered(tx, mail.enrollment_id, came_by=at, by=by, at=at)), now)


def _redraw(tx: Transaction, inbound_ids: set[int], now: datetime) -> None:
    for inbound_id in sorted(inbound_ids):
        mail = inbox.get(tx, inbound_id)
        if mail is not None:
            redrawing.owe(tx, mail, now)
