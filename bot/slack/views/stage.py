"""The form of one stage: what it is, when it goes, what it says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from bot.outreach.pictures import StageForm
from bot.rules import drafts
from bot.rules.drafts import Problem, StageDraft
from bot.slack.views import files, parts, phrases, stage_leaving, stage_when, stage_words, values
from bot.slack.views.parts import Json
from storage.statuses import DelayUnit, StageKind

CALLBACK = "stage_form"
KIND_BLOCK = "stage_kind"
KIND = "stage_kind_chosen"
SUBJECT_BLOCK = stage_words.SUBJECT_BLOCK
BODY_BLOCK = stage_words.BODY_BLOCK
TOOLS_BLOCK = "stage_tools"
PREVIEW = "stage_preview"
TRY = "stage_try"

CHANGES = (KIND, stage_words.THREAD)
BLOCKS = {
    "kind": KIND_BLOCK,
    **stage_when.BLOCKS,
    **stage_leaving.BLOCKS,
    **stage_words.BLOCKS,
    "attachments": files.BLOCK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRead:
    """What was typed, and what could not be read of it; a field with a problem has its last known value."""

    stage: StageDraft
    problems: tuple[Problem, ...] = ()
    chosen: tuple[files.Chosen, ...] = ()


def build(form: StageForm) -> Json:
    """Draw the form for one kind of stage; whatever is typed already stays when it is drawn again."""
    blocks = [_kind(form), *stage_when.build(form), *stage_words.build(form)]
    if form.stage.kind.is_email:
        blocks += stage_leaving.build(form)
        blocks += files.build(form.stage.attachments)
    trial = parts.button("Email me a test", TRY) if form.stage.kind.is_email else None
    blocks.append(parts.actions(parts.button("Preview", PREVIEW), trial, block_id=TOOLS_BLOCK))
    return parts.modal(
        CALLBACK,
        f"Stage {form.number}",
        blocks,
        submit="Save stage",
        close="Back",
        metadata=_kept(form),
    )


def read(view: Mapping[str, Any]) -> StageRead:
    """Read what was typed; a field the form does not show keeps what it was."""
    known = _known(parts.metadata(view))
    problems: list[Problem] = []
    kind = values.chosen(view, KIND_BLOCK)
    stage = stage_leaving.read(view, stage_when.read(view, known, problems))
    stage = stage_words.read(view, stage, problems)
    stage = replace(stage, kind=StageKind(kind) if kind else known.kind)
    return StageRead(stage=stage, problems=tuple(problems), chosen=files.read(view))


def read_form(view: Mapping[str, Any]) -> StageForm:
    """Read the whole form as it stands, ready to be drawn again."""
    kept = parts.metadata(view)
    return StageForm(
        draft_id=int(kept["draft"]),
        key=str(kept.get("key", "")),
        opened=str(kept.get("opened", "")),
        number=int(kept["number"]),
        stage=read(view).stage,
        first_email=bool(kept.get("first_email")),
        page=int(kept.get("page", 0)),
        sheet=stage_words.read_sheet(kept),
    )


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put every problem under its input; one without an input stands under the text."""
    return values.errors(view, problems, BLOCKS, default=BODY_BLOCK)


def _kind(form: StageForm) -> Json:
    options = [parts.option(text, kind.value) for kind, text in phrases.KINDS.items()]
    menu = parts.select(KIND, options, chosen=form.stage.kind.value)
    hint = (
        ""
        if form.stage.kind.is_email
        else "You do this one yourself: I remind you with the text ready to copy."
    )
    return parts.field(KIND_BLOCK, "What happens", menu, hint=hint, dispatch=True)


def _kept(form: StageForm) -> Json:
    # What the form does not show for this kind must survive a change of kind and back.
    stage = form.stage
    return {
        "draft": form.draft_id,
        "key": form.key,
        "opened": form.opened,
        "number": form.number,
        "first_email": form.first_email,
        "page": form.page,
        "sheet": stage_words.kept(form.sheet),
        "stage": {
            "kind": stage.kind.value,
            "delay": stage.delay,
            "unit": stage.delay_unit.value,
            "at": stage.at.isoformat("minutes") if stage.at else None,
            "start": int(stage.not_before.timestamp()) if stage.not_before else None,
            "subject": parts.one_line(stage.subject, drafts.SUBJECT_LIMIT),
            "new_thread": stage.new_thread,
            "files": files.kept(stage.attachments),
            "leaves": stage_leaving.kept(stage),
        },
    }


def _known(kept: Json) -> StageDraft:
    stage = kept.get("stage") or {}
    start, at = stage.get("start"), stage.get("at")
    return StageDraft(
        **stage_leaving.known(stage.get("leaves") or {}),
        kind=StageKind(stage.get("kind", StageKind.EMAIL)),
        delay=int(stage.get("delay", 0)),
        delay_unit=DelayUnit(stage.get("unit", DelayUnit.BUSINESS_DAYS)),
        at=time.fromisoformat(at) if at else None,
        not_before=datetime.fromtimestamp(start, UTC) if start is not None else None,
        subject=stage.get("subject", ""),
        new_thread=bool(stage.get("new_thread")),
        attachments=files.known(stage.get("files") or ()),
    )
