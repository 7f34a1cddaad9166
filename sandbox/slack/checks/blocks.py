"""Blocks: their fields, the elements they hold, the surfaces they are allowed on."""

from functools import cache
from typing import Any

from sandbox.slack.checks import charts, elements, inputs, objects, rich_text, tables
from sandbox.slack.checks.shapes import (
    Check,
    Report,
    every,
    flag,
    items,
    kind_of,
    one_of,
    shape,
    string,
    typed,
    whole,
)

_ID = {"block_id": string(255)}
_ANYWHERE = ("message", "modal", "home")
SURFACES = {
    "alert": ("modal",),
    "carousel": ("message", "home"),
    "container": ("message", "home"),
    "context_actions": ("message",),
    "data_table": ("message", "home"),
    "data_visualization": ("message",),
    "file": ("message",),
    "markdown": ("message",),
    "table": ("message", "home"),
}
_MENUS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_ACCESSORIES = [
    *("button", "workflow_button", "overflow", "checkboxes", "radio_buttons", "datepicker", "timepicker"),
    *_MENUS,
    *(f"multi_{menu}" for menu in _MENUS),
]
_IN_CONTAINER = (
    *("rich_text", "actions", "context", "divider", "file", "header", "image", "input", "section"),
    *("table", "data_table", "video"),
)


@cache
def block() -> Check:
    """Want a block Slack knows, on a surface that takes it."""
    known = {**_simple(), "container": _container()}
    return every(typed(known), _on_its_surface)


def _simple() -> dict[str, Check]:
    return {**_texts(), **_interactive(), **_media(), **_cards(), **_data()}


def _texts() -> dict[str, Check]:
    alert = {"level": one_of("default", "info", "warning", "error", "success")}
    return {
        "header": shape({"text": objects.plain(150)}, {"level": whole(1, 4), **_ID}),
        "divider": shape({}, _ID),
        "context": shape({"elements": items(_context_element(), most=10)}, _ID),
        "markdown": shape({"text": string(12_000)}, _ID),
        "alert": shape({"text": objects.text(200)}, {**alert, **_ID}),
        "rich_text": rich_text.block(),
    }


def _interactive() -> dict[str, Check]:
    in_actions = [*_ACCESSORIES, "datetimepicker"]
    return {
        "section": every(shape({}, _section()), _section_says_something),
        "actions": shape({"elements": items(_element(in_actions), most=25)}, _ID),
        "context_actions": shape(
            {"elements": items(_element(["feedback_buttons", "icon_button"]), most=5)}, _ID
        ),
        "input": every(
            shape({"label": objects.plain(2_000), "element": _input_element()}, _input()), _dispatch
        ),
    }


def _media() -> dict[str, Check]:
    video = {"alt_text": string(2_000), "title": objects.plain(200)}
    addresses = {"thumbnail_url": string(3_000), "video_url": string(3_000)}
    about = {
        "author_name": string(50),
        "provider_name": string(50),
        "provider_icon_url": string(2_000),
        "title_url": string(2_000),
        "description": objects.plain(200),
    }
    return {
        "image": _image({"title": objects.plain(2_000), **_ID}),
        "file": shape({"external_id": string(255), "source": one_of("remote")}, _ID),
        "video": shape({**video, **addresses}, {**about, **_ID}),
    }


def _cards() -> dict[str, Check]:
    card = every(shape({}, _card()), _card_shows_something)
    cards = items(typed({"card": card}), most=10)
    return {"card": card, "carousel": shape({"elements": cards}, _ID)}


def _data() -> dict[str, Check]:
    return {
        "table": tables.table(),
        "data_table": tables.data_table(),
        "data_visualization": charts.data_visualization(),
    }


def _section() -> dict[str, Check]:
    return {
        "text": objects.text(3_000),
        "fields": items(objects.text(2_000), most=10),
        "accessory": _element([*_ACCESSORIES, "image"]),
        "expand": flag,
        **_ID,
    }


def _input() -> dict[str, Check]:
    return {"hint": objects.plain(2_000), "optional": flag, "dispatch_action": flag, **_ID}


def _card() -> dict[str, Check]:
    icon = shape({"name": string(50)})
    return {
        "hero_image": typed({"image": _image({})}),
        "icon": typed({"image": _image({})}),
        "slack_icon": typed({"icon": icon}),
        "title": objects.text(150),
        "subtitle": objects.text(150),
        "body": objects.text(200),
        "subtext": objects.text(200),
        "actions": items(_element(["button"]), most=3),
        **_ID,
    }


def _container() -> Check:
    children = {name: check for name, check in _simple().items() if name in _IN_CONTAINER}
    fields = {
        "title": objects.plain(150),
        "rich_text_title": rich_text.block(),
        "subtitle": objects.text(150),
        "icon": typed({"image": _image({})}),
        "width": one_of("narrow", "standard", "wide", "full"),
        "is_collapsible": flag,
        "default_collapsed": flag,
        "has_header_divider": flag,
        **_ID,
    }
    child = every(typed(children), _on_its_surface)
    return every(shape({"child_blocks": items(child, most=10)}, fields), _container_has_a_title)


def _image(also: dict[str, Check]) -> Check:
    pictures = {"image_url": string(3_000), "slack_file": objects.slack_file()}
    known = shape({"alt_text": string(2_000)}, {**pictures, **also})

    def check(report: Report, at: str, value: Any) -> None:
        known(report, at, value)
        if (value.get("image_url") is None) == (value.get("slack_file") is None):
            report.refuse(at, "exactly one of image_url or slack_file is required")

    return check


def _element(allowed: list[str]) -> Check:
    known = {**elements.kinds(), "image": _image({})}
    return typed({name: check for name, check in known.items() if name in allowed})


def _input_element() -> Check:
    outside = {"button", "workflow_button", "icon_button", "feedback_buttons", "overflow"}
    shared = {name: check for name, check in elements.kinds().items() if name not in outside}
    return typed({**shared, **inputs.kinds()})


def _context_element() -> Check:
    text = objects.text(3_000)
    return typed({"plain_text": text, "mrkdwn": text, "image": _image({})})


def _on_its_surface(report: Report, at: str, value: Any) -> None:
    if report.surface not in SURFACES.get(kind_of(value), _ANYWHERE):
        report.refuse(f"{at}/type", f"block type {kind_of(value)} is not supported in a {report.surface}")


def _section_says_something(report: Report, at: str, value: Any) -> None:
    if value.get("text") is None and not value.get("fields"):
        report.refuse(at, "missing required field: text")


def _dispatch(report: Report, at: str, value: Any) -> None:
    if value.get("dispatch_action") and kind_of(value.get("element")) == "file_input":
        report.refuse(f"{at}/dispatch_action", "must be false for a file_input")


def _card_shows_something(report: Report, at: str, value: Any) -> None:
    if not any(value.get(name) for name in ("hero_image", "title", "actions", "body")):
        report.refuse(at, "at least one of hero_image, title, actions or body is required")
    if value.get("icon") and value.get("slack_icon"):
        report.refuse(at, "only one of icon or slack_icon is allowed")


def _container_has_a_title(report: Report, at: str, value: Any) -> None:
    if not value.get("title") and not value.get("rich_text_title"):
        report.refuse(at, "missing required field: title")
    if value.get("default_collapsed") and not value.get("is_collapsible"):
        report.refuse(f"{at}/default_collapsed", "needs is_collapsible")
