"""The form of one stage: what it is, when it goes, what it says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

from bot import refusals
from bot.outreach.pictures import StageForm
from bot.rules import drafts
from bot.rules.drafts import Problem, StageDraft
from bot.slack.views import files, parts, phrases, rich_text, values
from bot.slack.views.parts import Json
from storage.statuses import DelayUnit, StageKind

CALLBACK = "stage_form"
KIND_BLOCK = "stage_kind"
KIND = "stage_kind_chosen"
START_BLOCK = "stage_start"
START = "stage_start_chosen"
AT_ONCE_BLOCK = "stage_at_once"
AT_ONCE = "stage_at_once_ticked"
DELAY_BLOCK = "stage_delay"
DELAY = "stage_delay_typed"
UNIT_BLOCK = "stage_unit"
UNIT = "stage_unit_chosen"
AT_BLOCK = "stage_at"
AT = "stage_at_chosen"
THREAD_BLOCK = "stage_thread"
THREAD = "stage_thread_chosen"
SUBJECT_BLOCK = "stage_subject"
SUBJECT = "stage_subject_typed"
BODY_BLOCK = "stage_body"
BODY = "stage_body_typed"
TOOLS_BLOCK = "stage_tools"
PREVIEW = "stage_preview"

CHANGES = (KIND, THREAD)
SAME, NEW = "same", "new"
BLOCKS = {
    "kind": KIND_BLOCK,
    "not_before": START_BLOCK,
    "delay": DELAY_BLOCK,
    "delay_unit": UNIT_BLOCK,
    "at": AT_BLOCK,
    "new_thread": THREAD_BLOCK,
    "subject": SUBJECT_BLOCK,
    "body": BODY_BLOCK,
    "attachments": files.BLOCK,
}
TOKENS = (
    "Tokens are filled in for each person: `{{first_name}}` `{{company}}` `{{title}}` `{{reason}}` "
    "`{{role}}` `{{sender_first_name}}`. In case one is not known, say what to write instead: `{{company|your team}}`. "
    "`/sequence tokens` lists them all."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRead:
    """What was typed, and what could not be read of it; a field with a problem has its last known value."""

    stage: StageDraft
    problems: tuple[Problem, ...] = ()
    chosen: tuple[files.Chosen, ...] = ()


def build(form: StageForm) -> Json:
    """Draw the form for one kind of stage; whatever is typed already stays when it is drawn again."""
    blocks = [_kind(form), *_when(form), *_words(form), parts.context(TOKENS)]
    if form.stage.kind.is_email:
        blocks += files.build(form.stage.attachments)
    blocks.append(parts.actions(parts.button("Preview", PREVIEW), block_id=TOOLS_BLOCK))
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
    unit = values.chosen(view, UNIT_BLOCK)
    thread = values.chosen(view, THREAD_BLOCK)
    subject = values.text(view, SUBJECT_BLOCK)
    stage = replace(
        known,
        kind=StageKind(kind) if kind else known.kind,
        delay_unit=DelayUnit(unit) if unit else known.delay_unit,
        new_thread=thread == NEW if thread else known.new_thread,
        subject=known.subject if subject is None else subject,
        not_before=_start(view, known.not_before),
        at=_at(view, known.at),
        delay=_delay(view, known.delay, problems),
        body=_body(view, problems),
    )
    return StageRead(stage=stage, problems=tuple(problems), chosen=files.read(view))


def read_form(view: Mapping[str, Any]) -> StageForm:
    """Read the whole form as it stands, ready to be drawn again."""
    kept = parts.metadata(view)
    return StageForm(
        draft_id=int(kept["draft"]),
        index=kept.get("index"),
        number=int(kept["number"]),
        stage=read(view).stage,
        first_email=bool(kept.get("first_email")),
        page=int(kept.get("page", 0)),
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


def _when(form: StageForm) -> Iterator[Json]:
    return _first(form.stage) if form.number == 1 else _later(form)


def _first(stage: StageDraft) -> Iterator[Json]:
    picker: Json = {"type": "datetimepicker", "action_id": START}
    if stage.not_before:
        picker["initial_date_time"] = int(stage.not_before.timestamp())
    hint = "Leave it empty to start right away, as soon as sending hours allow."
    yield parts.field(START_BLOCK, "Start on", picker, hint=hint, optional=True)
    if stage.not_before:
        boxes: Json = {
            "type": "checkboxes",
            "action_id": AT_ONCE,
            "options": [parts.option("Right away", "yes")],
        }
        yield parts.field(AT_ONCE_BLOCK, "Or start", boxes, optional=True)


def _later(form: StageForm) -> Iterator[Json]:
    stage = form.stage
    number: Json = {
        "type": "number_input",
        "action_id": DELAY,
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": str(drafts.DELAY_LIMIT),
        "initial_value": str(stage.delay),
    }
    hint = f"Counted from when stage {form.number - 1} really went."
    yield parts.field(DELAY_BLOCK, "Wait", number, hint=hint)
    options = [parts.option(f"{text}s", unit.value) for unit, text in phrases.UNITS.items()]
    menu = parts.select(UNIT, options, chosen=stage.delay_unit.value)
    yield parts.field(UNIT_BLOCK, "Counted in", menu)
    picker: Json = {"type": "timepicker", "action_id": AT}
    if stage.at:
        picker["initial_time"] = stage.at.strftime("%H:%M")
    hint = "Where the candidate lives. Leave it empty for any time within sending hours."
    yield parts.field(AT_BLOCK, "At", picker, hint=hint, optional=True)


def _words(form: StageForm) -> Iterator[Json]:
    stage = form.stage
    if stage.kind.is_email and not form.first_email:
        options = [parts.option("Reply in the same thread", SAME), parts.option("Start a new thread", NEW)]
        choice = parts.radio(THREAD, options, chosen=NEW if stage.new_thread else SAME)
        yield parts.field(THREAD_BLOCK, "Thread", choice, dispatch=True)
    if stage.kind.is_email and (form.first_email or stage.new_thread):
        line = parts.text_input(
            SUBJECT, value=stage.subject, limit=drafts.SUBJECT_LIMIT, placeholder="{{first_name}}, a question"
        )
        yield parts.field(SUBJECT_BLOCK, "Subject", line)
    body: Json = {
        "type": "rich_text_input",
        "action_id": BODY,
        "placeholder": parts.plain("Hi {{first_name}}, …", 150),
        "min_lines": 6,
    }
    if stage.body:
        body["initial_value"] = rich_text.from_markdown(stage.body)
    hint = "Your signature is added to it." if stage.kind.is_email else ""
    yield parts.field(BODY_BLOCK, _BODY_LABELS.get(stage.kind, "Text"), body, hint=hint)


_BODY_LABELS = {StageKind.CALL: "What to talk about", StageKind.TASK: "What to do"}


def _kept(form: StageForm) -> Json:
    # What the form does not show for this kind must survive a change of kind and back.
    stage = form.stage
    return {
        "draft": form.draft_id,
        "index": form.index,
        "number": form.number,
        "first_email": form.first_email,
        "page": form.page,
        "stage": {
            "kind": stage.kind.value,
            "delay": stage.delay,
            "unit": stage.delay_unit.value,
            "at": stage.at.isoformat("minutes") if stage.at else None,
            "start": int(stage.not_before.timestamp()) if stage.not_before else None,
            "subject": parts.one_line(stage.subject, drafts.SUBJECT_LIMIT),
            "new_thread": stage.new_thread,
            "files": files.kept(stage.attachments),
        },
    }


def _known(kept: Json) -> StageDraft:
    stage = kept.get("stage") or {}
    start, at = stage.get("start"), stage.get("at")
    return StageDraft(
        kind=StageKind(stage.get("kind", StageKind.EMAIL)),
        delay=int(stage.get("delay", 0)),
        delay_unit=DelayUnit(stage.get("unit", DelayUnit.BUSINESS_DAYS)),
        at=time.fromisoformat(at) if at else None,
        not_before=datetime.fromtimestamp(start, UTC) if start is not None else None,
        subject=stage.get("subject", ""),
        new_thread=bool(stage.get("new_thread")),
        attachments=files.known(stage.get("files") or ()),
    )


def _start(view: Mapping[str, Any], known: datetime | None) -> datetime | None:
    if values.ticked(view, AT_ONCE_BLOCK):
        return None
    # Emptiness proves nothing in Slack; a known date is only dropped by ticking the box.
    return values.instant(view, START_BLOCK) or known


def _at(view: Mapping[str, Any], known: time | None) -> time | None:
    return values.clock(view, AT_BLOCK) if values.element(view, AT_BLOCK) else known


def _delay(view: Mapping[str, Any], known: int, problems: list[Problem]) -> int:
    try:
        typed = values.number(view, DELAY_BLOCK)
    except ValueError:
        problems.append(Problem(field="delay", text="Write a whole number of days, such as 3."))
        return known
    return known if typed is None else typed


def _body(view: Mapping[str, Any], problems: list[Problem]) -> str:
    try:
        return rich_text.to_markdown(values.rich(view, BODY_BLOCK) or {})
    except refusals.Refusal as refusal:
        problems.append(Problem(field="body", text=str(refusal)))
        return ""
