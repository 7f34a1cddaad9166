"""What Slack checks before it sends a modal: required, length, form of an address, a link, a number."""

import re
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from sandbox.slack import inputs
from sandbox.slack.views import View
from sandbox.slack.wire import Payload

_REQUIRED = "This is a required field"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def problems(view: View) -> dict[str, str]:
    """Name the inputs that keep a modal from being sent, by block_id."""
    found = {}
    for block in view.everything:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = view.values[block["block_id"]][element["action_id"]]
        value = state.get(inputs.KEPT[element["type"]].field)
        if problem := _problem(element, value, optional=bool(block.get("optional"))):
            found[block["block_id"]] = problem
    return found


def _problem(element: Payload, value: object, *, optional: bool) -> str | None:
    if _empty(value):
        return None if optional else _REQUIRED
    match element["type"]:
        case "plain_text_input":
            return _length(element, str(value))
        case "email_text_input":
            return None if _ADDRESS.fullmatch(str(value)) else "Please enter a valid email address."
        case "url_text_input":
            return None if _is_link(str(value)) else "Please enter a valid URL."
        case "number_input":
            return _number(element, str(value))
        case _:
            return None


def _empty(value: object) -> bool:
    if isinstance(value, dict) and "elements" in value:  # rich text: something must stand in one of its parts
        return not any(part.get("elements") for part in value.get("elements", ()))
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == []


def _length(element: Payload, text: str) -> str | None:
    least, most = element.get("min_length") or 0, element.get("max_length") or 3_000
    if len(text) < least:
        return f"This field requires at least {least} characters."
    return f"This field takes at most {most} characters." if len(text) > most else None


def _is_link(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _number(element: Payload, text: str) -> str | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return "Please enter a number."
    if not number.is_finite():
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Please enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and number < Decimal(least):
        return f"Please enter a number of at least {least}."
    return (
        f"Please enter a number of at most {most}." if most is not None and number > Decimal(most) else None
    )
