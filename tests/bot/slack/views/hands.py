"""What is done by hand, and who is away, for the screens, harmless and hostile."""

from typing import Any

from bot.outreach.notices.cards import LetterCard, LogForm, NextByHand, ReminderCard, ReminderList
from bot.outreach.overview.home_pictures import ByStatus, Standing
from bot.rules.absences import Absence
from storage.statuses import Cover, StageKind, TouchStatus
from tests.bot.slack.views import cast

Json = dict[str, Any]


def reminders(count: int, words: str = cast.NAME, **more: Any) -> ReminderList:
    rows = tuple(cast.reminder(words, touch_id=place, handed_by="U0BEN") for place in range(min(count, 6)))
    known: Json = {"list_id": 77, "rows": rows, "page": 1, "pages": 3, "left": count, "total": count + 1}
    return ReminderList(**(known | more))


def settled_reminder(words: str = cast.NAME, **more: Any) -> ReminderCard:
    every: Json = {"may_label": True, "may_reply": True, "may_take_back": True, "can_undo": True}
    return cast.reminder(words, status=TouchStatus.DONE, settled="Marked sent by <@U0ANA>", **every, **more)


def letter(words: str = cast.NAME, **more: Any) -> LetterCard:
    known: Json = dict.fromkeys(("person", "address", "sequence", "subject", "text"), words)
    return LetterCard(**(known | {"stage": 2, "due_at": cast.NOW, "files": (words,)} | more))


def log_form(words: str = cast.NAME, **more: Any) -> LogForm:
    waiting = NextByHand(touch_id=5, kind=StageKind.CALL, stage=2, sequence=words)
    known: Json = {"candidate_id": 4, "person": words, "now": cast.NOW, "waiting": waiting}
    return LogForm(**(known | more))


def standing(words: str = cast.NAME, **more: Any) -> Standing:
    absence = Absence(name=words, until=cast.NOW, zone="Europe/Berlin", cover=Cover.DEPUTY)
    known: Json = {"today": cast.NOW.date(), "absence": absence, "deputy": words}
    return Standing(**(known | more))


def by_status(words: str = cast.NAME, **more: Any) -> Standing:
    absence = Absence(name=words, until=None, zone="Europe/Berlin", cover=Cover.DEPUTY)
    reading = ByStatus(cover=Cover.DEPUTY, deputy=words)
    return standing(words, **({"absence": absence, "is_by_status": True, "by_status": reading} | more))
