"""*Same person?*: asked in the enroll modal where somebody has the name, the link or the address of somebody known."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.outreach.candidates.portraits import Likely, SameQuestion
from bot.rules import identity
from bot.rules.drafts import Problem
from bot.rules.identity import Likeness
from bot.slack.views import limits, parts, values
from bot.slack.views.parts import Json

BLOCK = "enroll_same"
CHOSEN = "enroll_same_chosen"
FIELD = "same"

LIKE = {
    Likeness.LINK: "has this profile link",
    Likeness.ADDRESS: "has this address",
    Likeness.NAME: "has the same name",
    Likeness.COMPANY: "has the same name, at the same company",
}


def blocks(question: SameQuestion | None) -> Iterator[Json]:
    """Ask, as an input among the others; nothing where it is clear, or nobody may be named."""
    if question is None or not question.likely:
        return
    # Another question gets another block: Slack would keep what was answered to the last one.
    block_id = f"{BLOCK}:{'-'.join(str(one.id) for one in question.likely)}"
    radio = parts.radio(CHOSEN, _options(question), chosen=question.answer)
    yield parts.field(block_id, "Same person?", radio, hint=_hint(question), dispatch=True)


def read(view: Mapping[str, Any]) -> str:
    """Read the answer; empty where there is none."""
    return values.chosen(view, BLOCK) or ""


def is_news(problems: Iterable[Problem], view: Mapping[str, Any]) -> bool:
    """Tell whether it must be asked on a form that does not ask it yet."""
    return any(problem.field == FIELD for problem in problems) and not values.place(view, BLOCK)


def _options(question: SameQuestion) -> list[Json]:
    if not question.conflict:
        known = [parts.option(f"Yes, {_name(one)}", str(one.id), LIKE[one.like]) for one in question.likely]
        return [*known, parts.option("No, somebody else", identity.SOMEBODY_ELSE)]
    one, other = question.likely
    return [
        parts.option("Yes: make them one person", identity.ONE_PERSON, "Cannot be undone"),
        parts.option(f"No: {_name(one)}", str(one.id), "Without this address"),
        parts.option(f"No: {_name(other)}", str(other.id), "Without this link"),
    ]


def _hint(question: SameQuestion) -> str:
    if not question.conflict:
        return (
            "Somebody of this name is known already. What was said to one person should stand in one place."
        )
    one, other = question.likely
    return f"The link belongs to {_name(one)}, the address to {_name(other)}."


def _name(one: Likely) -> str:
    shown = f"{one.name} at {one.company}" if one.company else one.name
    return parts.one_line(shown, limits.OPTION_TEXT - 6) or "somebody without a name"
