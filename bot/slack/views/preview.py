"""A sequence as one person would get it: to read only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.outreach.previews import Preview, StageShown
from bot.slack.views import dates, files, limits, long_texts, parts, phrases
from bot.slack.views.parts import Json

CALLBACK = "preview"
PAGES_BLOCK = "preview_pages"
PREVIOUS = "preview_previous_page"
NEXT = "preview_next_page"
PAGE = 12_000  # characters of text a page shows, unless one text alone has more


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Which draft a preview shows, and which page of it (from 0)."""

    draft_id: int | None
    page: int


def build(preview: Preview, *, page: int = 0, draft_id: int | None = None) -> Json:
    """Draw ten texts of it, fewer where they are long; nothing may be opened on top, so there is but paging."""
    begins = long_texts.of_pages([len(stage.text) for stage in preview.stages], limits.ROWS, PAGE)
    pages = len(begins)
    page = min(max(page, 0), pages - 1)
    shown = preview.stages[begins[page] : [*begins[1:], len(preview.stages)][page]]
    near = next((stage.at for stage in preview.stages if stage.at), None)
    blocks = [parts.section(_heading(preview))]
    for stage in shown:
        blocks += [parts.divider(), *_stage(stage, preview.zone, near)]
    if not preview.stages:
        blocks.append(parts.section("There is no stage yet. Go back and add one."))
    if pages > 1:
        blocks += [parts.divider(), _paging(page, pages)]
    metadata = {"draft": draft_id, "page": page}
    return parts.modal(CALLBACK, "Preview", blocks, close="Back", metadata=metadata)


def read_metadata(view: Mapping[str, Any]) -> Shown:
    """Read which preview this is."""
    kept = parts.metadata(view)
    return Shown(draft_id=kept.get("draft"), page=int(kept.get("page", 0)))


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


def _heading(preview: Preview) -> str:
    return f"{parts.bold(preview.title)}, as {parts.label(preview.person)} would get it"


def _stage(stage: StageShown, reader: str, near: datetime | None) -> Iterator[Json]:
    variant = f" · variant {stage.variant}" if stage.variant else ""
    lines = [f"*{stage.number}. {phrases.kind(stage.kind)}{variant}* · {when(stage, reader, near)}"]
    if stage.subject:
        lines.append(f"Subject: {parts.bold(stage.subject, 250)}")
    yield parts.section("\n".join(lines))
    yield from long_texts.quoted(stage.text or "(nothing written yet)")
    if stage.attachments:
        yield parts.context(files.told(stage.attachments))
    if stage.missing:
        yield parts.context(
            f":warning: No value yet for {missing(stage.missing)}: it would wait and ask you."
        )


def _paging(page: int, pages: int) -> Json:
    return parts.actions(
        parts.button("Previous", PREVIOUS, value=str(page - 1)) if page > 0 else None,
        parts.button("Next", NEXT, value=str(page + 1)) if page < pages - 1 else None,
        block_id=PAGES_BLOCK,
    )
