"""The card of a version that waits for a second pair of eyes: every word of it, page by page, and the two answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.outreach.plans.editions import ApprovalCard
from bot.rules.drafts import StageDraft
from bot.slack.views import files, parts, phrases, rich_text, values
from bot.slack.views.parts import Json

BLOCK = "approval"
APPROVE = "approval_approve"
NOT_YET = "approval_not_yet"
PREVIOUS = "approval_previous_page"
NEXT = "approval_next_page"
CALLBACK = "approval_note_form"
NOTE_BLOCK = "approval_note"
NOTE = "approval_note_typed"
PIECE = 1_500  # characters of a text in one block
PAGE = 6_000  # characters on one page: well below what a message may have, so that nothing is cut
MOST_BLOCKS = 30
NOTE_LIMIT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAsked:
    """What was written to the author of a version, and the message the card stands in."""

    version_id: int
    note: str
    channel: str
    message: str


def build(card: ApprovalCard, page: int = 0) -> Json:
    """Draw the card; a page that is not there becomes the nearest."""
    told = (
        f"{parts.mention(card.author)} asks you to look at {parts.bold(card.sequence)}, version {card.number}"
    )
    pages = _pages(card.stages)
    page = min(max(page, 0), len(pages) - 1)
    where = [f"{parts.count(len(card.stages), 'stage')} · {phrases.span(card.stages)}"]
    if len(pages) > 1:
        where.append(f"page {page + 1} of {len(pages)}")
    blocks = [
        parts.section(f"{told}. Nobody new gets it before you approve it."),
        parts.context(" · ".join(where)),
        *pages[page],
        *_paging(card.version_id, page, len(pages)),
        *_answers(card),
    ]
    return parts.message(f"{told}.", blocks)


def read(value: str) -> tuple[int, int]:
    """Read the version and the page a button stands on."""
    version_id, _, page = value.partition(":")
    return int(version_id), int(page or 0)


def note_form(version_id: int, *, channel: str = "", message: str = "") -> Json:
    """Ask what should be other, which may stay empty."""
    line: Json = {
        "type": "plain_text_input",
        "action_id": NOTE,
        "multiline": True,
        "max_length": NOTE_LIMIT,
        "placeholder": parts.plain("What should be other", 150),
    }
    blocks = [parts.field(NOTE_BLOCK, "A note to the author", line, optional=True)]
    kept = {"version": version_id, "channel": channel, "message": message}
    return parts.modal(CALLBACK, "Not yet", blocks, submit="Tell them", close="Cancel", metadata=kept)


def read_note(view: Mapping[str, Any]) -> NoteAsked:
    """Read the note."""
    kept = parts.metadata(view)
    return NoteAsked(
        version_id=int(kept["version"]),
        note=values.text(view, NOTE_BLOCK) or "",
        channel=str(kept.get("channel", "")),
        message=str(kept.get("message", "")),
    )


def _answers(card: ApprovalCard) -> Iterator[Json]:
    if card.settled:
        by = f" {parts.mention(card.settled_by)}" if card.settled_by else ""
        yield parts.context(f"{parts.mrkdwn(card.settled)}{by}")
        return
    value = str(card.version_id)
    yield parts.actions(
        parts.button("Approve", APPROVE, value=value, style="primary"),
        parts.button("Not yet", NOT_YET, value=value),
        block_id=f"{BLOCK}:answers:{value}",
    )


def _paging(version_id: int, page: int, pages: int) -> Iterator[Json]:
    if pages > 1:
        previous = parts.button("Previous page", PREVIOUS, value=f"{version_id}:{page - 1}")
        following = parts.button("Next page", NEXT, value=f"{version_id}:{page + 1}")
        buttons = (previous if page else None, following if page < pages - 1 else None)
        yield parts.actions(*buttons, block_id=f"{BLOCK}:pages:{version_id}")


def _pages(stages: Sequence[StageDraft]) -> list[list[Json]]:
    pages: list[list[Json]] = [[]]
    length = 0
    for block, size in (one for place, stage in enumerate(stages) for one in _stage(place, stage)):
        if pages[-1] and (length + size > PAGE or len(pages[-1]) >= MOST_BLOCKS):
            pages.append([])
            length = 0
        pages[-1].append(block)
        length += size
    return pages


def _stage(index: int, stage: StageDraft) -> Iterator[tuple[Json, int]]:
    lines = [f"*{index + 1}. {phrases.kind(stage.kind)}* · {phrases.when(stage, index)}"]
    if stage.attachments:
        lines.append(files.listed(stage.attachments))
    yield from _text("\n".join(lines), stage.subject, stage.body)
    for place, variant in enumerate(stage.variants, 1):
        yield from _text(f"*Stage {index + 1}, text {place + 1}*", variant.subject, variant.body)


def _text(heading: str, subject: str, body: str) -> Iterator[tuple[Json, int]]:
    head = parts.section(f"{heading}\n{parts.bold(subject, 250)}" if subject else heading)
    yield head, len(head["text"]["text"])
    for piece in _pieces(parts.clean(body)):
        yield rich_text.from_markdown(piece), len(piece)


def _pieces(body: str) -> Iterator[str]:
    """Cut a text between paragraphs where that will do, else between words: every character of it is shown."""
    piece = ""
    for paragraph in body.split("\n\n"):
        if piece and len(piece) + len(paragraph) > PIECE:
            yield piece
            piece = ""
        piece = f"{piece}\n\n{paragraph}" if piece else paragraph
        while len(piece) > PIECE:
            end = piece.rfind(" ", 1, PIECE) + 1 or PIECE
            yield piece[:end]
            piece = piece[end:]
    yield piece
