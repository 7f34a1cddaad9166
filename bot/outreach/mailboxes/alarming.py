"""Trouble with mailboxes that lasts: told again, and in the end to the operator."""

from datetime import datetime

import structlog

from bot.outreach.house import House
from bot.outreach.mailboxes import losing, stumbling
from bot.outreach.notices import owing
from bot.rules import alarms, business_time
from storage import enrollments, mailboxes, notices
from storage.database import Database, Transaction
from storage.models import Mailbox
from storage.notices import Owed

log = structlog.get_logger()


def owe_due(db: Database, house: House, now: datetime) -> int:
    """Owe what is to be told now of lost mailboxes and of a Gmail that stays away; tell how much."""
    with db.transaction() as tx:
        told = sum(_of_lost(tx, mailbox, house, now) for mailbox in mailboxes.lost_to_tell(tx))
        return told + sum(_of_troubled(tx, mailbox, house, now) for mailbox in mailboxes.in_trouble(tx))


def _of_lost(tx: Transaction, mailbox: Mailbox, house: House, now: datetime) -> bool:
    if mailbox.lost_at is None or mailbox.told_at is None:
        mailbox.lost_at, mailbox.told, mailbox.told_at = now, 1, now  # lost before anybody counted
        return False
    zone = business_time.zone(mailbox.recruiter.zone)
    if not alarms.is_time_again(
        mailbox.told_at, now, zone=zone, holidays=house.of(mailbox.recruiter.preferences).holidays
    ):
        return False
    mailbox.told, mailbox.told_at = mailbox.told + 1, now
    key = f"{mailbox.lost_at.isoformat()}:{mailbox.told}"
    owing.mailbox_news(tx, mailbox, "mailbox_lost", key=key, now=now)
    if mailbox.told >= alarms.OPERATOR_FROM:
        _tell_operator(tx, mailbox, "operator_lost", house, key=f"{mailbox.id}:{key}", now=now)
    log.info("lost mailbox told again", mailbox=mailbox.id, told=mailbox.told)
    return True


def _of_troubled(tx: Transaction, mailbox: Mailbox, house: House, now: datetime) -> bool:
    assert mailbox.troubled_at is not None
    owed = False
    if stumbling.operators_matter(mailbox):
        day = now.date().isoformat()
        owed = _tell_operator(tx, mailbox, "operator_refused", house, key=f"{mailbox.team_id}:{day}", now=now)
    if alarms.is_long(mailbox.troubled_at, now):
        owed = owing.mailbox_trouble(tx, mailbox, now) or owed
    return owed


def _tell_operator(
    tx: Transaction, mailbox: Mailbox, kind: str, house: House, *, key: str, now: datetime
) -> bool:
    if not house.admin_channel:
        return False
    waiting = len(enrollments.held_for(tx, mailbox.id, losing.RECONNECT))
    owed = Owed(
        team=mailbox.team_id,
        key=f"{kind}:{key}",
        kind="operator",
        recipient=house.admin_channel,
        about={"kind": kind, "mailbox": mailbox.id, "waiting": waiting},
    )
    return notices.owe(tx, owed, now)
