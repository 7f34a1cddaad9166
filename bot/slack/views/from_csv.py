"""A table of people: the form that takes the file, and what would become of its rows, column by column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.outreach.candidates.import_pictures import Column, ImportForm
from bot.outreach.pictures import Choice
from bot.rules import tables
from bot.rules.drafts import Problem
from bot.slack.views import files, limits, parts, values
from bot.slack.views.files import Chosen
from bot.slack.views.parts import Json

CALLBACK = "csv_upload"
SEQUENCE_BLOCK = "csv_sequence"
SEQUENCE = "csv_sequence_chosen"
FILE_BLOCK = "csv_file"
FILE = "csv_file_chosen"
READING = "csv_reading"
PREVIEW = "csv_preview"
COLUMN_BLOCK = "csv_column"
COLUMN = "csv_column_chosen"
BEGUN = "csv_begun"
LEFT_OUT = "-"
LOOK_AGAIN = "Look again"
"""What the form does where nobody can come in: Slack wants a button under menus."""

CELL = 40
HINT = (
    f"CSV, at most {tables.MOST_BYTES // tables.MEGABYTE} MB and {tables.MOST_ROWS:,} rows, with a header: first name, "
    "last name, email, LinkedIn, company and whatever the sequence uses."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """What was handed in."""

    sequence_id: int | None
    chosen: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Which file is looked at, what its columns are said to be, and whether somebody can come in by it."""

    import_id: int
    mapping: tuple[str, ...]
    is_ready: bool


def build(sequences: Sequence[Choice], chosen: int | None = None, *, refusal: str = "") -> Json:
    """Draw the form; `refusal` says why the file that was chosen before cannot be taken."""
    first = [one for one in sequences if one.id == chosen]
    offered = [*first, *(one for one in sequences if one.id != chosen)][: limits.OPTIONS]
    if not offered:
        told = "*You need a sequence first.*\nType `/sequence new`, then come back."
        return parts.modal(CALLBACK, "Enroll from a file", [parts.section(told)])
    options = [parts.option(one.name or "(no name)", str(one.id)) for one in offered]
    menu = parts.select(
        SEQUENCE, options, chosen=str(chosen) if first else "", placeholder="Choose a sequence"
    )
    picker: Json = {
        "type": "file_input",
        "action_id": FILE,
        "max_files": 1,
        "filetypes": ["csv", "tsv", "txt"],
    }
    hidden = len(sequences) - len(offered)
    hint = f"{parts.count(hidden, 'sequence')} more: type /enroll csv in <name> for those." if hidden else ""
    blocks = [
        *([parts.alert(parts.label(refusal, limits.ALERT), "error")] if refusal else []),
        parts.field(SEQUENCE_BLOCK, "Sequence", menu, hint=hint),
        parts.field(FILE_BLOCK, "File", picker, hint=HINT),
    ]
    return parts.modal(CALLBACK, "Enroll from a file", blocks, submit="Next", close="Cancel")


def read(view: Mapping[str, Any]) -> Uploaded:
    """Read what was handed in."""
    chosen = values.chosen(view, SEQUENCE_BLOCK)
    return Uploaded(sequence_id=int(chosen) if chosen else None, chosen=files.read(view, FILE_BLOCK))


def errors(problems: Iterable[Problem]) -> dict[str, str]:
    """Put what is wrong under the file, or under the sequence."""
    places = {"file": FILE_BLOCK, "sequence": SEQUENCE_BLOCK}
    return {places[one.field]: limits.shorten(one.text, limits.FIELD_TEXT) for one in problems}


def reading(name: str) -> Json:
    """Say that a file is being read."""
    told = f":hourglass_flowing_sand: Reading {parts.label(name)} …"
    return parts.modal(READING, "Enroll from a file", [parts.section(told)])


def preview(form: ImportForm) -> Json:
    """Draw what would become of the rows; another meaning of a column draws it again."""
    blocks = [
        *([parts.alert(parts.label(form.refusal, limits.ALERT), "error")] if form.refusal else []),
        parts.section(_heading(form)),
        *_reasons("without a value that is needed", form.lacking),
        *_reasons("cannot come in", form.refused),
        parts.context(
            _lines("*The first rows*", form.people), "Rows that stay outside come back as a file to mend."
        ),
        parts.divider(),
        *(_column(form, one) for one in form.columns),
    ]
    can_begin = form.fine > 0 and not form.refusal
    begin = f"Import {parts.count(form.fine, 'person', 'people')}"
    return parts.modal(
        PREVIEW,
        "Enroll from a file",
        blocks,
        submit=limits.shorten(begin, limits.VIEW_TITLE) if can_begin else LOOK_AGAIN,
        close="Cancel",
        metadata={"import": form.import_id, "kept": _kept(form), "ready": can_begin},
    )


def read_mapping(view: Mapping[str, Any]) -> Mapped:
    """Read what the columns are said to be; those that were not shown stay what they were."""
    kept = parts.metadata(view)
    mapping = [str(name) for name in kept["kept"]]
    for place in range(len(mapping)):
        said = values.chosen(view, f"{COLUMN_BLOCK}:{place}")
        if said is not None:
            mapping[place] = "" if said == LEFT_OUT else said
    return Mapped(import_id=int(kept["import"]), mapping=tuple(mapping), is_ready=bool(kept["ready"]))


def column_errors(problems: Iterable[Problem], view: Mapping[str, Any]) -> dict[str, str]:
    """Put what is wrong under its column."""
    shown = [str(block["block_id"]) for block in view["blocks"] if block.get("type") == "input"]
    wanted = {f"{COLUMN_BLOCK}:{one.field}": one.text for one in problems}
    return {block if block in shown else shown[0]: text for block, text in wanted.items()}


def begun(total: int, sequence: str) -> Json:
    """Say that it goes on by itself."""
    told = f"{parts.count(total, 'row')} on the way into {parts.bold(sequence)}."
    after = "A message of mine tells how it goes; you can close this."
    return parts.modal(BEGUN, "Importing", [parts.section(told), parts.context(after)], close="Done")


def _heading(form: ImportForm) -> str:
    total = parts.count(form.total, "row")
    told = f"{parts.bold(form.file)} into {parts.bold(form.sequence)}: {total}, read as {parts.label(form.read_as)}."
    return f"{told}\n*{form.fine:,}* can come in."


def _reasons(what: str, reasons: Sequence[tuple[str, int]]) -> Iterator[Json]:
    if reasons:
        total = sum(count for _, count in reasons)
        lines = [f"{count:,} × {parts.label(why, 200)}" for why, count in reasons]
        yield parts.section("\n".join([f"*{total:,}* {what}", *(f"• {line}" for line in lines)]))


def _lines(head: str, people: Sequence[str]) -> str:
    shown = (f"{number}. {parts.label(one, 300)}" for number, one in enumerate(people, 1))
    return "\n".join([head, *shown])


def _column(form: ImportForm, one: Column) -> Json:
    options = [parts.option("Leave it out", LEFT_OUT)]
    options += [parts.option(called, name) for name, called in form.choices.items()]
    menu = parts.select(COLUMN, options, chosen=one.meant or LEFT_OUT)
    sample = ", ".join(parts.one_line(cell, CELL) for cell in one.sample if cell.strip())
    name = parts.one_line(one.name, 80) or f"Column {one.place + 1}"
    return parts.field(f"{COLUMN_BLOCK}:{one.place}", name, menu, hint=sample, dispatch=True)


def _kept(form: ImportForm) -> list[str]:
    shown = {one.place: one.meant for one in form.columns}
    return [shown.get(place, "") for place in range(form.width)]
