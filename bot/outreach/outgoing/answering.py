"""What a recruiter says about a touch that was held or whose fate nobody knows."""

from datetime import datetime
from enum import StrEnum

from bot.outreach import people
from bot.outreach.candidates import steering
from bot.outreach.house import House
from bot.outreach.notices import redrawing
from bot.outreach.outgoing import advancing, handwriting, redrafting
from bot.refusals import Gone
from storage import enrollments, mailboxes, touches
from storage.database import Database, Transaction
from storage.models import Touch
from storage.statuses import EnrollmentStatus, TouchStatus


class Answer(StrEnum):
    """What a recruiter says of a mail whose fate nobody else knows, or that was held."""

    SENT = "sent"
    SEND = "send"
    SEND_OURS = "send_ours"
    BY_HAND = "by_hand"
    SKIP = "skip"


def answer(db: Database, who: people.Who, touch_id: int, said: Answer, *, house: House, now: datetime) -> str:
    """Settle a touch by what the recruiter says became of it; tell what was done."""
    with db.transaction() as tx:
        touch = touches.get(tx, touch_id)
        if touch is None:
            raise Gone("That message is no longer there.")
        steering.of_mine(tx, people.recruiter(tx, who, now), touch.enrollment_id)
        touch = touches.lock(tx, touch_id)
        if touch.status is not TouchStatus.HELD:
            raise Gone("That was settled already.")
        if touch.answers_id is not None:
            touch.why = ""
            redrawing.of_reply(tx, touch, now)
        else:
            held = {EnrollmentStatus.HELD}
            enrollments.turn(tx, touch.enrollment_id, expected=held, status=EnrollmentStatus.ACTIVE, why="")
            advancing.redraw_question(tx, touch, now)
        if said is Answer.SEND_OURS:
            return redrafting.discard(tx, touch, now)
        if said is Answer.BY_HAND:
            return redrafting.leave(tx, touch, who.slack_id, now)
        return _answered(tx, touch, said, house, now)


def _answered(tx: Transaction, touch: Touch, answer: Answer, house: House, now: datetime) -> str:
    went_at = (touch.sending_at or now) if answer is Answer.SENT else now
    if answer is Answer.SEND:
        touch.status, touch.step, touch.sending_at, touch.draft_id = TouchStatus.SCHEDULED, None, None, ""
        if touch.mailbox_id is not None:
            mailboxes.wake(tx, touch.mailbox_id, now)
        return "It goes out with the next round."
    touch.status = TouchStatus.SENT if answer is Answer.SENT else TouchStatus.SKIPPED
    touch.done_at, touch.step = went_at, None
    tx.flush()
    if touch.answers_id is not None:
        return _of_reply(tx, touch, answer, went_at)
    advancing.advance(tx, touch, house, went_at)
    return (
        "Marked as sent." if answer is Answer.SENT else "Skipped; the sequence goes on with the next stage."
    )


def _of_reply(tx: Transaction, touch: Touch, answer: Answer, went_at: datetime) -> str:
    if answer is Answer.SENT:
        handwriting.went(tx, touch, thread_id=touch.draft_thread_id, at=went_at)
        return "Marked as sent."
    return "Your reply is not sent."
