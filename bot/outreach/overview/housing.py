"""App Home: everything of one person on one page."""

from datetime import datetime, timedelta

from bot.outreach import being_away, people
from bot.outreach.house import House
from bot.outreach.mailboxes import stumbling
from bot.outreach.overview import reporting, subscribing
from bot.outreach.overview.home_pictures import HomePage, MailboxLine, Shelf
from bot.outreach.pictures import Choice
from bot.outreach.plans import lending, shelving, starting
from bot.rules import preferences, senders
from storage import digests, enrollments, mailboxes, queues
from storage.database import Database, Transaction
from storage.models import Mailbox, Recruiter
from storage.statuses import MailboxStatus

DAY = timedelta(hours=24)
SHARED, ARCHIVED = 5, 3
"""How many of those the page itself shows."""


def home(db: Database, who: people.Who, *, connect_url: str, house: House, now: datetime) -> HomePage:
    """Draw App Home for one person."""
    with people.looking(db, who, now) as (tx, recruiter):
        rows = shelving.seen(tx, recruiter)
        left = starting.left(tx, recruiter.id)
        return HomePage(
            recruiter=who.slack_id,
            name=recruiter.name,
            zone=recruiter.zone,
            is_admin=recruiter.is_admin,
            preferences=preferences.known(recruiter.preferences),
            connect_url=connect_url,
            mailbox=_mailbox(tx, recruiter, house, now),
            parked=_parked(left.id, left.content) if left else None,
            mine=shelving.drawn(tx, recruiter, rows, Shelf.MINE, house=house),
            shared=shelving.drawn(tx, recruiter, rows, Shelf.SHARED, house=house, most=SHARED),
            archived=shelving.drawn(tx, recruiter, rows, Shelf.ARCHIVED, house=house, most=ARCHIVED),
            today=reporting.todays(tx, recruiter, now),
            digests=tuple(subscribing.line(tx, row) for row in digests.of_owner(tx, recruiter.id)),
            lent=lending.lines(tx, recruiter),
            away=being_away.of(tx, recruiter, now),
            has_enrolled=enrollments.has_any(tx, recruiter.id),
        )


def _parked(draft_id: int, content: dict[str, object]) -> Choice | None:
    return Choice(id=draft_id, name=str(content.get("name") or "Untitled")) if content.get("stages") else None


def _mailbox(tx: Transaction, recruiter: Recruiter, house: House, now: datetime) -> MailboxLine | None:
    mailbox = mailboxes.of_recruiter(tx, recruiter.id)
    if mailbox is None or mailbox.status is MailboxStatus.DISCONNECTED:
        return None
    return MailboxLine(
        address=mailbox.address,
        status=mailbox.status,
        reason=mailbox.lost_reason or stumbling.told(mailbox)[0],
        offer=senders.offer(mailbox),
        read_at=mailbox.read_at,
        sent=queues.sent_since(tx, mailbox.id, now - DAY),
        cap=_cap(mailbox, house, now),
    )


def _cap(mailbox: Mailbox, house: House, now: datetime) -> int:
    return house.pace.cap(own=mailbox.daily_cap, began_at=mailbox.began_at, now=now)
