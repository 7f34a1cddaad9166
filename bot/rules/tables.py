"""A table out of a file somebody uploaded: which encoding, which delimiter, where the header is. Bytes in, rows out."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bot.refusals import Refusal
from bot.rules import columns

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_ROWS = 10_000
MOST_COLUMNS = 100
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
NO_TEXT = "This file holds bytes that are no text."
SAVE_AS = "In Excel or Sheets, save it as “CSV UTF-8” and choose that file."
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
}
NAME = 200
_SAMPLE = 20
_TITLES = 10  # lines that may stand above the header
_BEGINNINGS = {
    b"PK\x03\x04": "an Excel workbook or a zip file",
    b"PK\x05\x06": "an empty zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"7z\xbc\xaf": "a 7-Zip file",
    b"Rar!": "a RAR file",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """How a file is to be read: `skipped` rows stand above the first person, the header among them."""

    content: bytes = field(repr=False)
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    skipped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row below the header, as wide as it; `number` counts from 1, `more` tells that cells stood beyond it."""

    number: int
    cells: tuple[str, ...]
    more: bool = False


def read(content: bytes) -> Table:
    """Find out how a file is to be read; raises Refusal for one that is no table of text."""
    _demand_text(content)
    encoding = _encoding(content)
    delimiter = _delimiter(content, encoding)
    first = list(islice(_filled(content, encoding, delimiter), _SAMPLE))
    if not first:
        raise Refusal("The file is empty.", "Choose another.")
    place = _header_place(first)
    shown = first[place] if place is not None else [f"Column {n}" for n in range(1, 1 + max(map(len, first)))]
    header = tuple(name.strip()[:NAME] for name in _without_end(shown))
    if len(header) > MOST_COLUMNS:
        what = f"This file has {len(header):,} columns; {MOST_COLUMNS} are the most."
        raise Refusal(what, "Leave some out.")
    skipped = 0 if place is None else place + 1
    return Table(content=content, encoding=encoding, delimiter=delimiter, header=header, skipped=skipped)


def rows(table: Table, *, after: int = 0) -> Iterator[Row]:
    """Read the rows below the header one by one, those after a number; raises Refusal at one that cannot be read."""
    width = len(table.header)
    below = islice(_filled(table.content, table.encoding, table.delimiter), table.skipped + after, None)
    for number, cells in enumerate(below, after + 1):
        fitted = (*cells[:width], *[""] * (width - len(cells)))
        yield Row(number=number, cells=fitted, more=any(cell.strip() for cell in cells[width:]))


def count(table: Table) -> int:
    """Count the rows below the header; raises Refusal where there are none, too many, or one cannot be read."""
    found = sum(1 for _ in islice(rows(table), MOST_ROWS + 1))
    if not found:
        raise Refusal("There is nobody in this file: only a header.", "Choose another.")
    if found > MOST_ROWS:
        raise Refusal(
            f"This file has more than {MOST_ROWS:,} rows.", "Cut it in two and import one after the other."
        )
    return found


def _demand_text(content: bytes) -> None:
    if not content.strip():
        raise Refusal("The file is empty.", "Choose another.")
    if len(content) > MOST_BYTES:
        raise Refusal(f"This file is larger than {MOST_BYTES // MEGABYTE} MB.", "Cut it in two.")
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            raise Refusal(f"This is {kind}, whatever its name says, and no CSV.", SAVE_AS)
    opening = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if opening.startswith(b"<"):
        raise Refusal("This is a web page or XML, and no CSV.", SAVE_AS)
    # A header may be a token: no JSON begins with two braces.
    if opening.startswith((b"{", b"[{")) and not opening.startswith(b"{{"):
        raise Refusal("This is JSON, and no CSV.", SAVE_AS)


def _encoding(content: bytes) -> str:
    for name in _likely(content):
        try:
            has_zero = any("\0" in line for line in io.TextIOWrapper(io.BytesIO(content), encoding=name))
        except UnicodeError:
            continue
        if has_zero:
            raise Refusal(NO_TEXT, SAVE_AS)
        return name
    raise Refusal("I cannot tell in which encoding this file is written.", SAVE_AS)


def _likely(content: bytes) -> tuple[str, ...]:
    if content.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" not in content:
        return ("utf-8", "cp1252")
    opening = content[:1000]
    even, odd = opening[::2].count(0), opening[1::2].count(0)
    if max(even, odd) < len(opening) // 5:
        raise Refusal(NO_TEXT, SAVE_AS)
    return ("utf-16-le",) if odd > even else ("utf-16-be",)


def _delimiter(content: bytes, encoding: str) -> str:
    told = _opened(content, encoding).readline(10).strip().lower()
    if len(told) == 5 and told.startswith("sep=") and told[4] in DELIMITERS:
        return told[4]
    return max(DELIMITERS, key=lambda one: _fits(content, encoding, one))


def _fits(content: bytes, encoding: str, delimiter: str) -> tuple[int, float]:
    """Say how well a delimiter fits: how many columns are known by name, and how many rows have the same width."""
    sample: list[list[str]] = []
    try:
        sample.extend(islice(_filled(content, encoding, delimiter), _SAMPLE))
    except Refusal:
        return (0, 0.0)
    widths = Counter(map(len, sample))
    width, alike = widths.most_common(1)[0] if widths else (1, 0)
    known = max((columns.known(row) for row in sample[:_TITLES]), default=0)
    return (known, alike / len(sample) if width > 1 else 0.0)


def _header_place(first: list[list[str]]) -> int | None:
    known = [0 if _has_person(row) else columns.known(row) for row in first[:_TITLES]]
    if max(known) > 0:
        return known.index(max(known))
    return None if _has_person(first[0]) else 0


def _has_person(row: list[str]) -> bool:
    return any(columns.looks_like(cell) for cell in row)


def _without_end(row: list[str]) -> list[str]:
    while len(row) > 1 and not row[-1].strip():
        row = row[:-1]
    return row


def _opened(content: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="")


def _filled(content: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Read every row with anything in it."""
    reader = csv.reader(_opened(content, encoding), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader):
            is_note = number == 0 and "".join(cells).lower().strip(delimiter) == "sep="
            if not is_note and any(cell.strip() for cell in cells):
                yield cells
    except csv.Error as error:
        raise _broken(reader.line_num, str(error)) from error


def _broken(line: int, why: str) -> Refusal:
    if "limit" in why:
        return Refusal(
            f"Line {line:,} has a cell of more than 130,000 characters.", "Is a quotation mark never closed?"
        )
    what = f"Line {line:,}: a quotation mark is never closed, or something follows it."
    return Refusal(what, "Mend that line, or save the file as CSV once more.")
