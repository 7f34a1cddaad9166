"""What people typed and chose: the state of elements, from the initial value to the checked one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.slack import surfaces
from sandbox.slack.surfaces import Placed
from sandbox.slack.wire import Payload, Refused

Values = dict[str, dict[str, Payload]]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an element keeps its value, and where its first value stands in the block."""

    field: str
    initial: str
    many: bool = False


KEPT: Mapping[str, Kept] = {
    "plain_text_input": Kept("value", "initial_value"),
    "email_text_input": Kept("value", "initial_value"),
    "url_text_input": Kept("value", "initial_value"),
    "number_input": Kept("value", "initial_value"),
    "rich_text_input": Kept("rich_text_value", "initial_value"),
    "datepicker": Kept("selected_date", "initial_date"),
    "timepicker": Kept("selected_time", "initial_time"),
    "datetimepicker": Kept("selected_date_time", "initial_date_time"),
    "static_select": Kept("selected_option", "initial_option"),
    "external_select": Kept("selected_option", "initial_option"),
    "radio_buttons": Kept("selected_option", "initial_option"),
    "users_select": Kept("selected_user", "initial_user"),
    "conversations_select": Kept("selected_conversation", "initial_conversation"),
    "channels_select": Kept("selected_channel", "initial_channel"),
    "checkboxes": Kept("selected_options", "initial_options", many=True),
    "multi_static_select": Kept("selected_options", "initial_options", many=True),
    "multi_external_select": Kept("selected_options", "initial_options", many=True),
    "multi_users_select": Kept("selected_users", "initial_users", many=True),
    "multi_conversations_select": Kept("selected_conversations", "initial_conversations", many=True),
    "multi_channels_select": Kept("selected_channels", "initial_channels", many=True),
    "file_input": Kept("files", "", many=True),
}
# What reaches the app when used, but is not remembered.
PASSING: Mapping[str, str] = {"overflow": "selected_option", "feedback_buttons": "value"}


def first(element: Payload, *, here: str | None) -> Payload:
    """Give the state of an untouched element; `here` is the channel the person came from."""
    kept = KEPT[element["type"]]
    value = element.get(kept.initial)
    if value is None and element.get("default_to_current_conversation") and here:
        value = [here] if kept.many else here
    empty: Any = [] if kept.many else None
    return {"type": element["type"], kept.field: empty if value is None else value}


def values(blocks: list[Payload], *, before: Values, here: str | None = None) -> Values:
    """Give the state of all elements: kept where both names stayed the same, else the initial one."""
    found: Values = {}
    for placed in surfaces.elements_of(blocks):
        kind = placed.element["type"]
        if kind not in KEPT:
            continue
        block_id, action_id = placed.block["block_id"], placed.element["action_id"]
        old = before.get(block_id, {}).get(action_id)
        survives = old is not None and old["type"] == kind and _still_offered(placed.element, old)
        state = old if survives and old is not None else first(placed.element, here=here)
        found.setdefault(block_id, {})[action_id] = state
    return found


def checked(element: Payload, given: Payload) -> Payload:
    """Take what a person did to an element; raise Refused for what the element does not offer."""
    kind = element["type"]
    if kind in {"button", "icon_button", "workflow_button"}:
        return {}
    field = PASSING[kind] if kind in PASSING else KEPT[kind].field
    if field not in given:
        raise Refused(f"A {kind} needs {field} in its state.", status=400)
    value = given[field]
    if field == "selected_option" and value is not None:
        value = _offered(element, value)
    if field == "selected_options":
        value = [_offered(element, option) for option in value or ()]
    if kind == "feedback_buttons":
        _must_be_a_feedback(element, value)
    if (limit := element.get("max_selected_items")) and len(value) > limit:
        raise Refused(f"No more than {limit} can be chosen here.")
    return {"type": kind, field: value}


def keep(surface: surfaces.Surface, placed: Placed, state: Payload) -> None:
    """Remember a state, if the element is one that remembers."""
    if state and placed.element["type"] in KEPT:
        block = surface.values.setdefault(placed.block["block_id"], {})
        block[placed.element["action_id"]] = state


def offered(element: Payload) -> list[Payload]:
    """List the options an element shows, groups flattened."""
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    return [*element.get("options", ()), *grouped]


def _offered(element: Payload, chosen: Payload) -> Payload:
    if element["type"] in {"external_select", "multi_external_select"}:
        return chosen
    for option in offered(element):
        if option.get("value") == chosen.get("value"):
            return option
    raise Refused("This option is not on offer.")


def _still_offered(element: Payload, state: Payload) -> bool:
    known = [option.get("value") for option in offered(element)]
    if not known:
        return True
    chosen = state.get("selected_options") or [state.get("selected_option")]
    return all(option is None or option.get("value") in known for option in chosen)


def _must_be_a_feedback(element: Payload, value: object) -> None:
    if value not in {element[name]["value"] for name in ("positive_button", "negative_button")}:
        raise Refused("This feedback is not on offer.")
