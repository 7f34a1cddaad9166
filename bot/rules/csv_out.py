"""Tables as CSV that a spreadsheet can open: nothing in them is ever run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A cell may begin inside a text, too: where a spreadsheet splits at semicolons, quotation marks keep nothing together.
_BEGINS = r"(^|[;|\t\r\n])"
_SIGN = r"(?=(?:[\"']|[^\S\t\r\n])*[=+\-@\t\r\n＝＋－＠])"  # noqa: RUF001  full-width signs are run as well
_RUNS = re.compile(_BEGINS + _SIGN)
_GUARDED = re.compile(_BEGINS + "'" + _SIGN)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def cell(value: str) -> str:
    """Give a text the form in which a spreadsheet shows it and runs nothing of it: an apostrophe stands before signs.

    Only what would begin a formula is touched; `bare` undoes it.
    """
    return _RUNS.sub(r"\1'", _UNSEEN.sub("", value))


def bare(value: str) -> str:
    """Undo what `cell` did, for a file of ours that comes back mended."""
    return _GUARDED.sub(r"\1", value)


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as CSV with CRLF, each cell made safe; encode it as `utf-8-sig`, which spreadsheets recognise."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return written.getvalue()
