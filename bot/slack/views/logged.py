"""Log a touch made elsewhere: what, when, a note; or say that it was the next stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.outreach.notices.cards import LogForm
from bot.slack.views import parts, phrases, values
from bot.slack.views.parts import Json
from storage.statuses import StageKind

CALLBACK = "log_form"
KIND_BLOCK, KIND = "log_kind", "log_kind_chosen"
WHEN_BLOCK, WHEN = "log_when", "log_when_chosen"
NOTE_BLOCK, NOTE = "log_note", "log_note_typed"
STAGE_BLOCK, STAGE = "log_stage", "log_stage_chosen"
TAKE_BACK = "log_take_back"
MOST_NOTE = 500
ELSEWHERE, IS_STAGE = "elsewhere", "stage"
KINDS = (
    StageKind.CALL,
    StageKind.INMAIL,
    StageKind.CONNECTION,
    StageKind.TEXT,
    StageKind.EMAIL,
    StageKind.TASK,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed; `touch_id` is the stage it was, None where it was none."""

    candidate_id: int
    kind: StageKind
    at: datetime | None
    note: str
    touch_id: int | None


def build(form: LogForm) -> Json:
    """Draw the form."""
    kinds = [parts.option(phrases.kind(kind), kind.value) for kind in KINDS]
    first = form.waiting.kind if form.waiting else StageKind.CALL
    picker: Json = {
        "type": "datetimepicker",
        "action_id": WHEN,
        "initial_date_time": int(form.now.timestamp()),
    }
    line = parts.text_input(NOTE, limit=MOST_NOTE, placeholder="Met at a conference, calls back in May")
    blocks = [
        parts.section(f"How did you get in touch with {parts.bold(form.person)}?"),
        *_stage(form),
        parts.field(KIND_BLOCK, "What", parts.select(KIND, kinds, chosen=first.value)),
        parts.field(WHEN_BLOCK, "When", picker),
        parts.field(
            NOTE_BLOCK, "Note", line, optional=True, hint="Colleagues who see this person see it, too."
        ),
    ]
    kept: dict[str, object] = {"candidate": form.candidate_id}
    if form.waiting:
        kept["touch"] = form.waiting.touch_id
    return parts.modal(CALLBACK, "Log a touch", blocks, submit="Log", close="Cancel", metadata=kept)


def _stage(form: LogForm) -> list[Json]:
    if form.waiting is None:
        return []
    stage = form.waiting
    what = f"Stage {stage.stage} of {stage.sequence}"
    options = [
        parts.option(f"It was the next stage ({phrases.kind(stage.kind)}): mark it", IS_STAGE, what),
        parts.option("It was besides the sequence", ELSEWHERE, "The sequence goes on as it was."),
    ]
    chosen = parts.radio(STAGE, options, chosen=IS_STAGE)
    return [parts.field(STAGE_BLOCK, f"{stage.sequence} has a stage for you here", chosen)]


def read(view: Mapping[str, Any]) -> Typed:
    """Read the form."""
    kept = parts.metadata(view)
    kind = values.chosen(view, KIND_BLOCK)
    is_stage = "touch" in kept and values.chosen(view, STAGE_BLOCK) != ELSEWHERE
    return Typed(
        candidate_id=int(kept["candidate"]),
        kind=StageKind(kind) if kind else StageKind.CALL,
        at=values.instant(view, WHEN_BLOCK),
        note=values.text(view, NOTE_BLOCK) or "",
        touch_id=int(kept["touch"]) if is_stage else None,
    )


def errors(text: str) -> dict[str, str]:
    """Put a sentence under the moment."""
    return {WHEN_BLOCK: text}


def done(text: str, logged_id: int | None = None) -> Json:
    """Say in the place of the form what became of it; what is logged may be taken back."""
    blocks = [parts.section(parts.mrkdwn(text))]
    if logged_id is not None:
        back = parts.button("Take it back", TAKE_BACK, value=str(logged_id))
        blocks.append(parts.actions(back, block_id="log_done"))
    return parts.modal(f"{CALLBACK}_done", "Log a touch", blocks)


def read_logged(value: str) -> int:
    """Read what is to be taken back."""
    return int(value)
