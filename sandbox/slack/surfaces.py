"""Walk over the blocks of a view or message: find interactive elements, give names to the nameless."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sandbox.slack import ids
from sandbox.slack.wire import Payload

_INTERACTIVE_PARENTS = ("section", "actions", "input", "context_actions", "card")
_STILL = frozenset({"image", "plain_text", "mrkdwn"})


class Surface(Protocol):
    """What can be clicked on: a view or a message."""

    values: dict[str, dict[str, Payload]]

    @property
    def everything(self) -> list[Payload]:
        """List the blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An element, and the block it stands in."""

    block: Payload
    element: Payload

    @property
    def dispatches(self) -> bool:
        """Tell whether using the element reaches the app at once."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def blocks_of(blocks: Sequence[Payload]) -> Iterator[Payload]:
    """Give every block, also those inside containers and carousels."""
    for block in blocks:
        yield block
        if block.get("type") == "container":
            yield from blocks_of(block.get("child_blocks", ()))
        if block.get("type") == "carousel":
            yield from blocks_of(block.get("elements", ()))


def elements_of(blocks: Sequence[Payload]) -> Iterator[Placed]:
    """Give every interactive element with its block."""
    for block in blocks_of(blocks):
        if block.get("type") not in _INTERACTIVE_PARENTS:
            continue
        for element in _inside(block):
            if element.get("type") not in _STILL:
                yield Placed(block=block, element=element)


def find(surface: Surface, block_id: str, action_id: str) -> Placed | None:
    """Find an element by its two names."""
    for placed in elements_of(surface.everything):
        if placed.block.get("block_id") == block_id and placed.element.get("action_id") == action_id:
            return placed
    return None


def named(blocks: Sequence[Payload]) -> list[Payload]:
    """Copy blocks as Slack stores them: every block and element has an id, every text its flags."""
    copied: list[Payload] = without_nothing(list(blocks))
    for block in blocks_of(copied):
        block.setdefault("block_id", ids.short())
    for placed in elements_of(copied):
        placed.element.setdefault("action_id", ids.short())
    for block in copied:
        _flag_texts(block)
    return copied


def without_nothing(node: Any) -> Any:
    """Copy JSON without the fields that are null, which mean to Slack what absent ones mean."""
    if isinstance(node, list):
        return [without_nothing(item) for item in node]
    if isinstance(node, dict):
        return {name: without_nothing(value) for name, value in node.items() if value is not None}
    return node


def _inside(block: Payload) -> list[Payload]:
    if block["type"] == "section":
        return [block["accessory"]] if block.get("accessory") else []
    if block["type"] == "input":
        return [block["element"]]
    return list(block.get("actions" if block["type"] == "card" else "elements") or ())


def _flag_texts(node: object) -> None:
    if isinstance(node, list):
        for item in node:
            _flag_texts(item)
    if not isinstance(node, dict):
        return
    if node.get("type") == "plain_text":
        node.setdefault("emoji", True)
    elif node.get("type") == "mrkdwn":
        node.setdefault("verbatim", False)
    for item in node.values():
        _flag_texts(item)
