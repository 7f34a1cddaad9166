"""Say offline what Slack would refuse in a view or a message, and where the house is stricter."""

import json
from collections.abc import Callable, Iterable

from bot.slack.views import check_elements, fitting, limits
from bot.slack.views.check_elements import Faults
from bot.slack.views.parts import Json

MODALS = frozenset({"modal"})
MESSAGES = frozenset({"message"})
EVERYWHERE = frozenset({"modal", "home", "message"})
SURFACES = {
    "section": EVERYWHERE,
    "header": EVERYWHERE,
    "context": EVERYWHERE,
    "divider": EVERYWHERE,
    "actions": EVERYWHERE,
    "rich_text": EVERYWHERE,
    "input": frozenset({"modal", "home"}),
    "alert": MODALS,
    "table": frozenset({"message", "home"}),
    "data_visualization": MESSAGES,
    "image": MESSAGES,
}


def faults(thing: Json) -> list[str]:
    """List everything wrong with a view or a message; an empty list is a good one."""
    surface = thing.get("type", "message")
    found = list(_message(thing) if surface == "message" else _view(thing, surface))
    blocks = thing.get("blocks", [])
    found += _ids(block.get("block_id") for block in blocks)
    for place, block in enumerate(blocks):
        found += [f"block {place} ({block.get('type')}): {fault}" for fault in _block(block, surface)]
    return found + _whole(thing)


def _view(view: Json, surface: str) -> Faults:
    if surface not in {"modal", "home"}:
        yield f"a view cannot be a {surface}"
    if not 0 < len(view.get("blocks", [])) <= limits.VIEW_BLOCKS:
        yield f"a view has 1 to {limits.VIEW_BLOCKS} blocks"
    if len(view.get("private_metadata", "")) > limits.METADATA:
        yield f"private_metadata is longer than {limits.METADATA}"
    if len(json.dumps(view).encode()) > limits.VIEW_BYTES:
        yield f"the view is larger than {limits.VIEW_BYTES} bytes"
    yield from check_elements.identity(view, "callback_id", required=surface == "modal")
    yield from _frame(view, surface)


def _frame(view: Json, surface: str) -> Faults:
    named = [key for key in ("title", "submit", "close") if key in view]
    if surface == "home":
        yield from (f"a Home tab has no {key}" for key in named)
        return
    if "title" not in view:
        yield "a modal needs a title"
    for key in named:
        yield from check_elements.words(view, key, limits.VIEW_TITLE, plain=True)
    if "submit" not in view and any(block.get("type") == "input" for block in view.get("blocks", [])):
        yield "a modal with an input needs a submit button"


def _message(message: Json) -> Faults:
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        yield "a message needs a text"
    elif len(text) > limits.HOUSE_TEXT:
        yield f"the text is longer than {limits.HOUSE_TEXT}"
    if not 0 < len(message.get("blocks", [])) <= limits.HOUSE_BLOCKS:
        yield f"a message has 1 to {limits.HOUSE_BLOCKS} blocks"
    if unknown := set(message) - {"text", "blocks"}:
        yield f"a message has no {', '.join(sorted(unknown))}"
    if fitting.length(message.get("blocks", [])) > limits.HOUSE_BLOCK_TEXT:
        yield f"the blocks hold more than {limits.HOUSE_BLOCK_TEXT} characters"
    charts = [block for block in message.get("blocks", []) if block.get("type") == "data_visualization"]
    if len(charts) > limits.CHARTS:
        yield f"a message has at most {limits.CHARTS} charts"


def _whole(thing: Json) -> list[str]:
    try:
        json.dumps(thing, ensure_ascii=False).encode()
    except (TypeError, ValueError) as error:
        return [f"it cannot be written as JSON: {error}"]
    return []


def _ids(ids: Iterable[str | None]) -> list[str]:
    known = [one for one in ids if one is not None]
    return [
        f"block_id {one!r} is used twice" for one in sorted({one for one in known if known.count(one) > 1})
    ]


def _block(block: Json, surface: str) -> Faults:
    kind = block.get("type", "")
    if kind not in SURFACES:
        yield "no such block"
        return
    if surface not in SURFACES[kind]:
        yield f"Slack draws it in {', '.join(sorted(SURFACES[kind]))} only"
    yield from check_elements.identity(block, "block_id", required=kind == "input")
    yield from CHECKS[kind](block)


def _section(block: Json) -> Faults:
    if "text" not in block and not block.get("fields"):
        yield "a section needs a text or fields"
    if "text" in block:
        yield from check_elements.words(block, "text", limits.SECTION_TEXT)
    if len(block.get("fields", ())) > limits.FIELDS:
        yield f"more than {limits.FIELDS} fields"
    for one in block.get("fields", ()):
        yield from check_elements.words({"field": one}, "field", limits.FIELD_TEXT)
    if "accessory" in block:
        yield from check_elements.faults(block["accessory"], "section")


def _context(block: Json) -> Faults:
    if not 0 < len(block.get("elements", [])) <= limits.CONTEXT:
        yield f"1 to {limits.CONTEXT} elements"
    for one in block.get("elements", []):
        yield from check_elements.words({"element": one}, "element", limits.CONTEXT_TEXT)


def _actions(block: Json) -> Faults:
    elements = block.get("elements", [])
    if not 0 < len(elements) <= limits.ACTIONS:
        yield f"1 to {limits.ACTIONS} elements"
    ids = [one.get("action_id") for one in elements]
    yield from (
        f"action_id {one!r} is used twice" for one in sorted({str(i) for i in ids if ids.count(i) > 1})
    )
    if sum(one.get("style") == "primary" for one in elements) > 1:
        yield "more than one primary button"
    for one in elements:
        yield from check_elements.faults(one, "actions")


def _input(block: Json) -> Faults:
    yield from check_elements.words(block, "label", limits.LABEL, plain=True)
    if "hint" in block:
        yield from check_elements.words(block, "hint", limits.LABEL, plain=True)
    yield from check_elements.faults(block.get("element", {}), "input")


def _table(block: Json) -> Faults:
    rows = block.get("rows", [])
    if not 0 < len(rows) <= limits.TABLE_ROWS:
        yield f"1 to {limits.TABLE_ROWS} rows"
    if len({len(row) for row in rows}) > 1 or any(not 0 < len(row) <= limits.TABLE_COLUMNS for row in rows):
        yield f"every row has the same 1 to {limits.TABLE_COLUMNS} columns"
    if any(cell.get("type") != "raw_text" or not cell.get("text") for row in rows for cell in row):
        yield "every cell is a raw_text with something in it"
    if fitting.length(block) > limits.TABLE_TEXT:
        yield f"more than {limits.TABLE_TEXT} characters"


def _image(block: Json) -> Faults:
    if set(block) - {"type", "block_id"} != {"slack_file", "alt_text"} or not block["slack_file"].get("id"):
        yield "an image is a file in Slack, with words for who does not see it"
    if not 0 < len(block.get("alt_text", "")) <= limits.ALT_TEXT:
        yield f"alt_text has 1 to {limits.ALT_TEXT} characters"


CHECKS: dict[str, Callable[[Json], Faults]] = {
    "section": _section,
    "header": lambda block: check_elements.words(block, "text", limits.HEADER, plain=True),
    "context": _context,
    "divider": lambda _: iter(()),
    "actions": _actions,
    "rich_text": check_elements.rich_text,
    "input": _input,
    "alert": lambda block: check_elements.words(block, "text", limits.ALERT),
    "table": _table,
    "data_visualization": check_elements.chart,
    "image": _image,
}
