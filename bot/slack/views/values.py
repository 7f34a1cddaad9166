"""Read what a person typed out of `view.state.values`.

A block is named by its id, or by the part of it before a colon (what follows tells apart two drafts).
Something absent reads as None: Slack leaves out what it knows nothing new about, so absent is not "cleared".
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from bot.rules.drafts import Problem
from bot.slack.views import limits, parts
from bot.slack.views.parts import Json

STATE = {
    "initial_date": "selected_date",
    "initial_date_time": "selected_date_time",
    "initial_option": "selected_option",
    "initial_options": "selected_options",
    "initial_time": "selected_time",
    "initial_user": "selected_user",
}
"""Which part of an element's state its initial value stands for; `initial_value` depends on the element."""


def element(view: Mapping[str, Any], block: str) -> Json | None:
    """Find what was typed into a block."""
    values = (view.get("state") or {}).get("values") or {}
    for block_id, actions in values.items():
        if _named(block_id, block):
            return next((dict(one) for one in actions.values()), None)
    return _untouched(view, block)


def _untouched(view: Mapping[str, Any], block: str) -> Json | None:
    """Read what an input was drawn with: Slack may leave out of the state what nobody has touched."""
    for drawn in view.get("blocks") or ():
        shown = drawn.get("element")
        if isinstance(shown, Mapping) and _named(str(drawn.get("block_id", "")), block):
            value = "rich_text_value" if shown.get("type") == "rich_text_input" else "value"
            names = STATE | {"initial_value": value}
            return {names[name]: known for name, known in shown.items() if name in names}
    return None


def text(view: Mapping[str, Any], block: str) -> str | None:
    """Read a line of text, without the spaces around it."""
    value = (element(view, block) or {}).get("value")
    return None if value is None else parts.clean(str(value)).strip()


def chosen(view: Mapping[str, Any], block: str) -> str | None:
    """Read the value of what is chosen in a menu or among radio buttons."""
    option = (element(view, block) or {}).get("selected_option")
    return str(option["value"]) if option else None


def ticked(view: Mapping[str, Any], block: str) -> bool:
    """Tell whether any of the boxes is ticked."""
    return bool((element(view, block) or {}).get("selected_options"))


def number(view: Mapping[str, Any], block: str) -> int | None:
    """Read a whole number; raise ValueError when it is none."""
    value = (element(view, block) or {}).get("value")
    return None if value in {None, ""} else int(str(value))


def clock(view: Mapping[str, Any], block: str) -> time | None:
    """Read a time of day, without a zone."""
    value = (element(view, block) or {}).get("selected_time")
    return time.fromisoformat(value) if value else None


def day(view: Mapping[str, Any], block: str) -> str | None:
    """Read a date as Slack writes it: YYYY-MM-DD."""
    value = (element(view, block) or {}).get("selected_date")
    return str(value) if value else None


def instant(view: Mapping[str, Any], block: str) -> datetime | None:
    """Read a moment, aware and in UTC."""
    value = (element(view, block) or {}).get("selected_date_time")
    return datetime.fromtimestamp(int(value), UTC) if value else None


def rich(view: Mapping[str, Any], block: str) -> Json | None:
    """Read rich text as Slack writes it."""
    value = (element(view, block) or {}).get("rich_text_value")
    return dict(value) if value else None


def named(view: Mapping[str, Any], block: str) -> dict[str, str]:
    """Read every text of a family of blocks (`block:name` or `block:name:…`) by its name; empty ones are left out."""
    state = (view.get("state") or {}).get("values") or {}
    names = [block_id.split(":")[1] for block_id in state if block_id.startswith(f"{block}:")]
    typed = {name: text(view, f"{block}:{name}") for name in names}
    return {name: value for name, value in typed.items() if value}


def place(view: Mapping[str, Any], block: str) -> str | None:
    """Find the full id of an input that this view shows."""
    shown = (one.get("block_id", "") for one in view.get("blocks", ()) if one.get("type") == "input")
    return next((block_id for block_id in shown if _named(block_id, block)), None)


def errors(
    view: Mapping[str, Any], problems: Iterable[Problem], blocks: Mapping[str, str], *, default: str
) -> dict[str, str]:
    """Put every problem under the input it belongs to, or under the default one: none may be lost."""
    found: dict[str, str] = {}
    for problem in problems:
        block_id = place(view, blocks.get(problem.field, default)) or place(view, default) or default
        said, told = found.get(block_id), parts.without_code(problem.text)
        found[block_id] = limits.shorten(f"{said} {told}" if said else told, limits.FIELD_TEXT)
    return found


def _named(block_id: str, block: str) -> bool:
    return block_id == block or block_id.startswith(f"{block}:")
