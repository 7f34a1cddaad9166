"""What people are asked before mail leaves: their own, or in their name."""

from typing import Any

from bot.outreach.notices.cards import PermissionCard, QuestionCard, ReleaseCard
from bot.outreach.pictures import Blocked, Choice, EnrollForm, SenderOffer
from bot.rules.engagement import Concern
from storage.statuses import EnrollRule, PermissionStatus, ReleaseStatus
from tests.bot.slack.views import cast
from tests.bot.slack.views.cast import NAME, NOW, Json


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


def release(words: str = NAME, **more: Any) -> ReleaseCard:
    known: Json = dict.fromkeys(("asker", "owner", "person", "sequence"), words)
    known |= {"release_id": 3, "candidate_id": 5, "news": "asked", "status": ReleaseStatus.ASKED}
    return ReleaseCard(**(known | more))


def against(count: int = 1, words: str = NAME) -> EnrollForm:
    concerns = tuple(Concern(rule=rule, text=f"{words} {rule}", owner_id=2) for rule in EnrollRule)
    return cast.enroll_form(count, words, concerns=concerns, owner=words, why=words, refusal="")


def blocked(count: int, words: str = NAME) -> tuple[Blocked, ...]:
    return (Blocked(what=words, why=words, by=words, at=NOW),) * count
