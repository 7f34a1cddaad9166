"""What people are asked before mail leaves: their own, or in their name."""

from typing import Any

from bot.outreach.notices.cards import PermissionCard, QuestionCard
from bot.outreach.pictures import Choice, SenderOffer
from storage.statuses import PermissionStatus
from tests.bot.slack.views.cast import NAME, Json


def question(words: str = NAME, **more: Any) -> QuestionCard:
    known: Json = dict.fromkeys(("person", "address", "sequence", "subject", "text"), words)
    known |= {"touch_id": 5, "stage": 2, "stages": 4, "files": (words,), "missing": (words,)}
    return QuestionCard(**(known | more))


def permission(words: str = NAME, **more: Any) -> PermissionCard:
    known: Json = dict.fromkeys(("asker", "colleague", "sequence"), words)
    known |= {"permission_id": 7, "sequence_id": 9, "news": "asked", "stages": tuple(range(1, 40))}
    known["status"] = PermissionStatus.ASKED
    return PermissionCard(**(known | more))


def sender_offer(count: int, words: str = NAME) -> SenderOffer:
    colleagues = tuple(Choice(id=place, name=words) for place in range(count))
    return SenderOffer(addresses=("ana@acme.example", words), colleagues=colleagues)
