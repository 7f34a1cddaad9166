"""Forms for the screens, harmless and hostile."""

from typing import Any

from bot.outreach.cards import TroubleCard
from bot.outreach.correspondence import OwnWordsForm, ReplyForm
from bot.outreach.explanations import Explanation
from bot.rules.steers import Steer
from storage.statuses import EnrollmentStatus
from tests.bot.slack.views.cast import NAME, Json


def reply_form(words: str = "Grace Hopper", **more: Any) -> ReplyForm:
    known: dict[str, Any] = {
        "inbound_id": 3,
        "first_name": words,
        "address": words,
        "sender": words,
        "text": words,
        "nonce": "a1b2c3",
    }
    return ReplyForm(**(known | more))


def trouble(kind: str, words: str = NAME, **more: Any) -> TroubleCard:
    known: Json = dict.fromkeys(("what", "mend", "person", "sequence"), words) | {"kind": kind}
    known |= {"url": "https://mail.example.com/", "touch_id": 5, "enrollment_id": 4, "inbound_id": 3}
    known["may_go_on_by_hand"] = True
    return TroubleCard(**(known | more))


def explanation(words: str = NAME, **more: Any) -> Explanation:
    known: Json = {
        "person": words,
        "enrollment_id": 4,
        "sequence": words,
        "status": EnrollmentStatus.HELD,
        "happened": (words,) * 12,
        "next": words,
        "rule": words,
        "mend": words,
        "may": tuple(Steer),
    }
    return Explanation(**(known | more))


def own_words(words: str = "Grace Hopper", **more: Any) -> OwnWordsForm:
    known: dict[str, Any] = {"touch_id": 5, "person": words, "subject": words, "body": words}
    return OwnWordsForm(**(known | more))
