"""What a recruiter does with an answer."""

from dataclasses import replace
from datetime import datetime

import structlog

from bot.outreach import people, redrawing, steering
from bot.outreach.pictures import ReplyCard
from bot.refusals import Gone
from bot.rules import links
from storage import inbox
from storage.database import Database, Transaction
from storage.incoming import InboundMail
from storage.statuses import Mark

log = structlog.get_logger()

LONGEST = 2500


def card(db: Database, inbound_id: int, note: str = "") -> ReplyCard:
    """Draw an answer as it stands; raises Gone if it is not there."""
    with db.reading() as tx:
        mail = _found(tx, inbound_id)
        return replace(_card(mail, note), reply=redrawing.standing(tx, mail))


def _found(tx: Transaction, inbound_id: int) -> InboundMail:
    mail = inbox.get(tx, inbound_id)
    if mail is None:
        raise Gone("That answer is no longer there.")
    return mail


def _card(mail: InboundMail, note: str) -> ReplyCard:
    enrollment = mail.enrollment
    return ReplyCard(
        inbound_id=mail.id,
        enrollment_id=enrollment.id,
        person=enrollment.candidate.name,
        sequence=enrollment.sequence.name,
        text=mail.text[:LONGEST],
        gmail_url=links.gmail_thread(mail.thread_id),
        status=enrollment.status,
        mark=mail.mark,
        note=note,
        answered_at=mail.answered_at,
        answered_by=mail.answered_by,
    )


def label(db: Database, who: people.Who, inbound_id: int, mark: Mark, *, now: datetime) -> None:
    """Say what an answer means; labelling again changes the label."""
    with db.transaction() as tx:
        mail = _found(tx, inbound_id)
        steering.of_mine(tx, people.recruiter(tx, who, now), mail.enrollment_id)
        mail.mark, mail.marked_by = mark, who.slack_id
        log.info("answer labelled", inbound=mail.id, mark=mark)


def not_a_reply(db: Database, who: people.Who, inbound_id: int, *, now: datetime) -> str:
    """Go on with a sequence that was stopped by something that was no answer; tell the person's name."""
    with db.transaction() as tx:
        mail = _found(tx, inbound_id)
        enrollment_id = mail.enrollment_id
    name = steering.resume(db, who, enrollment_id, now=now)
    with db.transaction() as tx:
        _found(tx, inbound_id).kind = "not_a_reply"
    return name
