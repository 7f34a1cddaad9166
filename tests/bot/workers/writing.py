"""What a recruiter and Grace do around a reply written in Slack."""

from typing import Any

from bot.outreach.incoming import replying, writing_back
from bot.outreach.outgoing import answering
from bot.outreach.outgoing.answering import Answer
from sandbox.google import reading
from storage import replies
from storage.incoming import InboundMail
from storage.models import Enrollment, Notice, Touch
from tests.bot.workers.hearing import heard
from tests.bot.workers.office import Office
from tests.builders import ANA, HOUSE, email

SOON = "Your reply leaves in a moment."


def answered(office: Office, *stages: Any, text: str = "Is it still open?", **more: Any) -> Enrollment:
    """Let Grace get the first mail and answer it."""
    enrollment = office.enroll(*(stages or (email(), email(3))), **more)
    office.tick()
    office.answer(text=text)
    office.later(minutes=2)
    heard(office)
    return enrollment


def inbound(office: Office) -> list[InboundMail]:
    with office.db.transaction() as tx:
        return tx.query(InboundMail).order_by(InboundMail.id).all()


def press(office: Office, text: str = "Yes, it is!", *, nonce: str = "n1", to: int = -1) -> None:
    """Press Send in Slack."""
    found = inbound(office)[to].id
    assert writing_back.send(office.db, ANA, found, nonce=nonce, text=text, now=office.now()) == ()


def written(office: Office) -> list[Touch]:
    with office.db.transaction() as tx:
        return tx.query(Touch).filter(Touch.position >= replies.FIRST).order_by(Touch.position).all()


def card(office: Office, to: int = -1) -> str:
    return replying.card(office.db, inbound(office)[to].id, office.now()).reply


def redraws(office: Office) -> int:
    with office.db.transaction() as tx:
        return tx.query(Notice).filter_by(kind="redraw").count()


def words(office: Office) -> list[str]:
    return [reading.text(mail.letter).strip() for mail in office.mails()]


def says(office: Office, said: Answer) -> str:
    (touch,) = written(office)
    return answering.answer(office.db, ANA, touch.id, said, house=HOUSE, now=office.now())
