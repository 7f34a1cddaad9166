"""Why somebody has or has not been written to: what happened, what is next, and the rule that decided it."""

from collections.abc import Iterator

from bot.outreach.pictures import Explanation
from bot.slack.views import limits, parts, phrases
from bot.slack.views.parts import Json

MOST = 6  # enrollments in one answer


def build(*explanations: Explanation) -> Json:
    """Explain one person, or the same person in several sequences."""
    if not explanations:
        told = "I know nobody by that name or address in a sequence of yours."
        return parts.message(told, [parts.section(told), parts.context("Try their profile link or address.")])
    shown = explanations[:MOST]
    blocks = [block for one in shown for block in _one(one)]
    if more := parts.rest(MOST, len(explanations), "sequence"):
        blocks.append(parts.context(more))
    return parts.message("\n".join(_text(one) for one in shown), blocks)


def _text(one: Explanation) -> str:
    standing = phrases.ENROLLMENTS[one.status]
    told = (
        f"{parts.bold(one.person)} in {parts.label(one.sequence)}: {standing}. {parts.label(one.next, 200)}"
    )
    return f"{told} {parts.label(one.mend, 200)}" if one.mend else told


def _one(one: Explanation) -> Iterator[Json]:
    heading = f"{parts.bold(one.person)} in {parts.bold(one.sequence)}: *{phrases.ENROLLMENTS[one.status]}*"
    happened = [f"• {parts.label(what, 200)}" for what in one.happened[-limits.ROWS :]]
    yield parts.section("\n".join([heading, *happened]))
    told = [f"*Next*: {parts.label(one.next, 300)}"] if one.next else []
    if one.rule:
        told.append(f"*Why*: {parts.label(one.rule, 300)}")
    if one.mend:
        told.append(f"*What you can do*: {parts.label(one.mend, 300)}")
    if told:
        yield parts.section("\n".join(told))
