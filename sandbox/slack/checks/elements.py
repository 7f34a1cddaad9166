"""Interactive elements outside inputs alone: buttons, menus, pickers, checkboxes."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.slack.checks import objects
from sandbox.slack.checks.shapes import (
    Check,
    Report,
    every,
    flag,
    items,
    matching,
    one_of,
    shape,
    string,
    whole,
)

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
DAY = matching(_DAY.fullmatch, "date (YYYY-MM-DD)")
HOUR = matching(_HOUR.fullmatch, "time (HH:mm)")
NAME = string(255)


def kinds() -> dict[str, Check]:
    """List the elements by type."""
    return {**_buttons(), **_menus(), **_many(), **_choices(), **_pickers()}


def _buttons() -> dict[str, Check]:
    return {
        "button": shape({"text": objects.plain(75)}, {"url": string(3_000), **_pressed()}),
        "workflow_button": shape(
            {"text": objects.plain(75), "workflow": shape({"trigger": _anything})}, _pressed()
        ),
        "icon_button": shape(
            {"icon": one_of("trash"), "text": objects.plain(75)},
            {
                "visible_to_user_ids": items(NAME, most=10),
                **{name: check for name, check in _pressed().items() if name != "style"},
            },
        ),
        "feedback_buttons": shape(
            {"positive_button": _feedback(), "negative_button": _feedback()}, {"action_id": NAME}
        ),
    }


def _menus() -> dict[str, Check]:
    return {
        "overflow": shape(
            {"options": objects.options(5, url=True)}, {"action_id": NAME, "confirm": objects.confirm()}
        ),
        "static_select": _select(_listed("initial_option"), {"initial_option": objects.option(), **_lists()}),
        "external_select": _select(
            _nothing, {"initial_option": objects.option(), "min_query_length": whole(0)}
        ),
        "users_select": _select(_nothing, {"initial_user": NAME}),
        "conversations_select": _select(
            _nothing, {"initial_conversation": NAME, "response_url_enabled": flag, **_conversations()}
        ),
        "channels_select": _select(_nothing, {"initial_channel": NAME, "response_url_enabled": flag}),
    }


def _many() -> dict[str, Check]:
    most: Mapping[str, Check] = {"max_selected_items": whole(1)}
    chosen = objects.options()
    return {
        "multi_static_select": _select(
            _listed("initial_options"), {"initial_options": chosen, **_lists(), **most}
        ),
        "multi_external_select": _select(
            _nothing, {"initial_options": chosen, "min_query_length": whole(0), **most}
        ),
        "multi_users_select": _select(_nothing, {"initial_users": items(NAME), **most}),
        "multi_conversations_select": _select(
            _nothing, {"initial_conversations": items(NAME), **_conversations(), **most}
        ),
        "multi_channels_select": _select(_nothing, {"initial_channels": items(NAME), **most}),
    }


def _choices() -> dict[str, Check]:
    options, shared = objects.options(10, mrkdwn=True), _shared()
    initial = {"initial_options": objects.options(10, mrkdwn=True), **shared}
    return {
        "checkboxes": every(shape({"options": options}, initial), _listed("initial_options")),
        "radio_buttons": every(
            shape({"options": options}, {"initial_option": objects.option(mrkdwn=True), **shared}),
            _listed("initial_option"),
        ),
    }


def _pickers() -> dict[str, Check]:
    hint = {"placeholder": objects.plain(150), **_shared()}
    moment = whole(1_000_000_000, 9_999_999_999)
    return {
        "datepicker": shape({}, {"initial_date": DAY, **hint}),
        "timepicker": shape({}, {"initial_time": HOUR, "timezone": NAME, **hint}),
        "datetimepicker": shape({}, {"initial_date_time": moment, **_shared()}),
    }


def _pressed() -> dict[str, Check]:
    return {
        "action_id": NAME,
        "value": string(2_000, least=0),
        "style": objects.style(),
        "confirm": objects.confirm(),
        "accessibility_label": string(75),
    }


def _feedback() -> Check:
    return shape({"text": objects.plain(75), "value": string(2_000)}, {"accessibility_label": string(75)})


def _shared() -> dict[str, Check]:
    return {"action_id": NAME, "confirm": objects.confirm(), "focus_on_load": flag}


def _lists() -> dict[str, Check]:
    return {"options": objects.options(), "option_groups": objects.option_groups()}


def _conversations() -> dict[str, Check]:
    return {"default_to_current_conversation": flag, "filter": objects.conversation_filter()}


def _select(also: Check, fields: Mapping[str, Check]) -> Check:
    return every(shape({}, {"placeholder": objects.plain(150), **_shared(), **fields}), also)


def _listed(initial: str) -> Check:
    def check(report: Report, at: str, value: Any) -> None:
        if (value.get("options") is None) == (value.get("option_groups") is None):
            report.refuse(at, "exactly one of options or option_groups is required")
            return
        chosen = value.get(initial)
        offered = _offered(value)
        for one in chosen if isinstance(chosen, list) else [chosen]:
            if one is not None and one not in offered:
                report.refuse(f"{at}/{initial}", "must be one of the options")

    return check


def _offered(value: Any) -> list[Any]:
    groups = value.get("option_groups")
    lists = [group.get("options") for group in _objects(groups)] + [value.get("options")]
    return [option for options in lists for option in _objects(options)]


def _objects(value: Any) -> list[Any]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _nothing(report: Report, at: str, value: Any) -> None:
    """Want nothing further."""


def _anything(report: Report, at: str, value: Any) -> None:
    """Want nothing in particular."""
