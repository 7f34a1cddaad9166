"""The stage of a draft that was deleted last: it lies on the desk until something else is done there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from bot.outreach.pictures import Deleted
from bot.rules import drafts
from bot.rules.drafts import SequenceDraft, StageDraft

SLOT = "deleted"
_STAGE = TypeAdapter(StageDraft)


def noted(writing: Mapping[str, Any], before: SequenceDraft, after: SequenceDraft) -> dict[str, Any]:
    """Lay the stage that an edit took away beside the draft, in the place of what lay there."""
    others = {slot: texts for slot, texts in writing.items() if slot != SLOT}
    for index, stage in enumerate(before.stages):
        if drafts.index_of(after.stages, stage.key) is None:
            return others | {SLOT: {"index": index, "stage": _STAGE.dump_python(stage, mode="json")}}
    return others


def of(writing: Mapping[str, Any], content: SequenceDraft) -> Deleted | None:
    """Give the stage that was deleted last, if it is still to be had and not back yet."""
    known = writing.get(SLOT)
    if not known:
        return None
    stage = _STAGE.validate_python(known["stage"])
    is_back = drafts.index_of(content.stages, stage.key) is not None
    return None if is_back else Deleted(index=int(known["index"]), stage=stage)


def put_back(content: SequenceDraft, deleted: Deleted) -> SequenceDraft:
    """Put a stage where it stood, or at the end where there are fewer by now."""
    stages = list(content.stages)
    stages.insert(deleted.index, deleted.stage)
    return replace(content, stages=tuple(stages))
