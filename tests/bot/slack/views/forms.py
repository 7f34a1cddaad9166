"""Forms for the screens, harmless and hostile."""

from dataclasses import replace
from typing import Any

from bot.outreach.candidates import forgetting
from bot.outreach.candidates.erasures import Known
from bot.outreach.candidates.explanations import Explanation
from bot.outreach.incoming.correspondence import OwnWordsForm, ReplyForm
from bot.outreach.notices.cards import TroubleCard
from bot.outreach.plans.sheets import Sheet
from bot.outreach.plans.token_pages import TokenLine, TokenPage
from bot.rules import well_known
from bot.rules.drafts import Problem
from bot.rules.fallbacks import Fallback
from bot.rules.steers import Mending, Steer
from bot.rules.vocabulary import Own, Vocabulary
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


def vocabulary(words: str = "Lisbon", count: int = 1) -> Vocabulary:
    own = (Own(name=f"office_{place}", about=words, value=words) for place in range(count))
    return Vocabulary(own=(*own, Own(name="perk", about=words)))


def token_page(words: str = "Grace Hopper", count: int = 1, *, may_take: bool = True) -> TokenPage:
    every = (TokenLine(name=one.name, about=one.about, example=one.example) for one in well_known.TOKENS)
    own = (
        TokenLine(name=f"office_{place}", about=words, example=words, creator="U0ANA", may_take=may_take)
        for place in range(min(count, 50))
    )
    return TokenPage(every=tuple(every), own=tuple(own), person=words)


def sheet(words: str = "Lisbon", **more: Any) -> Sheet:
    known: dict[str, Any] = {
        "shown": 1,
        "count": 3,
        "slot": "a1b2c3d4.2",
        "rev": 2,
        "tokens": vocabulary(words),
    }
    return Sheet(**(known | more))


def problems(count: int, words: str = "Grace Hopper") -> tuple[Problem, ...]:
    return tuple(Problem(field="body", text=words, stage=place) for place in range(min(count, 8)))


def trouble(kind: str, words: str = NAME, **more: Any) -> TroubleCard:
    known: Json = dict.fromkeys(("what", "mend", "person", "sequence"), words) | {"kind": kind}
    known |= {"url": "https://mail.example.com/", "touch_id": 5, "enrollment_id": 4, "inbound_id": 3}
    known["may_go_on_by_hand"] = True
    known["fallback"] = Fallback(
        phrases=(("company", "your team"), ("title", "your work")), reads=(words,) * 4
    )
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
        "mending": Mending.FILL_IN,
    }
    return Explanation(**(known | more))


def own_words(words: str = "Grace Hopper", **more: Any) -> OwnWordsForm:
    known: dict[str, Any] = {"touch_id": 5, "person": words, "subject": words, "body": words}
    return OwnWordsForm(**(known | more))


def known(words: str, count: int) -> tuple[Known, ...]:
    """Make people who may be meant, as many as may be asked about at once."""
    person = Known(id=7, name=words, company=words, address=words, places=(words,) * count, unseen=count)
    return tuple(replace(person, id=1 + place) for place in range(min(count, forgetting.MOST)))
