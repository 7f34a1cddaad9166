"""*Same person?*, as a recruiter has answered it when somebody is enrolled."""

from dataclasses import replace
from datetime import datetime

from bot.outreach.candidates import knowing, merging
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.portraits import SameQuestion
from bot.outreach.house import House
from bot.rules import identity
from bot.rules.drafts import Problem
from storage.database import Transaction
from storage.models import Recruiter

FIELD = "same"
TWO_KNOWN = "The link and the address belong to two people who are known already. Take one of them out."


def settled(
    tx: Transaction, recruiter: Recruiter, asked: Asked, *, house: House, now: datetime
) -> tuple[Asked, tuple[Problem, ...]]:
    """Give what is asked as the answer makes it, or what must be answered first.

    Of two who are said to be one person, one is made; raises what `merging.join` does.
    """
    asked, question = knowing.settle(tx, recruiter, asked)
    if question is None:
        return asked, ()
    if not question.likely:
        return asked, (Problem(field="address", text=TWO_KNOWN),)
    if not question.answer:
        return asked, (Problem(field=FIELD, text=_unanswered(question)),)
    if question.answer == identity.ONE_PERSON:
        one, other = question.likely
        merging.join(tx, recruiter, one.id, other.id, house=house, now=now)
        return replace(asked, same=""), ()
    return asked, ()


def _unanswered(question: SameQuestion) -> str:
    if question.conflict:
        return "The link and the address belong to two people. Say who is meant."
    return "Say whether this is the same person."
