"""Read a screen as a person does, and answer it as Slack does."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def mrkdwn_of(thing: Any) -> Iterator[str]:
    """Give every text of a view or message that Slack reads as mrkdwn."""
    if isinstance(thing, dict):
        if thing.get("type") == "mrkdwn":
            yield thing["text"]
        if isinstance(thing.get("text"), str) and "blocks" in thing:
            yield thing["text"]
        for value in thing.values():
            yield from mrkdwn_of(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from mrkdwn_of(one)


def elements_of(thing: Any, kind: str) -> list[Json]:
    """Find every element of a type, wherever it stands."""
    if isinstance(thing, list):
        return [found for one in thing for found in elements_of(one, kind)]
    if not isinstance(thing, dict):
        return []
    own = [thing] if thing.get("type") == kind and "action_id" in thing else []
    return own + [found for value in thing.values() for found in elements_of(value, kind)]


def buttons(thing: Json) -> list[str]:
    """Read the buttons in order."""
    return [one["text"]["text"] for one in elements_of(thing, "button")]


def typed_back(view: Json, **typed: Json) -> Json:
    """Answer as Slack does when a person submits: what the inputs start with, and what was `typed` (by block)."""
    state: Json = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        given = next((one for name, one in typed.items() if block["block_id"].startswith(name)), None)
        value = _initial(element) if given is None else given
        state[block["block_id"]] = {element["action_id"]: {"type": element["type"]} | value}
    return view | {"id": "V1", "state": {"values": state}}


def _initial(element: Json) -> Json:
    match element["type"]:
        case "static_select" | "external_select" | "radio_buttons":
            return {"selected_option": element.get("initial_option")}
        case "checkboxes":
            return {"selected_options": element.get("initial_options", [])}
        case "rich_text_input":
            return {"rich_text_value": element.get("initial_value")}
        case "datepicker":
            return {"selected_date": element.get("initial_date")}
        case "timepicker":
            return {"selected_time": element.get("initial_time")}
        case "file_input":
            return {"files": []}
        case "datetimepicker":
            return {"selected_date_time": element.get("initial_date_time")}
    return {"value": element.get("initial_value")}


def words(thing: Json) -> str:
    """Give everything a screen says in mrkdwn, line by line."""
    return "\n".join(mrkdwn_of(thing))
