"""Modals and Home tabs as apps send them."""

from sandbox.slack import delivery, interactions, modals, views
from sandbox.slack.calls import Call, Method, Token
from sandbox.slack.checks import messages as message_checks
from sandbox.slack.delivery import Kind
from sandbox.slack.views import View
from sandbox.slack.wire import Payload, SlackError


def methods() -> dict[str, Method]:
    """List the methods about views."""
    return {
        "views.open": Method(act=_open, changes=True),
        "views.push": Method(act=_push, changes=True),
        "views.update": Method(act=_update, changes=True),
        "views.publish": Method(act=_publish, changes=True),
        "blocks.validate": Method(act=_validate, token=Token.NONE),
    }


def _open(call: Call) -> Payload:
    content = modals.checked(call.decoded("view"), kind="modal")
    trigger = call.workspace.triggers.look(_trigger(call))
    view, replaced = modals.open_first(call.workspace, content, trigger)
    for old in replaced:
        if old.wants("notify_on_close"):
            told = interactions.closed(call.workspace, old, cleared=True)
            delivery.later(call.workspace, delivery.tell(call.workspace, Kind.INTERACTION, told))
    return _shown(call, view)


def _push(call: Call) -> Payload:
    content = modals.checked(call.decoded("view"), kind="modal")
    trigger = call.workspace.triggers.look(_trigger(call))
    view = modals.push(call.workspace, content, user=trigger.user)
    trigger.used = True
    return _shown(call, view)


def _update(call: Call) -> Payload:
    content = modals.checked(call.decoded("view"))
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise SlackError("invalid_arguments", messages=["[ERROR] one of view_id or external_id is required"])
    view = modals.find(call.workspace, view_id=view_id, external_id=external_id)
    modals.update(call.workspace, view, content, expected=call.text("hash"))
    return _shown(call, view)


def _publish(call: Call) -> Payload:
    content = modals.checked(call.decoded("view"), kind="home")
    user = call.needed("user_id")
    person = call.workspace.people.get(user)
    if person is None or person.is_bot:
        raise SlackError("user_not_found")
    return _shown(call, modals.publish(call.workspace, user, content, expected=call.text("hash")))


def _validate(call: Call) -> Payload:
    given = [name for name in ("blocks", "view", "message") if call.args.get(name)]
    if len(given) != 1:
        raise SlackError(
            "invalid_arguments", messages=["[ERROR] exactly one of blocks, view, message is required"]
        )
    content = call.decoded(given[0])
    if given[0] == "view":
        modals.checked(content)
        return {}
    problems = _problems(content if given[0] == "blocks" else _blocks(content))
    if problems:
        raise SlackError("invalid_blocks", messages=problems, also={"errors": problems})
    return {}


def _problems(blocks: object) -> list[str]:
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    return message_checks.check_blocks(blocks)


def _blocks(message: object) -> object:
    if not isinstance(message, dict):
        raise SlackError("invalid_arguments", messages=["[ERROR] must be an object [json-pointer:/message]"])
    return message.get("blocks", [])


def _trigger(call: Call) -> str:
    return call.text("trigger_id") or call.needed("interactivity_pointer")


def _shown(call: Call, view: View) -> Payload:
    return {"view": views.as_payload(view, app=call.workspace.app, team=call.workspace.team)}
