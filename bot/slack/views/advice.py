"""What the editor says of stages beside their text: hints, marks, and buttons that open what a sentence is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.rules import hints, variants
from bot.rules.drafts import StageDraft
from bot.rules.vocabulary import Vocabulary
from bot.slack.views import limits, parts
from bot.slack.views.parts import Json

OPEN_BLOCK = "sequence_open"
OPEN = tuple(f"sequence_open_stage_{place}" for place in range(1, 6))
"""One name for each button of a row; all do the same."""

SHOWN = 3
NAMED = 3


def build(stages: tuple[StageDraft, ...]) -> Iterator[Json]:
    """Draw the first hints, how many more there are, and a way to each."""
    found = hints.find(stages)
    if not found:
        return
    shown = found[:SHOWN]
    lines = [f"• Stage {hint.stage + 1}: {parts.label(hint.text, limits.ALERT)}" for hint in shown]
    more = parts.rest(len(shown), len(found), "thing")
    yield parts.context(
        "\n".join([":bulb: *Worth a thought*, and nothing you must do", *lines, more]).strip()
    )
    yield from openings(stages, [hint.stage for hint in shown], "think")


def openings(stages: Sequence[StageDraft], about: Iterable[int | None], why: str) -> Iterator[Json]:
    """Draw a button for each stage that something is about, a few at most; `why` tells two rows apart."""
    wanted = [index for index in dict.fromkeys(about) if index is not None and index < len(stages)]
    buttons = [
        parts.button(f"Open stage {index + 1}", action_id, value=stages[index].key or str(index))
        for action_id, index in zip(OPEN, wanted, strict=False)
    ]
    if buttons:
        yield parts.actions(*buttons, block_id=f"{OPEN_BLOCK}:{why}")


def read_opened(action: Mapping[str, Any]) -> str:
    """Read the key of the stage somebody wants to open."""
    return str(action["value"])


def mark(stage: StageDraft, tokens: Vocabulary) -> str:
    """Say in a few words that a stage has several texts, and which tokens may make it wait; empty if nothing is so."""
    told = [parts.count(1 + len(stage.variants), "variant")] if stage.variants else []
    if bare := tokens.bare(*variants.sources(stage)):
        named = " ".join(f"`{{{{{name}}}}}`" for name in bare[:NAMED])
        more = parts.rest(NAMED, len(bare), "token")
        told.append(f"no fallback for {named}{f' {more}' if more else ''}")
    return f":speech_balloon: {' · '.join(told)}" if told else ""
