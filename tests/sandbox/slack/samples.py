"""Views and blocks the tests send."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack

Heard = list[dict[str, Any]]


def note(heard: Heard) -> Callable[[Ack, dict[str, Any]], None]:
    """Make a listener that acknowledges and notes what it heard."""

    def listener(ack: Ack, body: dict[str, Any]) -> None:
        heard.append(body)
        ack()

    return listener


def plain(text: str) -> dict[str, Any]:
    """Write a plain text object."""
    return {"type": "plain_text", "text": text}


def section(text: str = "Hello", **also: Any) -> dict[str, Any]:
    """Write a section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **also}


def button(action_id: str, **also: Any) -> dict[str, Any]:
    """Write a button."""
    return {"type": "button", "action_id": action_id, "text": plain(action_id.title()), **also}


def buttons(*elements: dict[str, Any], block_id: str = "buttons") -> dict[str, Any]:
    """Write a row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def field(block_id: str, element: dict[str, Any] | None = None, **also: Any) -> dict[str, Any]:
    """Write an input block; a line of text unless told otherwise."""
    inside = {"type": "plain_text_input", "action_id": "value", **(element or {})}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": inside, **also}


def modal(*blocks: dict[str, Any], **also: Any) -> dict[str, Any]:
    """Write a modal with a submit button."""
    shown = list(blocks) or [field("name"), buttons(button("more"))]
    return {
        "type": "modal",
        "callback_id": "editor",
        "title": plain("Editor"),
        "submit": plain("Save"),
        "blocks": shown,
        **also,
    }


def option(value: str) -> dict[str, Any]:
    """Write an option."""
    return {"text": plain(value), "value": value}
