"""What blocks must not do together: share names, fight for the focus, be too many."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sandbox.slack import surfaces
from sandbox.slack.checks import blocks as known
from sandbox.slack.checks.shapes import Report, items
from sandbox.slack.wire import Payload


def check(report: Report, at: str, blocks: Any, *, most: int) -> None:
    """Check blocks one by one, and then all together."""
    items(known.block(), most=most, least=0)(report, at, blocks)
    if report.problems:
        return  # blocks of the wrong shape cannot be walked
    _unique_names(report, at, blocks)
    focused = [one for one in surfaces.elements_of(blocks) if one.element.get("focus_on_load")]
    if len(focused) > 1:
        report.refuse(at, "only one element may have focus_on_load")


def _unique_names(report: Report, at: str, blocks: Sequence[Payload]) -> None:
    for name in _twice(
        [str(block["block_id"]) for block in surfaces.blocks_of(blocks) if block.get("block_id")]
    ):
        report.refuse(at, f'`block_id` "{name}" already exists')
    for index, block in enumerate(blocks):
        used = [
            (placed.block.get("block_id") or id(placed.block), str(placed.element["action_id"]))
            for placed in surfaces.elements_of([block])
            if placed.element.get("action_id")
        ]
        for _, name in _twice(used):
            report.refuse(f"{at}/{index}", f'`action_id` "{name}" already exists')


def _twice(names: Sequence[Any]) -> list[Any]:
    return [name for name, times in Counter(names).items() if times > 1]
