"""Tables: plain ones, and data tables with pages."""

from typing import Any

from sandbox.slack.checks import rich_text
from sandbox.slack.checks.shapes import (
    Check,
    Report,
    every,
    flag,
    items,
    kind_of,
    number,
    one_of,
    shape,
    string,
    typed,
    whole,
)

_MOST_COLUMNS = 20
_LONG = 20_000
MOST_TABLE_TEXT = 10_000
MOST_DATA_TABLE_TEXT = 20_000


def table() -> Check:
    """Want a table: at most 100 rows of at most 20 cells."""
    cell = typed({"raw_text": shape({"text": string(_LONG, least=0)}), "rich_text": rich_text.block()})
    column = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
    return shape(
        {"rows": items(items(cell, most=_MOST_COLUMNS), most=100)},
        {"block_id": string(255), "column_settings": items(_or_nothing(column), most=_MOST_COLUMNS)},
    )


def data_table() -> Check:
    """Want a data table: a header and at most 200 rows, all of the same length."""
    cell = typed(
        {
            "raw_text": shape({"text": string(_LONG)}),
            "raw_number": shape({"value": number}, {"text": string(_LONG)}),
            "rich_text": rich_text.block(),
        }
    )
    known = shape(
        {"rows": items(items(cell, most=_MOST_COLUMNS), most=201, least=2), "caption": string(_LONG)},
        {"block_id": string(255), "page_size": whole(1, 100), "row_header_column_index": whole(0)},
    )
    return every(known, _regular)


def characters(block: Any) -> int:
    """Count the characters in the cells of a table."""
    if isinstance(block, list):
        return sum(characters(item) for item in block)
    if not isinstance(block, dict):
        return 0
    own = block.get("text")
    if isinstance(own, str):
        return len(own)
    if kind_of(block) == "raw_number":
        return len(str(block.get("value", "")))
    return characters(block.get("rows") or block.get("elements"))


def _regular(report: Report, at: str, value: Any) -> None:
    given = value.get("rows")
    rows = [row for row in given if isinstance(row, list)] if isinstance(given, list) else []
    if len({len(row) for row in rows}) > 1:
        report.refuse(f"{at}/rows", "all rows must have the same number of cells")
    for index, cell in enumerate(rows[0] if rows else ()):
        if kind_of(cell) == "rich_text":
            report.refuse(f"{at}/rows/0/{index}", "rich_text is not allowed in the header")


def _or_nothing(check: Check) -> Check:
    def unless_nothing(report: Report, at: str, value: Any) -> None:
        if value is not None:
            check(report, at, value)

    return unless_nothing
