"""How an email leaves: the part of a stage's form that says so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.outreach.pictures import StageForm
from bot.rules.drafts import StageDraft
from bot.slack.views import parts, values
from bot.slack.views.parts import Json

ASK_BLOCK = "stage_ask_first"
ASK = "stage_ask_first_ticked"


def build(form: StageForm) -> Iterator[Json]:
    """Draw whether the recruiter sees it first."""
    yes = parts.option(
        "Ask me first", "yes", "You see each email in a message, and it leaves once you say so."
    )
    boxes: Json = {"type": "checkboxes", "action_id": ASK, "options": [yes]}
    if form.stage.ask_first:
        boxes["initial_options"] = [yes]
    yield parts.field(ASK_BLOCK, "Before it leaves", boxes, optional=True)


def read(view: Mapping[str, Any], known: StageDraft) -> StageDraft:
    """Read how it leaves; what the form does not show stays as it is known."""
    is_shown = values.element(view, ASK_BLOCK) is not None
    return replace(known, ask_first=values.ticked(view, ASK_BLOCK) if is_shown else known.ask_first)


def kept(stage: StageDraft) -> Json:
    """Give what must survive a drawing that does not show it."""
    return {"ask": stage.ask_first}


def known(kept: Mapping[str, Any]) -> Json:
    """Give what was kept as fields of a stage."""
    return {"ask_first": bool(kept.get("ask"))}
