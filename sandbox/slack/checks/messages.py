"""Checks of a whole message."""

from typing import Any

from sandbox.slack import surfaces
from sandbox.slack.checks import charts, tables, together
from sandbox.slack.checks.shapes import Report, kind_of
from sandbox.slack.wire import Payload

_MOST_BLOCKS = 50
_MOST_ATTACHMENTS = 100
_MOST_MARKDOWN = 12_000
_MOST_TEXT = 12_000
_TABLES = {"table", "data_table"}


def check_blocks(blocks: list[Payload], *, at: str = "/blocks") -> list[str]:
    """Name what is wrong with the blocks of a message."""
    report = Report(surface="message")
    together.check(report, at, blocks, most=_MOST_BLOCKS)
    if not report.problems:
        _check_totals(report, at, blocks)
    return report.problems


def check_attachments(attachments: list[Any]) -> list[str]:
    """Name what is wrong with the blocks inside attachments."""
    if len(attachments) > _MOST_ATTACHMENTS:
        return [f"[ERROR] no more than {_MOST_ATTACHMENTS} items allowed [json-pointer:/attachments]"]
    problems = []
    for index, attachment in enumerate(attachments):
        if not isinstance(attachment, dict):
            problems.append(f"[ERROR] must be an object [json-pointer:/attachments/{index}]")
        elif attachment.get("blocks") is not None:
            problems += check_blocks(attachment["blocks"], at=f"/attachments/{index}/blocks")
    return problems


def too_long(blocks: list[Payload]) -> bool:
    """Tell whether the texts of all blocks together exceed what Slack posts; tables are counted apart."""
    return sum(_characters(block) for block in blocks if kind_of(block) not in _TABLES) > _MOST_TEXT


def _check_totals(report: Report, at: str, blocks: list[Payload]) -> None:
    found = list(surfaces.blocks_of(blocks))
    markdown = sum(len(block["text"]) for block in _of(found, "markdown"))
    plain = sum(tables.characters(block) for block in _of(found, "table"))
    data = sum(tables.characters(block) for block in _of(found, "data_table"))
    for count, most, what in (
        (len(_of(found, "data_visualization")), charts.MOST_CHARTS, "charts"),
        (markdown, _MOST_MARKDOWN, "characters in markdown blocks"),
        (plain, tables.MOST_TABLE_TEXT, "characters in table blocks"),
        (data, tables.MOST_DATA_TABLE_TEXT, "characters in data_table blocks"),
    ):
        if count > most:
            report.refuse(at, f"no more than {most} {what} allowed")


def _of(blocks: list[Payload], kind: str) -> list[Payload]:
    return [block for block in blocks if block["type"] == kind]


def _characters(node: Any) -> int:
    if isinstance(node, list):
        return sum(_characters(item) for item in node)
    if not isinstance(node, dict):
        return 0
    own = node.get("text")
    inside = [value for name, value in node.items() if name != "text" or not isinstance(own, str)]
    return (len(own) if isinstance(own, str) else 0) + _characters(inside)
