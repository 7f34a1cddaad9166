"""A sequence as one person would get it: to read only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.outreach.pictures import Choice
from bot.outreach.plans.previews import Preview, StageShown
from bot.refusals import Refusal
from bot.slack.views import dates, files, limits, long_texts, parts, phrases, rich_text
from bot.slack.views.parts import Json

CALLBACK = "preview"
PAGES_BLOCK = "preview_pages"
PREVIOUS = "preview_previous_page"
NEXT = "preview_next_page"
PERSON_BLOCK = "preview_for"
PERSON = "preview_person_chosen"
TRY = "preview_try"
PAGE = 12_000  # characters of text a page shows, unless one text alone has more


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Which draft a preview shows, which page of it (from 0), and to whom: a candidate's id, 0 for one made up.

    Without a draft it is a text that is still being typed: nobody else can be chosen, and nothing sent.
    """

    draft_id: int | None = None
    page: int = 0
    person: int = 0


NOWHERE = Shown()


def build(preview: Preview, where: Shown = NOWHERE, *, note: str = "") -> Json:
    """Draw ten texts of it, fewer where they are long; nothing may be opened on top, so all happens in place."""
    begins = long_texts.of_pages([len(stage.text) for stage in preview.stages], limits.ROWS, PAGE)
    pages = len(begins)
    page = min(max(where.page, 0), pages - 1)
    shown = preview.stages[begins[page] : [*begins[1:], len(preview.stages)][page]]
    near = next((stage.at for stage in preview.stages if stage.at), None)
    is_draft = where.draft_id is not None
    blocks = [*([parts.alert(note, "info")] if note else ()), _heading(preview, is_draft=is_draft)]
    for stage in shown:
        blocks += [parts.divider(), *_stage(stage, preview.zone, near, may_try=is_draft)]
    if not preview.stages:
        blocks.append(parts.section("There is no stage yet. Go back and add one."))
    if pages > 1:
        blocks += [parts.divider(), _paging(page, pages)]
    metadata = {"draft": where.draft_id, "page": page, "person": where.person}
    return parts.modal(CALLBACK, "Preview", blocks, close="Back", metadata=metadata)


def read_metadata(view: Mapping[str, Any]) -> Shown:
    """Read which preview this is."""
    kept = parts.metadata(view)
    return Shown(draft_id=kept.get("draft"), page=int(kept.get("page", 0)), person=int(kept.get("person", 0)))


def people(found: Sequence[Choice]) -> list[Json]:
    """Draw the people one may look at it as."""
    return [_person(one.id, one.name) for one in found[: limits.OPTIONS]]


def read_person(action: Mapping[str, Any]) -> int:
    """Read who was chosen."""
    return int(action["selected_option"]["value"])


def read_trial(action: Mapping[str, Any]) -> tuple[int, int]:
    """Read which mail somebody wants to get: the number of its stage, and which of its texts, from 0."""
    number, _, variant = str(action["value"]).partition(":")
    return int(number), int(variant)


def sent(number: int, address: str) -> str:
    """Say that a test is on its way, in mrkdwn."""
    return f"Stage {number} is on its way to {parts.label(address)}, marked as a test. Nobody else gets it."


def not_sent(refusal: Refusal) -> str:
    """Say why no test was sent, in mrkdwn."""
    return parts.label(parts.without_code(str(refusal)), limits.ALERT)


def when(stage: StageShown, reader: str, near: datetime | None) -> str:
    """Say when a stage would go, by both clocks, in mrkdwn."""
    told = (
        dates.both(stage.at, stage.zone, reader, near=near)
        if stage.at
        else "once the stage before it is done"
    )
    return f"{parts.label(told)} · {parts.label(stage.moved)}" if stage.moved else parts.label(told)


def missing(tokens: tuple[str, ...]) -> str:
    """Name tokens that have no value, in mrkdwn."""
    return " ".join("`{{" + parts.label(token, 60) + "}}`" for token in tokens)


def _heading(preview: Preview, *, is_draft: bool) -> Json:
    told = f"{parts.bold(preview.title)}, as {parts.label(preview.person)} would get it"
    if not is_draft:
        return parts.section(told)
    menu: Json = {
        "type": "external_select",
        "action_id": PERSON,
        "min_query_length": 0,
        "placeholder": parts.plain("As somebody else", limits.PLACEHOLDER),
        "initial_option": _person(preview.person_id, preview.person),
    }
    return parts.section(told, accessory=menu, block_id=PERSON_BLOCK)


def _person(id: int, name: str) -> Json:
    return parts.option(parts.one_line(name, limits.OPTION_TEXT) or "Somebody without a name", str(id))


def _trial(stage: StageShown) -> Json | None:
    index = max(ord(stage.variant) - ord("A"), 0) if stage.variant else 0
    return parts.button("Email me a test", TRY, value=f"{stage.number}:{index}")


def _stage(stage: StageShown, reader: str, near: datetime | None, *, may_try: bool) -> Iterator[Json]:
    trial = _trial(stage) if may_try and stage.kind.is_email else None
    variant = f" · variant {stage.variant}" if stage.variant else ""
    lines = [f"*{stage.number}. {phrases.kind(stage.kind)}{variant}* · {when(stage, reader, near)}"]
    if stage.subject:
        lines.append(f"Subject: {parts.bold(stage.subject, 250)}")
    yield parts.section("\n".join(lines), accessory=trial)
    yield from _said(stage)
    if stage.attachments:
        yield parts.context(files.told(stage.attachments))
    if stage.missing:
        yield parts.context(
            f":warning: No value yet for {missing(stage.missing)}: it would wait and ask you."
        )


def _said(stage: StageShown) -> Iterator[Json]:
    """Show an email as it will look, with its styles, lists and links, and what is typed by hand as it is typed."""
    if stage.body.strip() and len(stage.body) <= limits.SECTION_TEXT:
        yield rich_text.from_markdown(stage.body)
        return
    yield from long_texts.quoted(stage.text or "(nothing written yet)")


def _paging(page: int, pages: int) -> Json:
    return parts.actions(
        parts.button("Previous", PREVIOUS, value=str(page - 1)) if page > 0 else None,
        parts.button("Next", NEXT, value=str(page + 1)) if page < pages - 1 else None,
        block_id=PAGES_BLOCK,
    )
