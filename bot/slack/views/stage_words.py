"""What a stage says: the part of its form with thread, subject, text, tokens and variants.

Slack keeps what was typed for as long as a block has the same id: a text that is replaced gets another one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot import refusals
from bot.outreach.pictures import StageForm
from bot.outreach.plans.sheets import Sheet
from bot.rules import drafts, fallbacks, templates, variants, well_known
from bot.rules.drafts import Problem, StageDraft
from bot.slack.views import limits, parts, rich_text, values
from bot.slack.views.parts import Json
from storage.statuses import StageKind

THREAD_BLOCK = "stage_thread"
THREAD = "stage_thread_chosen"
SUBJECT_BLOCK = "stage_subject"
SUBJECT = "stage_subject_typed"
BODY_BLOCK = "stage_body"
BODY = "stage_body_typed"
VARIANTS_BLOCK = "stage_variants"
SHOW_VARIANT = "stage_variant_shown"
REMOVE_VARIANT = "stage_variant_removed"
ADD_VARIANT = "stage_variant_added"
TOOLS_BLOCK = "stage_words_tools"
FALLBACKS_BLOCK = "stage_fallbacks"
ADD_FALLBACKS = "stage_fallbacks_added"
INSERT_TOKEN = "stage_token_inserted"  # noqa: S105  the name of a menu
BLOCKS = {"new_thread": THREAD_BLOCK, "subject": SUBJECT_BLOCK, "body": BODY_BLOCK}
SAME, NEW = "same", "new"

TOKENS = (
    "Tokens are filled in for each person. In case one is not known, say what to write instead: "
    "`{{company|your team}}`. `/sequence tokens` lists them all."
)
UNREADABLE = "Nothing was changed, for the text cannot be read yet."
WARNED = 3
EXAMPLES = {**fallbacks.PHRASES, "reason": "your work"}
_BODY_LABELS = {StageKind.CALL: "What to talk about", StageKind.TASK: "What to do"}


def build(form: StageForm) -> Iterator[Json]:
    """Draw the text that is shown of this stage, and what is worth knowing of it."""
    stage, sheet = form.stage, form.sheet
    if sheet.note:
        yield parts.alert(parts.label(sheet.note, limits.ALERT))
    yield from _variants(sheet)
    if stage.kind.is_email and not form.first_email:
        options = [parts.option("Reply in the same thread", SAME), parts.option("Start a new thread", NEW)]
        choice = parts.radio(THREAD, options, chosen=NEW if stage.new_thread else SAME)
        yield parts.field(THREAD_BLOCK, "Thread", choice, dispatch=True)
    if stage.kind.is_email and (form.first_email or stage.new_thread):
        line = parts.text_input(
            SUBJECT, value=stage.subject, limit=drafts.SUBJECT_LIMIT, placeholder="{{first_name}}, a question"
        )
        yield parts.field(_block(SUBJECT_BLOCK, sheet), "Subject", line)
    yield _body(stage, sheet)
    yield parts.actions(*_tools(sheet), block_id=_block(TOOLS_BLOCK, sheet))
    yield parts.context(TOKENS)
    yield from _warnings(stage, sheet)


def _tools(sheet: Sheet) -> list[Json]:
    """Draw what helps writing: a menu of tokens, and a way to try another text.

    They stand in a row whose menu forgets what was chosen whenever the text is replaced.
    """
    own = [parts.option(f"{{{{{one.name}}}}}", one.name, one.about) for one in sheet.tokens.own]
    every = [parts.option(f"{{{{{one.name}}}}}", one.name, one.about) for one in well_known.TOKENS]
    found = [parts.select(INSERT_TOKEN, [*own, *every], placeholder="Insert token")]
    if sheet.count < variants.MOST:
        found.append(parts.button(f"Add variant {variants.letter(sheet.count)}", ADD_VARIANT))
    return found


def read(view: Mapping[str, Any], known: StageDraft, problems: list[Problem]) -> StageDraft:
    """Read what was typed; what the form does not show stays as it is known."""
    thread, subject = values.chosen(view, THREAD_BLOCK), values.text(view, SUBJECT_BLOCK)
    return replace(
        known,
        new_thread=thread == NEW if thread else known.new_thread,
        subject=known.subject if subject is None else subject,
        body=_read_body(values.rich(view, BODY_BLOCK) or {}, problems),
    )


def read_sheet(kept: Mapping[str, Any]) -> Sheet:
    """Read which text of the stage the form shows."""
    known = kept.get("sheet") or {}
    return Sheet(
        shown=int(known.get("shown", 0)),
        count=int(known.get("count", 1)),
        slot=str(known.get("slot", "")),
        rev=int(known.get("rev", 0)),
    )


def kept(sheet: Sheet) -> Json:
    """Write down which text the form shows."""
    return {"shown": sheet.shown, "count": sheet.count, "slot": sheet.slot, "rev": sheet.rev}


def read_shown(action: Mapping[str, Any]) -> int:
    """Read which variant somebody wants to see, from 0."""
    return int(action["selected_option"]["value"])


def with_token(view: Mapping[str, Any], action: Mapping[str, Any], form: StageForm) -> StageForm:
    """Put the token that was chosen at the end of the text as it stands typed; all else stays as it is."""
    token = f"{{{{{action['selected_option']['value']}}}}}"
    problems: list[Problem] = []
    body = _read_body(_appended(values.rich(view, BODY_BLOCK) or {}, token), problems)
    if problems:
        return unreadable(form, problems)
    sheet = replace(form.sheet, rev=form.sheet.rev + 1)
    return replace(form, stage=replace(form.stage, body=body), sheet=sheet)


def with_fallbacks(view: Mapping[str, Any], form: StageForm) -> StageForm:
    """Put a phrase behind each token that has none and for which one reads true of everybody."""
    problems: list[Problem] = []
    body = _read_body(values.rich(view, BODY_BLOCK) or {}, problems)
    if problems:
        return unreadable(form, problems)
    subject, body = (templates.with_fallbacks(text, fallbacks.PHRASES) for text in (form.stage.subject, body))
    sheet = replace(form.sheet, rev=form.sheet.rev + 1)
    return replace(form, stage=replace(form.stage, subject=subject, body=body), sheet=sheet)


def unreadable(form: StageForm, problems: list[Problem] | tuple[Problem, ...]) -> StageForm:
    """Say why a text cannot be replaced: what Slack shows is kept, for we could not read it."""
    note = " ".join([UNREADABLE, *(problem.text for problem in problems)])
    return replace(form, sheet=replace(form.sheet, note=note))


def _variants(sheet: Sheet) -> Iterator[Json]:
    if sheet.count == 1:
        return
    letter = variants.letter(sheet.shown)
    options = [parts.option(f"Variant {variants.letter(index)}", str(index)) for index in range(sheet.count)]
    gone = parts.confirm(
        f"Remove variant {letter}?", "Its text will be gone; the others stay.", yes=f"Remove {letter}"
    )
    yield parts.actions(
        parts.select(SHOW_VARIANT, options, chosen=str(sheet.shown)),
        parts.button(f"Remove variant {letter}", REMOVE_VARIANT, confirm=gone),
        block_id=_block(VARIANTS_BLOCK, sheet),
    )
    yield parts.context(
        f"You are writing *variant {letter}*, one of {sheet.count}. Each person gets one of them, and always the same."
    )


def _hint(stage: StageDraft) -> str:
    if stage.kind.is_email:
        return "Your signature is added to it."
    limit, used = drafts.body_limit(stage.kind), len(stage.body.strip())
    if limit == drafts.BODY_LIMIT:
        return ""
    return f"{limit:,} characters at most, {used:,} so far." if used else f"{limit:,} characters at most."


def _body(stage: StageDraft, sheet: Sheet) -> Json:
    body: Json = {
        "type": "rich_text_input",
        "action_id": BODY,
        "placeholder": parts.plain("Hi {{first_name}}, …", 150),
        "min_lines": 6,
    }
    if stage.body:
        body["initial_value"] = rich_text.from_markdown(stage.body)
    hint = _hint(stage)
    label = _BODY_LABELS.get(stage.kind, "Text")
    return parts.field(_block(BODY_BLOCK, sheet), label, body, hint=hint)


def _warnings(stage: StageDraft, sheet: Sheet) -> Iterator[Json]:
    bare = sheet.tokens.bare(stage.subject, stage.body)
    lines = [_warning(name) for name in bare[:WARNED]]
    if more := bare[WARNED:]:
        named = ", ".join(f"`{{{{{name}}}}}`" for name in more[: limits.ROWS])
        left = parts.rest(limits.ROWS, len(more), "token")
        lines.append(f":speech_balloon: Nor have {named}{f' {left}' if left else ''}.")
    if lines:
        yield parts.context(*lines)
    if offered := [name for name in bare if name in fallbacks.PHRASES]:
        only = f"{{{{{offered[0]}|{fallbacks.PHRASES[offered[0]]}}}}}"
        text = f"Write {only}" if len(offered) == 1 else "Write these fallbacks"
        yield parts.actions(parts.button(text, ADD_FALLBACKS), block_id=FALLBACKS_BLOCK)


def _warning(name: str) -> str:
    instead = EXAMPLES.get(name, "something else")
    return (
        f":speech_balloon: `{{{{{name}}}}}` has no fallback: where it is not known, it waits and asks. "
        f"`{{{{{name}|{instead}}}}}` never waits."
    )


def _block(block: str, sheet: Sheet) -> str:
    return f"{block}:{sheet.rev}" if sheet.rev else block


def _read_body(typed: Json, problems: list[Problem]) -> str:
    try:
        return rich_text.to_markdown(typed)
    except refusals.Refusal as refusal:
        problems.append(Problem(field="body", text=str(refusal)))
        return ""


def _appended(typed: Json, token: str) -> Json:
    found = list(typed.get("elements") or ())
    if found and found[-1].get("type") == "rich_text_section":
        inside = list(found[-1].get("elements") or ())
        last = str(inside[-1].get("text", "")) if inside else ""
        gap = "" if not inside or (last and last[-1].isspace()) else " "
        inside.append({"type": "text", "text": gap + token})
        return {**typed, "elements": [*found[:-1], {**found[-1], "elements": inside}]}
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": token}]}
    return {**typed, "elements": [*found, section]}
