"""Notices: what we owe people in Slack, named once so that nobody hears a thing twice."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.outreach.plans import following
from bot.rules.breaker import Alarm
from storage import notices
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Enrollment, Import, Mailbox, Recruiter, Sequence as Sequenced, Touch
from storage.notices import Owed

KEY = 255


def reminder(tx: Transaction, whom: Recruiter, touch: Touch, key: str, now: datetime) -> bool:
    """Owe the reminder of a manual stage to whoever does it."""
    return _tell(tx, whom, "reminder", key, {"touch": touch.id}, now)


def reminders(
    tx: Transaction,
    whom: Recruiter,
    touches: Sequence[Touch],
    key: str,
    now: datetime,
    *,
    overdue: bool = False,
) -> bool:
    """Owe somebody one list of manual stages, or the question what becomes of those that wait too long."""
    about = {"touches": [touch.id for touch in touches], "overdue": overdue}
    return _tell(tx, whom, "reminders", key, about, now)


def question(tx: Transaction, touch: Touch, key: str, now: datetime) -> bool:
    """Owe the card on which a recruiter sees a mail before it leaves."""
    return _owe(tx, touch.enrollment, "question", key, {"touch": touch.id}, now)


def reply(tx: Transaction, mail: InboundMail, now: datetime) -> None:
    """Owe the news of an answer to everybody who hears of it."""
    whom = following.told(tx, mail)
    for recruiter, key in zip(whom, reply_keys(mail, whom), strict=True):
        _tell(tx, recruiter, "reply", key, {"inbound": mail.id}, now)


def reply_keys(mail: InboundMail, whom: Sequence[Recruiter]) -> list[str]:
    """Name the news of an answer for each who hears of it; whoever enrolled the person comes first."""
    return [f"reply:{mail.id}", *(f"reply:{mail.id}:{other.slack_id}" for other in whom[1:])]


def comeback(tx: Transaction, mail: InboundMail, marker: Recruiter, at: datetime, now: datetime) -> None:
    """Owe somebody who said "not now" of an answer that it comes back, at a later instant."""
    about = {"kind": "comeback", "enrollment": mail.enrollment_id, "inbound": mail.id}
    owed = Owed(
        team=marker.team_id, key=comeback_key(mail), kind="trouble", recipient=marker.slack_id, about=about
    )
    notices.owe(tx, owed, now, at=at)


def comeback_key(mail: InboundMail) -> str:
    """Name the one coming back of an answer that was marked at one instant."""
    return f"comeback:{mail.id}:{mail.marked_at.isoformat() if mail.marked_at else ''}"


def breaker(
    tx: Transaction,
    sequence: Sequenced,
    alarm: Alarm,
    *,
    why: str,
    key: str,
    admin_channel: str,
    now: datetime,
) -> None:
    """Owe the news, once, that mail of a sequence comes back too often: to its owner, and to the operator."""
    kind = f"breaker_{alarm.value}"
    about = {"kind": kind, "sequence": sequence.id, "why": why}
    _tell(tx, sequence.owner, "trouble", f"{kind}:{sequence.id}:{key}", about, now)
    if admin_channel:
        to_operator = Owed(
            team=sequence.team_id,
            key=f"operator_{kind}:{sequence.id}:{key}",
            kind="operator",
            recipient=admin_channel,
            about={**about, "kind": f"operator_{kind}"},
        )
        notices.owe(tx, to_operator, now)


def approval(tx: Transaction, whom: Recruiter, version_id: int, *, key: str, now: datetime) -> bool:
    """Owe somebody the card of a version they are asked to approve."""
    return _tell(tx, whom, "approval", f"approval:{version_id}:{key}"[:KEY], {"version": version_id}, now)


def news(
    tx: Transaction, whom: Recruiter, news: str, *, key: str, about: Mapping[str, Any], now: datetime
) -> bool:
    """Owe somebody a piece of news about a sequence; `news` is one of announcing.TOLD's."""
    return _tell(tx, whom, "news", f"news:{news}:{key}"[:KEY], {"news": news, **about}, now)


def import_card(tx: Transaction, uploaded: Import, now: datetime) -> bool:
    """Owe somebody the message that tells how the file they uploaded is imported."""
    return _tell(tx, uploaded.recruiter, "import", import_key(uploaded.id), {"import": uploaded.id}, now)


def import_result(tx: Transaction, uploaded: Import, now: datetime) -> bool:
    """Owe the end of an import as a message of its own, since the one that told of it is gone."""
    key = f"{import_key(uploaded.id)}:again"
    return _tell(tx, uploaded.recruiter, "import", key, {"import": uploaded.id}, now)


def import_key(import_id: int) -> str:
    """Name the one message about an import."""
    return f"import:{import_id}"


def import_keys(import_id: int) -> list[str]:
    """Name the messages an import may have: the one, and the one in place of it if somebody deleted it."""
    return [import_key(import_id), f"{import_key(import_id)}:again"]


def trouble(
    tx: Transaction, enrollment: Enrollment, kind: str, *, key: str, about: Mapping[str, Any], now: datetime
) -> bool:
    """Owe the news of something a person must mend; `kind` is one of cards.TroubleCard's."""
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


def lender_lost(tx: Transaction, mailbox: Mailbox, whom: Recruiter, *, waiting: int, now: datetime) -> bool:
    """Owe the news that a colleague's mailbox is not connected, for which people of one's own wait."""
    about = {"kind": "lender_lost", "mailbox": mailbox.id, "waiting": waiting}
    return _tell(tx, whom, "trouble", f"lender_lost:{mailbox.id}:{whom.id}:{now.isoformat()}", about, now)


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
    return _tell(tx, enrollment.recruiter, kind, key, about, now)


def _tell(
    tx: Transaction, whom: Recruiter, kind: str, key: str, about: Mapping[str, Any], now: datetime
) -> bool:
    owed = Owed(team=whom.team_id, key=key, kind=kind, recipient=whom.slack_id, about=about)
    return notices.owe(tx, owed, now)
