"""Notices: what we owe people in Slack, named once so that nobody hears a thing twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from storage import notices
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Mailbox, Touch
from storage.notices import Owed


def reminder(tx: Transaction, touch: Touch, key: str, now: datetime) -> bool:
    """Owe the reminder of a manual stage."""
    return _owe(tx, touch.enrollment, "reminder", key, {"touch": touch.id}, now)


def reply(tx: Transaction, mail: InboundMail, now: datetime) -> bool:
    """Owe the news of an answer."""
    about = {"inbound": mail.id}
    return _owe(tx, mail.enrollment, "reply", f"reply:{mail.id}", about, now)


def trouble(
    tx: Transaction, enrollment: Enrollment, kind: str, *, key: str, about: Mapping[str, Any], now: datetime
) -> bool:
    """Owe the news of something a person must mend; `kind` is one of pictures.TroubleCard's."""
    everything = {"enrollment": enrollment.id, "kind": kind, **about}
    return _owe(tx, enrollment, "trouble", f"{kind}:{key}", everything, now)


def mailbox_news(
    tx: Transaction, mailbox: Mailbox, kind: str, *, key: str, now: datetime, **about: str
) -> bool:
    """Owe the news that a mailbox was connected, lost or given back."""
    owed = Owed(
        team=mailbox.team_id,
        key=f"{kind}:{mailbox.id}:{key}",
        kind="trouble",
        recipient=mailbox.recruiter.slack_id,
        about={"kind": kind, "mailbox": mailbox.id, **about},
    )
    return notices.owe(tx, owed, now)


def mailbox_trouble(tx: Transaction, mailbox: Mailbox, now: datetime) -> bool:
    """Owe the news, once, that Gmail does not do what it should for a mailbox."""
    return mailbox_news(tx, mailbox, "mailbox_troubled", key=_since(mailbox), now=now)


def mailbox_well(tx: Transaction, mailbox: Mailbox, now: datetime) -> bool:
    """Owe the news that a mailbox's trouble is over, to an owner who has heard of it."""
    told = f"mailbox_troubled:{mailbox.id}:{_since(mailbox)}"
    if notices.drop_unposted(tx, told) or not notices.was_owed(tx, told):
        return False
    return mailbox_news(tx, mailbox, "mailbox_well", key=_since(mailbox), now=now)


def _since(mailbox: Mailbox) -> str:
    assert mailbox.troubled_at is not None
    return mailbox.troubled_at.isoformat()


def _owe(
    tx: Transaction, enrollment: Enrollment, kind: str, key: str, about: Mapping[str, Any], now: datetime
) -> bool:
    owed = Owed(
        team=enrollment.team_id,
        key=key,
        kind=kind,
        recipient=enrollment.recruiter.slack_id,
        about=about,
    )
    return notices.owe(tx, owed, now)
