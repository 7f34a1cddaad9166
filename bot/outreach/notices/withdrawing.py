"""Buttons that are there for a while: once it is over, the card on which they stand is drawn without them."""

from datetime import datetime, timedelta

from bot.outreach.notices import owing
from storage import notices
from storage.database import Transaction
from storage.incoming import InboundMail
from storage.models import Touch
from storage.notices import Owed

UNDO = timedelta(minutes=10)
"""How long a mark can be taken back."""
MINUTE = timedelta(minutes=1)


def of_reminder(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Owe the drawing of a reminder marked now, for when that can be undone no more; once a minute for one list."""
    if not touch.card_key or touch.answers_id is not None:
        return
    over = _over(now)
    about = {"reminder": touch.id, "posted": touch.card_key}
    _owe(tx, touch.enrollment.team_id, f"{touch.card_key}:{over.isoformat()}", about, over, now)


def of_answer(tx: Transaction, mail: InboundMail, now: datetime) -> None:
    """Owe the drawing of the cards of an answer marked now, for when that can be undone no more."""
    over = _over(now)
    key = f"answer:{mail.id}:{over.isoformat()}"
    _owe(tx, mail.enrollment.team_id, key, {"inbound": mail.id}, over, now)


def _over(now: datetime) -> datetime:
    """Give the first full minute at which nothing said now can be undone."""
    return (now + UNDO).replace(second=0, microsecond=0) + MINUTE


def _owe(
    tx: Transaction, team: str, key: str, about: dict[str, object], over: datetime, now: datetime
) -> None:
    key = f"redraw:undo:{key}"[: owing.KEY]
    notices.owe(tx, Owed(team=team, key=key, kind="redraw", recipient="", about=about), now, at=over)
