"""A sequence as YAML: to be copied out of a modal in pieces, and pasted or uploaded into another."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.rules.strict_yaml import Fault
from bot.slack.views import files, limits, parts, values
from bot.slack.views.files import Chosen
from bot.slack.views.parts import Json

EXPORTED = "sequence_exported"
PAGES_BLOCK = "export_pages"
PREVIOUS = "export_previous_page"
NEXT = "export_next_page"
PIECE = 2_900
PAGE = 12_000
"""Characters of a page: Slack counts bytes, and an emoji may be written with twelve."""

CALLBACK = "sequence_import"
TEXT_BLOCK = "import_text"
TEXT = "import_text_typed"
FILE_BLOCK = "import_file"
FILE = "import_file_chosen"
ROOM_BLOCK = "import_room"
MORE_ROOM = "import_more_room"
BOXES = 8
TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What was pasted, box by box, or uploaded."""

    boxes: tuple[str, ...]
    chosen: tuple[Chosen, ...] = ()

    @property
    def text(self) -> str:
        """Everything pasted, as one text."""
        return "\n".join(box for box in self.boxes if box.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which sequence an export shows, and which page of it (from 0)."""

    sequence_id: int
    page: int


def exported(sequence_id: int, name: str, text: str, *, page: int = 0) -> Json:
    """Draw a sequence in pieces that can be copied; none is cut within a stage."""
    pages = _pages(pieces(text))
    page = min(max(page, 0), len(pages) - 1)
    before, total = sum(map(len, pages[:page])), sum(map(len, pages))
    blocks = [parts.section(_heading(name, total))]
    for number, piece in enumerate(pages[page], start=before + 1):
        if total > 1:
            blocks.append(parts.context(f"Piece {number} of {total}"))
        blocks.append(_copied(piece))
    if "\n  attachments:" in text:
        blocks.append(parts.context("Attached files are named in it, but do not travel."))
    if len(pages) > 1:
        blocks.append(_paging(page, len(pages)))
    return parts.modal(EXPORTED, "Export", blocks, metadata={"sequence": sequence_id, "page": page})


def person(candidate_id: int, name: str, text: str, *, page: int = 0) -> Json:
    """Draw all that is held on a person, as JSON in pieces that can be copied."""
    pages = _pages([piece or " " for piece in _cut(parts.clean(text))])
    page = min(max(page, 0), len(pages) - 1)
    before, total = sum(map(len, pages[:page])), sum(map(len, pages))
    told = f"All that Overture holds on {parts.bold(name)}, as JSON."
    blocks = [parts.section(f"{told} Copy the {total} pieces one below the other." if total > 1 else told)]
    for number, piece in enumerate(pages[page], start=before + 1):
        if total > 1:
            blocks.append(parts.context(f"Piece {number} of {total}"))
        blocks.append(_copied(piece))
    if len(pages) > 1:
        blocks.append(_paging(page, len(pages)))
    return parts.modal(EXPORTED, "Export", blocks, metadata={"candidate": candidate_id, "page": page})


def _cut(text: str) -> list[str]:
    """Cut a text between its lines, and within one that is longer than a piece."""
    found = [""]
    for line in (one[at : at + PIECE] for one in text.split("\n") for at in range(0, len(one), PIECE)):
        if found[-1] and len(found[-1]) + len(line) + 1 > PIECE:
            found.append(line)
        else:
            found[-1] = f"{found[-1]}\n{line}" if found[-1] else line
    return found


def read_person(view: Mapping[str, Any]) -> int | None:
    """Read whose export this is; None where it is a sequence's."""
    found = parts.metadata(view).get("candidate")
    return int(found) if found else None


def read_page(view: Mapping[str, Any]) -> Page:
    """Read which page of which sequence an export shows."""
    kept = parts.metadata(view)
    return Page(sequence_id=int(kept.get("sequence", 0)), page=int(kept.get("page", 0)))


def pieces(text: str) -> list[str]:
    """Cut a sequence between its stages, so that no piece is longer than a box that takes it if it can be helped."""
    head, *stages = re.split(r"\n(?=- )", text.rstrip("\n"))
    found = [head]
    for stage in stages:
        if len(found[-1]) + len(stage) + 1 <= PIECE:
            found[-1] += f"\n{stage}"
        else:
            found.append(stage)
    return found


def build(boxes: int = 1) -> Json:
    """Draw the form of an import with so many boxes; what was typed into them stays when there are more."""
    boxes = min(max(boxes, 1), BOXES)
    picker: Json = {
        "type": "file_input",
        "action_id": FILE,
        "max_files": 1,
        "filetypes": ["yaml", "yml", "txt"],
    }
    blocks = [
        parts.section(
            "*Paste a sequence that was exported as YAML, or choose its file.*\nYou can look at it before it is saved."
        ),
        *(_box(number) for number in range(boxes)),
        *_more_room(boxes),
        parts.field(FILE_BLOCK, "Or its file", picker, optional=True),
    ]
    return parts.modal(
        CALLBACK, "Import a sequence", blocks, submit="Open it", close="Cancel", metadata={"boxes": boxes}
    )


def read(view: Mapping[str, Any]) -> Pasted:
    """Read what was pasted, with every blank of it, and which file was chosen."""
    boxes = [values.element(view, f"{TEXT_BLOCK}:{number}") or {} for number in range(boxes_of(view))]
    pasted = (str(box.get("value") or "").replace("\r\n", "\n").strip("\n") for box in boxes)
    return Pasted(boxes=tuple(pasted), chosen=files.read(view, FILE_BLOCK))


def boxes_of(view: Mapping[str, Any]) -> int:
    """Read how many boxes there are."""
    return int(parts.metadata(view).get("boxes", 1))


def errors(faults: Iterable[Fault], pasted: Pasted) -> dict[str, str]:
    """Put what is wrong under the box or the file it is in, by the lines of that box."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        block, line = (FILE_BLOCK, fault.place.line) if pasted.chosen else _boxed(pasted, fault.place.line)
        told = parts.without_code(fault.text)
        found.setdefault(block, []).append(f"Line {line}, column {fault.place.column}: {told}")
    return {block: _listed(lines) for block, lines in found.items()}


def unread(sentence: str, *, file: bool) -> dict[str, str]:
    """Say why there is nothing to read."""
    return {FILE_BLOCK if file else f"{TEXT_BLOCK}:0": limits.shorten(sentence, limits.FIELD_TEXT)}


def note(left_behind: Iterable[str]) -> str:
    """Say in mrkdwn what did not come along."""
    return " ".join(parts.label(sentence, limits.ALERT) for sentence in list(left_behind)[:TOLD])


def file_name(name: str) -> str:
    """Give a sequence's file a name."""
    slug = re.sub(r"[^\w]+", "-", name.casefold()).strip("-")[:60].strip("-")
    return f"{slug or 'sequence'}.yaml"


def _heading(name: str, total: int) -> str:
    told = f"{parts.bold(name)} as YAML. Copy it into a file, such as `{parts.one_line(file_name(name), 80)}`"
    if total > 1:
        told += f", or the {total} pieces one below the other"
    return f"{told}. `/sequence import` reads it back, here or in another workspace."


def _copied(piece: str) -> Json:
    # Not cut: a piece is longer than Slack's sections only where one stage is.
    inner: Json = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": piece}]}
    return {"type": "rich_text", "elements": [inner]}


def _pages(found: list[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for piece in found:
        if pages[-1] and sum(map(len, pages[-1])) + len(piece) > PAGE:
            pages.append([])
        pages[-1].append(piece)
    return pages


def _paging(page: int, pages: int) -> Json:
    return parts.actions(
        parts.button("Previous", PREVIOUS, value=str(page - 1)) if page > 0 else None,
        parts.button("Next", NEXT, value=str(page + 1)) if page < pages - 1 else None,
        block_id=PAGES_BLOCK,
    )


def _box(number: int) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": TEXT,
        "multiline": True,
        "max_length": limits.INPUT,
    }
    return parts.field(
        f"{TEXT_BLOCK}:{number}",
        "YAML" if number == 0 else f"YAML, piece {number + 1}",
        element,
        optional=True,
    )


def _more_room(boxes: int) -> Iterator[Json]:
    if boxes < BOXES:
        yield parts.actions(parts.button("More room", MORE_ROOM), block_id=ROOM_BLOCK)


def _boxed(pasted: Pasted, line: int) -> tuple[str, int]:
    """Find the box a line of the whole text is in, and its number there."""
    block, left = f"{TEXT_BLOCK}:0", line
    for number, box in enumerate(pasted.boxes):
        if not box.strip():
            continue
        block, count = f"{TEXT_BLOCK}:{number}", box.count("\n") + 1
        if left <= count:
            return block, left
        left -= count
    return block, line


def _listed(lines: list[str]) -> str:
    more = parts.rest(TOLD, len(lines), "mistake")
    return limits.shorten("\n".join([*lines[:TOLD], *([more] if more else [])]), limits.FIELD_TEXT)
