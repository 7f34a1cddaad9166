"""The editor of a sequence: a name, who may see it, and ten stages a page."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.outreach.pictures import Deleted, Editor
from bot.rules import drafts, voices
from bot.rules.drafts import Problem, StageDraft
from bot.rules.vocabulary import Vocabulary
from bot.rules.voices import Voice
from bot.slack.views import advice, files, limits, parts, phrases, stage_leaving, values
from bot.slack.views.parts import Json
from storage.statuses import Access

CALLBACK = "sequence_editor"
NAME_BLOCK = "sequence_name"
NAME = "sequence_name_typed"
ROLE_BLOCK = "sequence_role"
ROLE = "sequence_role_typed"
ACCESS_BLOCK = "sequence_access"
ACCESS = "sequence_access_chosen"
STAGE_BLOCK = "sequence_stage"
STAGE_MENU = "sequence_stage_menu"
PAGES_BLOCK = "sequence_pages"
PREVIOUS = "sequence_previous_page"
NEXT = "sequence_next_page"
GO_TO_PAGE = "sequence_go_to_page"
TOOLS_BLOCK = "sequence_tools"
ADD_STAGE = "sequence_add_stage"
PREVIEW = "sequence_preview"
START_FROM = "sequence_start_from"
RESUMED_BLOCK = "sequence_resumed"
DELETED_BLOCK = "sequence_deleted"
PUT_BACK = "sequence_put_back"
KEEP_DRAFT = "sequence_keep_draft"
DISCARD_DRAFT = "sequence_discard_draft"

EDIT, UP, DOWN, DUPLICATE, DELETE = "edit", "up", "down", "duplicate", "delete"
MENU = {EDIT: "Edit", UP: "Move up", DOWN: "Move down", DUPLICATE: "Duplicate", DELETE: "Delete"}

TIPS = (
    "*Three tips for a good start*\n"
    "1. *Give it a name of its own*, such as the role and the place: you will find it again.\n"
    "2. *Write three or four stages,* or start from some of ours or a copy. "
    "Most answers come to the second and the third.\n"
    "3. *Choose when each one goes.* Emails leave by themselves; for an InMail or a call I remind you."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Which draft an editor shows, and which page of it (from 0); `edition` counts what other windows changed."""

    draft_id: int
    page: int
    edition: int = 0


def build(editor: Editor, *, note: str = "", edition: int = 0) -> Json:
    """Draw the editor; Slack keeps a name that is being typed for as long as draft and edition are the same."""
    stages = editor.draft.stages
    page = min(max(editor.page, 0), _pages(stages) - 1)
    blocks = [
        *(_resumed(editor) if editor.resumed else ()),
        *_alert(editor.problems),
        *advice.openings(editor.draft.stages, [problem.stage for problem in editor.problems], "mend"),
        *([parts.context(note)] if note else ()),
        *(_deleted(editor.deleted) if editor.deleted else ()),
        _name(editor, edition),
        _role(editor, edition),
        _access(editor, edition),
        parts.context(_summary(stages, page)),
        *(_stages(editor, page) if stages else [parts.section(TIPS)]),
        *_paging(stages, page),
        *advice.build(stages),
        _tools(editor),
    ]
    view = parts.modal(
        CALLBACK,
        "New sequence" if editor.sequence_id is None else "Edit sequence",
        blocks,
        submit="Save sequence",
        close="Cancel",
        metadata={
            "draft": editor.draft_id,
            "page": page,
            "edition": edition,
            "name": _drawn(editor.draft.name),
            "role": _drawn(editor.draft.role),
            "access": editor.draft.access.value,
        },
    )
    return view | {"notify_on_close": True}


def again(editor: Editor, view: Mapping[str, Any]) -> Json:
    """Draw the editor over what it showed; what another window changed meanwhile replaces what stands there."""
    name, chosen = values.text(view, NAME_BLOCK), values.chosen(view, ACCESS_BLOCK)
    is_known = name in {None, editor.draft.name} and chosen in {None, editor.draft.access.value}
    is_known = is_known and _typed_role(view) in {None, editor.draft.role}
    edition = read_metadata(view).edition
    return build(editor, edition=edition if is_known else edition + 1)


def read(view: Mapping[str, Any]) -> tuple[str | None, Access | None]:
    """Read the name and the access as far as they were changed on this screen; None keeps what is known.

    What still is as it was drawn says nothing: in another window it may have been changed meanwhile.
    """
    drawn = parts.metadata(view)
    name, chosen = values.text(view, NAME_BLOCK), values.chosen(view, ACCESS_BLOCK)
    return (
        None if name is None or _drawn(name) == drawn.get("name") else name,
        Access(chosen) if chosen and chosen != drawn.get("access") else None,
    )


def read_role(view: Mapping[str, Any]) -> str | None:
    """Read the role if it was changed on this screen, emptied as well; None keeps what is known."""
    typed = _typed_role(view)
    return None if typed is None or _drawn(typed) == parts.metadata(view).get("role") else typed


def _typed_role(view: Mapping[str, Any]) -> str | None:
    found = values.element(view, ROLE_BLOCK)
    return None if found is None else parts.clean(str(found.get("value") or "")).strip()


def read_metadata(view: Mapping[str, Any]) -> Desk:
    """Read which draft this is."""
    kept = parts.metadata(view)
    return Desk(
        draft_id=int(kept["draft"]), page=int(kept.get("page", 0)), edition=int(kept.get("edition", 0))
    )


def read_menu(value: str) -> tuple[str, str]:
    """Read what was chosen from a stage's menu: the verb and the stage's key."""
    verb, _, key = value.partition(":")
    return verb, key


def errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put what is wrong with name or role under them; the rest belongs into `Editor.problems`."""
    blocks = {"name": NAME_BLOCK, "role": ROLE_BLOCK}
    named = [problem for problem in problems if problem.stage is None and problem.field in blocks]
    return values.errors(view, named, blocks, default=NAME_BLOCK)


def _drawn(name: str) -> int:
    return zlib.crc32(parts.one_line(name, drafts.NAME_LIMIT).encode())


def _name(editor: Editor, edition: int) -> Json:
    line = parts.text_input(
        NAME, value=editor.draft.name, limit=drafts.NAME_LIMIT, placeholder="Backend engineers, Berlin"
    )
    return parts.field(f"{NAME_BLOCK}:{editor.draft_id}:{edition}", "Name", line)


def _role(editor: Editor, edition: int) -> Json:
    line = parts.text_input(
        ROLE, value=editor.draft.role, limit=drafts.ROLE_LIMIT, placeholder="Backend Engineer"
    )
    hint = "The job you hire for. It fills {{role}} in every stage, so nobody types it for each person."
    return parts.field(f"{ROLE_BLOCK}:{editor.draft_id}:{edition}", "Role", line, hint=hint, optional=True)


def _access(editor: Editor, edition: int) -> Json:
    options = [parts.option(long, access.value) for access, (long, _) in phrases.ACCESS.items()]
    menu = parts.select(ACCESS, options, chosen=editor.draft.access.value)
    return parts.field(f"{ACCESS_BLOCK}:{editor.draft_id}:{edition}", "Who may see it", menu)


def _resumed(editor: Editor) -> Iterator[Json]:
    count = parts.count(len(editor.draft.stages), "stage")
    told = f"*Here is the draft you left* ({count}). Go on with it, or start afresh."
    sure = ("Throw this draft away?", f"Its {count} will be gone.")
    if editor.sequence_id is not None:
        told = "*Here are the changes you left unsaved.* Go on with them, or start afresh from what is saved."
        sure = ("Throw these changes away?", "The sequence stays as it was saved.")
    yield parts.section(told)
    yield parts.actions(
        parts.button("Go on", KEEP_DRAFT),
        parts.button(
            "Start afresh",
            DISCARD_DRAFT,
            style="danger",
            confirm=parts.confirm(*sure, yes="Start afresh"),
        ),
        block_id=RESUMED_BLOCK,
    )


def _deleted(deleted: Deleted) -> Iterator[Json]:
    stage = deleted.stage
    opening = parts.label(stage.subject or phrases.opening(stage), 60)
    yield parts.section(
        f"Stage {deleted.index + 1} is deleted: {opening}",
        accessory=parts.button("Put it back", PUT_BACK, value=stage.key),
        block_id=DELETED_BLOCK,
    )


def _alert(problems: Sequence[Problem]) -> Iterator[Json]:
    if not problems:
        return
    first, *others = (_told(problem) for problem in problems)
    yield parts.alert(first, "error")
    if others:
        shown = others[: limits.ROWS - 1]
        more = parts.rest(len(shown), len(others), "thing")
        yield parts.context("\n".join(f"• {one}" for one in [*shown, more] if one))


def _told(problem: Problem) -> str:
    text = parts.label(parts.without_code(problem.text), limits.ALERT)
    return text if problem.stage is None else f"Stage {problem.stage + 1}: {text}"


def _pages(stages: Sequence[StageDraft]) -> int:
    return max(1, -(-len(stages) // limits.ROWS))


def _summary(stages: Sequence[StageDraft], page: int) -> str:
    if not stages:
        return "No stage yet"
    told = f"{parts.count(len(stages), 'stage')} · {phrases.span(stages)}"
    pages = _pages(stages)
    return told if pages == 1 else f"{told} · page {page + 1} of {pages}"


def _stages(editor: Editor, page: int) -> Iterator[Json]:
    stages, spoken = editor.draft.stages, voices.of(editor.draft.stages)
    first = page * limits.ROWS
    for index, stage in enumerate(stages[first : first + limits.ROWS], start=first):
        wrong = [problem for problem in editor.problems if problem.stage == index]
        yield parts.section(
            _row(index, stage, spoken[index], wrong, editor.tokens),
            accessory=parts.overflow(STAGE_MENU, _menu(stage, index, len(stages))),
            block_id=f"{STAGE_BLOCK}:{index}",
        )


def _row(index: int, stage: StageDraft, voice: Voice, wrong: Sequence[Problem], tokens: Vocabulary) -> str:
    lines = [f"*{index + 1}. {phrases.kind(stage.kind)}* · {phrases.when(stage, index)}"]
    if stage.subject:
        lines.append(parts.bold(stage.subject, 80))
    lines.append(parts.mrkdwn(phrases.opening(stage)))
    if leaving := stage_leaving.told(stage, voice):
        lines.append(f"_{leaving}_")
    if stage.attachments:
        lines.append(files.listed(stage.attachments))
    if mark := advice.mark(stage, tokens):
        lines.append(mark)
    lines += [f":warning: {parts.label(parts.without_code(problem.text), limits.ALERT)}" for problem in wrong]
    return "\n".join(lines)


def _menu(stage: StageDraft, index: int, count: int) -> list[Json]:
    left_out = {UP} if index == 0 else set()
    if index == count - 1:
        left_out.add(DOWN)
    return [parts.option(text, f"{verb}:{stage.key}") for verb, text in MENU.items() if verb not in left_out]


def _paging(stages: Sequence[StageDraft], page: int) -> Iterator[Json]:
    if (pages := _pages(stages)) > 1:
        yield parts.paging(page, pages, PAGES_BLOCK, previous=PREVIOUS, following=NEXT, go_to=GO_TO_PAGE)


def read_start(action: Mapping[str, Any]) -> tuple[str, int | None]:
    """Read what to start from: the name of a starter, or the id of a sequence to copy."""
    name, _, sequence_id = str(action["selected_option"]["value"]).partition(":")
    return name, int(sequence_id) if sequence_id else None


def _tools(editor: Editor) -> Json:
    stages = editor.draft.stages
    add = parts.button("Add stage", ADD_STAGE, style="primary" if not stages else "")
    if stages:
        return parts.actions(add, parts.button("Preview", PREVIEW), block_id=TOOLS_BLOCK)
    options = [parts.option(about, name) for name, about in phrases.STARTERS.items()]
    options += [
        parts.option(f"Copy of {parts.one_line(one.name)}", f"copy:{one.id}") for one in editor.copies
    ]
    return parts.actions(
        add, parts.select(START_FROM, options, placeholder="Start from…"), block_id=TOOLS_BLOCK
    )
