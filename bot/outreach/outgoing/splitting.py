"""A follow-up that Gmail put into a conversation of its own: written down, and told once."""

from datetime import datetime

import structlog

from bot.outreach.notices import owing
from storage.database import Transaction
from storage.models import Touch

log = structlog.get_logger()

NEW_CONVERSATION = "a new conversation: they may see it as a separate email"


def warn(tx: Transaction, touch: Touch, now: datetime) -> None:
    """Note it on the touch and tell the recruiter, once."""
    if touch.note:
        return
    log.warning("thread changed", touch=touch.id, enrollment=touch.enrollment_id)
    touch.note = NEW_CONVERSATION
    person = touch.enrollment.candidate.name
    what = f"stage {touch.number} for" if touch.answers_id is None else "your reply to"
    why = f"Gmail put {what} {person} into {NEW_CONVERSATION}."
    owing.trouble(tx, touch.enrollment, "info", key=f"thread:{touch.id}", about={"why": why}, now=now)
