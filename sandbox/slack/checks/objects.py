"""Composition objects: texts, options, confirmations, filters."""

from typing import Any

from sandbox.slack.checks.shapes import (
    Check,
    Report,
    flag,
    items,
    kind_of,
    length,
    one_of,
    shape,
    string,
)

LONGEST_TEXT = 3_000
_BOTH = ("plain_text", "mrkdwn")


def text(most: int = LONGEST_TEXT, *kinds: str) -> Check:
    """Want a text object, of these kinds or of either."""
    allowed = kinds or _BOTH

    def check(report: Report, at: str, value: Any) -> None:
        if not isinstance(value, dict):
            report.refuse(at, "must be an object")
        elif kind_of(value) not in allowed:
            report.refuse(f"{at}/type", f"must be one of: {', '.join(allowed)}")
        elif not isinstance(value.get("text"), str):
            report.refuse(at, "missing required field: text")
        else:
            length(report, f"{at}/text", value["text"], most=most)
            _refuse_strange(report, at, value)

    return check


def plain(most: int) -> Check:
    """Want a plain_text object."""
    return text(most, "plain_text")


def option(*, mrkdwn: bool = False, url: bool = False) -> Check:
    """Want an option; radio buttons and checkboxes take mrkdwn, an overflow takes a url."""
    kinds = _BOTH if mrkdwn else ("plain_text",)
    optional = {"description": text(75, *kinds)}
    if url:
        optional["url"] = string(3_000)
    return shape({"text": text(75, *kinds), "value": string(150)}, optional)


def options(most: int = 100, *, mrkdwn: bool = False, url: bool = False) -> Check:
    """Want a list of options."""
    return items(option(mrkdwn=mrkdwn, url=url), most=most)


def option_groups() -> Check:
    """Want a list of groups of options."""
    return items(shape({"label": plain(75), "options": options()}), most=100)


def confirm() -> Check:
    """Want a confirmation dialog."""
    return shape(
        {"title": plain(100), "text": text(300)},
        {"confirm": plain(30), "deny": plain(30), "style": style()},
    )


def style() -> Check:
    """Want a button's style."""
    return one_of("primary", "danger")


def dispatch_action_config() -> Check:
    """Want a rule about when typing reaches the app."""
    triggers = one_of("on_enter_pressed", "on_character_entered")
    return shape({"trigger_actions_on": items(triggers, most=2)})


def conversation_filter() -> Check:
    """Want a filter of conversations; an empty one is refused."""
    fields: dict[str, Check] = {
        "include": items(one_of("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    }
    known = shape({}, fields)

    def check(report: Report, at: str, value: Any) -> None:
        known(report, at, value)
        if value == {}:
            report.refuse(at, "must have at least one field")

    return check


def slack_file() -> Check:
    """Want a file of the workspace, by id or address."""
    return shape({}, {"id": string(255), "url": string(3_000)})


def _refuse_strange(report: Report, at: str, value: dict[str, Any]) -> None:
    extra = "emoji" if value["type"] == "plain_text" else "verbatim"
    for name, content in value.items():
        if name in {"type", "text"}:
            continue
        if name != extra:
            report.refuse(at, f"invalid additional property: {name}")
        else:
            flag(report, f"{at}/{name}", content)
