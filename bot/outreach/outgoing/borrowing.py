"""Mail that leaves the mailbox of a colleague: which mailbox a stage leaves, and what must be known of the others."""

from collections.abc import Iterable
from datetime import datetime

from bot.outreach.outgoing import covering
from bot.rules import absences, gate, voices
from bot.rules.absences import Absence
from storage import borrowings, mailboxes, permissions, plans, recruiters, touches
from storage.database import Transaction
from storage.letters import Owner, Waiting
from storage.models import Enrollment
from storage.plans import PlannedStage
from storage.statuses import Cover, MailboxStatus


def mailbox_for(tx: Transaction, owner: Owner, stage: PlannedStage) -> int | None:
    """Say which mailbox an e-mail leaves: that of its conversation, which lives in one, or of whoever it is from."""
    if owner.thread_id and not stage.new_thread:
        before = touches.last_mail(tx, owner.enrollment_id) if owner.borrows else None
        return owner.mailbox_id if before is None else before.mailbox_id
    stages = plans.of_version(tx, owner.version_id)
    place = next(place for place, one in enumerate(stages) if one.id == stage.id)
    sender_id = voices.of(stages)[place].sender_id
    lent = None if sender_id is None else mailboxes.of_recruiter(tx, sender_id)
    return owner.mailbox_id if lent is None else lent.id


def note(tx: Transaction, owner: Owner, mailbox_id: int | None, due_at: datetime) -> None:
    """Write down from where somebody is written to, and let that mailbox look; nothing to do where only one serves."""
    if mailbox_id is None or (mailbox_id == owner.mailbox_id and not owner.borrows):
        return
    if mailbox_id != owner.mailbox_id:
        borrowings.add(tx, owner.enrollment_id, mailbox_id)
    mailboxes.nudge(tx, mailbox_id, due_at)


def wake(tx: Transaction, enrollment: Enrollment, now: datetime) -> None:
    """Let every mailbox look from which somebody is written to; whoever calls has taken them."""
    for mailbox_id in borrowings.mailboxes_of(tx, [enrollment.id]):
        mailboxes.wake(tx, mailbox_id, now)


def elsewhere(tx: Transaction, waiting: Waiting, mailbox_id: int) -> tuple[gate.Elsewhere, ...]:
    """Say of the other mailboxes that wrote to a person whether their answers are known."""
    if not waiting.owner.borrows:
        return ()
    return tuple(
        gate.Elsewhere(
            mailbox_id=one.mailbox_id,
            name=one.name,
            is_connected=one.status is MailboxStatus.CONNECTED,
            heard_at=one.heard_at,
        )
        for one in borrowings.wrote(tx, waiting.owner.enrollment_id, beside=mailbox_id)
    )


def listen(tx: Transaction, others: Iterable[gate.Elsewhere], now: datetime) -> None:
    """Let the mailboxes be read whose answers are waited for."""
    for one in gate.unheard(others, now):
        mailboxes.nudge(tx, one.mailbox_id, now)


def unpermitted(tx: Transaction, waiting: Waiting) -> str:
    """Name the colleague in whose name a mail would leave without their leave; empty if it may."""
    sender = waiting.recruiter
    if sender.id in {waiting.recruiter_id, waiting.owner_id}:
        return ""
    asked = {"sequence_id": waiting.owner.sequence_id, "owner_id": waiting.owner_id}
    if permissions.allowing(tx, [sender.id], **asked):
        return ""
    return recruiters.get(tx, sender.id).name or "A colleague"


def absence(tx: Transaction, waiting: Waiting, mailbox_id: int, now: datetime) -> Absence | None:
    """Give the absence that keeps a mail, of who enrolled the person, or of whose mailbox it leaves."""
    if not any(until is not None and until > now for until in waiting.away_until):
        return None
    people = (recruiters.get(tx, waiting.recruiter_id), mailboxes.get(tx, mailbox_id).recruiter)
    found = (covering.of(one, now) for one in people)
    everything = [one for one in found if one is not None and one.cover is Cover.EVERYTHING]
    return max(everything, key=lambda one: one.until or absences.OPEN, default=None)
