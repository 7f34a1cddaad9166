"""A draft its owner has changed: thrown away for Overture's own text, or left to them to send."""

from datetime import datetime, timedelta

from bot.outreach.house import House
from bot.outreach.notices import owing, redrawing
from bot.outreach.outgoing import advancing, sending
from bot.rules import business_time, links
from gmail.inbound import Inbound
from storage import enrollments, mailboxes, touches
from storage.database import Database, Transaction
from storage.mailboxes import Lease
from storage.models import Mailbox, Touch
from storage.statuses import EnrollmentStatus, SendStep, TouchStatus

EDITED = "You changed the draft Overture had written."
PATIENCE = timedelta(days=3)
NOT_SEEN = "you wanted to send it yourself, and it was not in your Sent folder three days later"


def discard(tx: Transaction, touch: Touch, now: datetime) -> str:
    """Let the next round throw the changed draft away, and only then write Overture's text again."""
    # Without a message id no draft is the one we wrote, so nothing but its deletion can follow.
    touch.status, touch.step, touch.draft_message_id = TouchStatus.UNKNOWN, SendStep.DRAFTED, ""
    touch.sending_at, touch.look_at, touch.looks = None, now, 0
    assert touch.mailbox_id is not None
    mailboxes.wake(tx, touch.mailbox_id, now)
    return "Your changed draft is deleted, and Overture's text goes out with the next round."


def leave(tx: Transaction, touch: Touch, by: str, now: datetime) -> str:
    """Leave a mail to its recruiter: it counts once it is in Sent, and is left out if it never is."""
    touch.status, touch.step, touch.done_by = TouchStatus.UNKNOWN, SendStep.DRAFTED, by
    touch.look_at = now + PATIENCE
    assert touch.mailbox_id is not None
    mailboxes.wake(tx, touch.mailbox_id, now)
    until = business_time.say(touch.look_at, touch.enrollment.recruiter.zone)
    if touch.answers_id is None:
        return f"It is yours. It counts once it is in your Sent folder; if it is not by {until}, the stage is left out."
    return (
        f"It is yours. It counts once it is in your Sent folder; until {until} Overture looks for it there."
    )


def discarded(db: Database, lease: Lease, touch_id: int, now: datetime) -> None:
    """Write down that the changed draft is gone: the touch is planned anew."""
    with sending.held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        if touch.status is TouchStatus.UNKNOWN:
            touch.draft_id = ""
            sending.wait(touch, now, "it is written anew", now)


def leave_out(db: Database, lease: Lease, touch_id: int, house: House, now: datetime) -> None:
    """Skip a mail its recruiter wanted to send by hand and has not; they hear of it."""
    with sending.held(db, lease, now) as (tx, _):
        touch = touches.lock(tx, touch_id)
        if touch.status is not TouchStatus.UNKNOWN:
            return
        touch.status, touch.step, touch.look_at = TouchStatus.SKIPPED, None, None
        touch.done_at, touch.why, touch.draft_id = now, NOT_SEEN, ""
        is_reply = touch.answers_id is not None
        what = "Your reply was not sent" if is_reply else f"Stage {touch.number} was left out"
        told = f"{what}: {NOT_SEEN}."
        owing.trouble(tx, touch.enrollment, "info", key=f"left:{touch.id}", about={"why": told}, now=now)
        tx.flush()
        if is_reply:
            redrawing.of_reply(tx, touch, now)
            return
        advancing.advance(tx, touch, house, now)


def behind(tx: Transaction, mailbox: Mailbox, message: Inbound) -> Touch | None:
    """Find the touch a mail in Sent is: by our header, or a draft its owner sent by hand, which may lose it."""
    # One that was sent by hand and counted is found again when its conversation is looked at.
    touch = touches.by_gmail_id(tx, mailbox.id, message.id)
    if touch is None and message.token:
        touch = touches.by_token(tx, message.token)
    if touch is not None:
        return touch if touch.mailbox_id == mailbox.id else None
    keys = {links.address_key(address) for address in message.to}
    for touch in touches.in_hand(tx, mailbox.id, message.thread_id, keys):
        # In a conversation that goes on already, a mail written by hand is no stage unless they said so.
        opens = touch.answers_id is None and touch.enrollment.thread_id != message.thread_id
        if touch.done_by or opens:
            return touch
    return None


def go_on(tx: Transaction, touch: Touch) -> None:
    """Let an enrollment go on whose held mail has left after all."""
    if touch.status is TouchStatus.HELD and touch.answers_id is None and touch.enrollment.why == touch.why:
        held = {EnrollmentStatus.HELD}
        enrollments.turn(tx, touch.enrollment_id, expected=held, status=EnrollmentStatus.ACTIVE, why="")
