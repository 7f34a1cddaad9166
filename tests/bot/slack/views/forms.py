"""Forms for the screens, harmless and hostile."""

from typing import Any

from bot.outreach.correspondence import OwnWordsForm, ReplyForm


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


def own_words(words: str = "Grace Hopper", **more: Any) -> OwnWordsForm:
    known: dict[str, Any] = {"touch_id": 5, "person": words, "subject": words, "body": words}
    return OwnWordsForm(**(known | more))
