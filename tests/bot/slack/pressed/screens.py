"""What was drawn for somebody, and what Slack sends when they press something on it, send it off or close it."""

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.views import values
from tests.bot.slack.pressed.slack import RESPOND, Call, Json
from tests.builders import TEAM

MOST_CHOICES = 8
"""Of longer menus, which only say more of the same."""

UNTOUCHED = {"button", "overflow", "image"}
Typed = Mapping[str, Json]
NOTHING: Typed = {}
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A view or message as it was drawn for somebody: `place` is its view id, or its channel and timestamp.

    `beneath` is the view it was laid over.
    """

    whose: str
    drawn: Json
    place: tuple[str, ...]
    beneath: str = ""

    @property
    def is_message(self) -> bool:
        """Tell a message from a view."""
        return "type" not in self.drawn

    @property
    def callback(self) -> str:
        """Name a modal that can be sent off or reports its closing; empty for everything else."""
        return str(self.drawn.get("callback_id", "")) if self.drawn.get("type") == "modal" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """Something on a screen that Slack tells us of at once, with the block it stands in."""

    screen: Screen
    block: str
    drawn: Json

    @property
    def name(self) -> str:
        """Give its action id."""
        return str(self.drawn["action_id"])


def drawn_by(call: Call, who: str, beneath: str = "") -> Screen | None:
    """Read the screen a call has drawn for somebody; None where it drew none."""
    asked = call.asked
    if call.method == "views.publish":
        return Screen(whose=str(asked["user_id"]), drawn=asked["view"], place=("V0HOME",))
    if call.method.startswith("views."):
        beneath = beneath if call.method == "views.push" else ""
        view_id = str(call.answer["view"]["id"])
        return Screen(whose=who, drawn=asked["view"], place=(view_id,), beneath=beneath)
    if call.method == "chat.unfurl":
        [drawn] = asked["unfurls"].values()
        return Screen(whose=who, drawn=drawn, place=("C0HERE", "1.1"))
    if "blocks" not in asked:
        return None
    where = call.answer if call.method != RESPOND else {"channel": "D0", "ts": _new("0.")}
    message = {"text": asked.get("text", ""), "blocks": asked["blocks"]}
    return Screen(whose=who, drawn=message, place=(str(where["channel"]), str(where["ts"])))


def answered_with(answer: Json, screen: Screen) -> Screen | None:
    """Read the screen that an answer to a form draws in its place."""
    if answer.get("response_action") != "update":
        return None
    return Screen(whose=screen.whose, drawn=answer["view"], place=screen.place)


def elements(screen: Screen) -> Iterator[Element]:
    """List everything on a screen that tells us at once when it is pressed or changed."""
    for block in screen.drawn.get("blocks", []):
        inside = [*block.get("elements", []), block.get("accessory")]
        if block.get("type") == "input" and block.get("dispatch_action"):
            inside.append(block["element"])
        for one in inside:
            if isinstance(one, dict) and "action_id" in one:
                yield Element(screen=screen, block=str(block.get("block_id", "")), drawn=one)


def asking(screen: Screen) -> Iterator[Element]:
    """List the menus of a screen that Slack fills by asking, those of a form as well."""
    for block in screen.drawn.get("blocks", []):
        for one in (block.get("element"), block.get("accessory"), *block.get("elements", [])):
            if isinstance(one, dict) and one.get("type") == "external_select":
                yield Element(screen=screen, block=str(block.get("block_id", "")), drawn=one)


def choices(element: Element) -> list[Json]:
    """List what pressing an element may mean: its one value, or each of its options."""
    drawn = element.drawn
    options = drawn.get("options")
    if drawn["type"] == "checkboxes":
        return [{"selected_options": options}]
    if options:
        return [{"selected_option": option} for option in options[:MOST_CHOICES]]
    if drawn["type"] == "external_select":
        return [{"selected_option": drawn["initial_option"] | {"value": "1"}}]
    if drawn["type"] == "users_select":
        return [{"selected_user": "U0CLEO"}]
    return [{"value": drawn["value"]} if "value" in drawn else {}]


def pressed(element: Element, choice: Json, *, by: str, typed: Typed = NOTHING) -> Json:
    """Write what Slack sends when an element is pressed."""
    screen, drawn = element.screen, element.drawn
    action = {"action_id": element.name, "block_id": element.block, "type": drawn["type"]} | choice
    body = {**_by(by), "type": "block_actions", "actions": [action]}
    if not screen.is_message:
        view = _shown(screen, {element.name: choice} | dict(typed))
        return body | {"view": view, "container": {"type": "view", "view_id": view["id"]}}
    channel, ts = screen.place
    return body | {
        "message": {"ts": ts, **screen.drawn},
        "channel": {"id": channel},
        "container": {"type": "message", "channel_id": channel, "message_ts": ts},
        "response_url": RESPOND,
    }


def asked(element: Element, words: str, *, by: str) -> Json:
    """Write what Slack sends when words are typed into a menu that it fills by asking."""
    found = pressed(element, {}, by=by)
    del found["actions"], found["trigger_id"]
    return found | {
        "type": "block_suggestion", "action_id": element.name, "block_id": element.block, "value": words
    }  # fmt: skip


def sent_off(screen: Screen, *, by: str, typed: Typed = NOTHING) -> Json:
    """Write what Slack sends when a form is sent off."""
    return {**_by(by), "type": "view_submission", "view": _shown(screen, typed)}


def closed(screen: Screen, *, by: str) -> Json:
    """Write what Slack sends when a modal is closed."""
    return {**_by(by), "type": "view_closed", "is_cleared": False, "view": _shown(screen, NOTHING)}


def command(name: str, words: str, *, by: str) -> Json:
    """Write what Slack sends for a command."""
    return {
        "command": name, "text": words, "user_id": by, "team_id": TEAM, "channel_id": "C0HERE",
        "channel_name": "here", "trigger_id": _new("t"), "api_app_id": "A1", "response_url": RESPOND,
    }  # fmt: skip


def shortcut(name: str, *, by: str, message: str = "") -> Json:
    """Write what Slack sends for a shortcut, on a message if there is one."""
    body = {**_by(by), "type": "message_action" if message else "shortcut", "callback_id": name}
    on = {"message": {"text": message, "ts": "1.1"}, "response_url": RESPOND} if message else {}
    return body | on


def home_opened(*, by: str) -> Json:
    """Write what Slack sends when somebody opens the tab."""
    return _event({"type": "app_home_opened", "tab": "home", "user": by})


def link_shared(url: str, *, by: str) -> Json:
    """Write what Slack sends when somebody posts a link."""
    link = {"url": url, "domain": url.split("/")[2]}
    place = {
        "channel": "C0HERE",
        "message_ts": "1.1",
        "unfurl_id": "Uf1.1",
        "source": "conversations_history",
    }
    return _event({"type": "link_shared", "user": by, "links": [link], **place})


def _event(event: Json) -> Json:
    return {
        "type": "event_callback",
        "event": event,
        "team_id": TEAM,
        "api_app_id": "A1",
        "event_id": _new("Ev"),
    }


def _by(who: str) -> Json:
    user = {"id": who, "team_id": TEAM}
    return {"user": user, "team": {"id": TEAM}, "api_app_id": "A1", "trigger_id": _new("t")}


def _new(letter: str) -> str:
    return f"{letter}{next(_numbers)}"


def _shown(screen: Screen, typed: Typed) -> Json:
    view = json.loads(json.dumps(screen.drawn))
    root = screen.beneath or screen.place[0]
    view |= {"id": screen.place[0], "hash": _new("h"), "root_view_id": root}
    view |= {"previous_view_id": screen.beneath or None, "state": {"values": _state(view, typed)}}
    return dict(view)


def _state(view: Json, typed: Typed) -> Json:
    found: Json = {}
    for block in view.get("blocks", []):
        inside = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
        known = [one for one in inside if isinstance(one, dict) and _is_stateful(one)]
        if known:
            found[block["block_id"]] = {one["action_id"]: _said(one, typed) for one in known}
    return found


def _is_stateful(element: Json) -> bool:
    return "action_id" in element and element["type"] not in UNTOUCHED


def _said(element: Json, typed: Typed) -> Json:
    if element["action_id"] in typed:
        return {"type": element["type"], **typed[element["action_id"]]}
    value = "rich_text_value" if element["type"] == "rich_text_input" else "value"
    names: Mapping[str, Any] = values.STATE | {"initial_value": value}
    said = {names[name]: known for name, known in element.items() if name in names}
    return {"type": element["type"], **said}
