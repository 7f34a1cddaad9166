"""What Slack tells the app when a person does something: the payloads, in their real shapes."""

from datetime import timedelta

from sandbox.slack import ids, messages, responses, views
from sandbox.slack.app import Shortcut
from sandbox.slack.channels import Channel
from sandbox.slack.messages import Message
from sandbox.slack.responses import ResponseUrl
from sandbox.slack.surfaces import Placed
from sandbox.slack.views import View
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace

_TOLD_OF_AN_ELEMENT = ("value", "text", "style", "url", "placeholder")


def command(workspace: Workspace, user: str, channel: Channel, *, name: str, words: str) -> Payload:
    """Tell of a slash command."""
    person = workspace.people[user]
    return {
        "token": workspace.app.verification_token,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": user,
        "user_name": person.name,
        "command": name,
        "text": words,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, user, channel),
        "trigger_id": workspace.triggers.make(user, channel=channel.id),
    }


def view_action(workspace: Workspace, view: View, placed: Placed, *, state: Payload) -> Payload:
    """Tell of a click or choice in a view."""
    return {
        **_start(workspace, "block_actions", view.user),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": workspace.triggers.make(view.user, channel=view.here, view_id=view.id),
        "view": views.as_payload(view, app=workspace.app, team=workspace.team),
        "actions": [_action(workspace, placed, state)],
    }


def message_action(
    workspace: Workspace, message: Message, placed: Placed, *, state: Payload, user: str
) -> Payload:
    """Tell of a click or choice on a message; an ephemeral message itself is not told."""
    channel = workspace.channels[message.channel]
    told: Payload = {
        **_start(workspace, "block_actions", user),
        **_place(message, placed),
        "trigger_id": workspace.triggers.make(user, channel=channel.id),
        "channel": {"id": channel.id, "name": channel.name},
        "state": {"values": message.values},
        "response_url": response_url(workspace, user, channel, ts=message.ts),
        "actions": [_action(workspace, placed, state)],
    }
    if message.ephemeral_for is None:
        told["message"] = messages.as_payload(message, team_id=workspace.team.id)
    return told


def submission(workspace: Workspace, view: View) -> Payload:
    """Tell of a submitted modal."""
    return {
        **_start(workspace, "view_submission", view.user),
        "trigger_id": workspace.triggers.make(view.user, channel=view.here, view_id=view.id),
        "view": views.as_payload(view, app=workspace.app, team=workspace.team),
        "response_urls": _response_urls(workspace, view),
    }


def closed(workspace: Workspace, view: View, *, cleared: bool) -> Payload:
    """Tell of a closed modal."""
    return {
        **_start(workspace, "view_closed", view.user),
        "view": views.as_payload(view, app=workspace.app, team=workspace.team),
        "is_cleared": cleared,
    }


def suggestion(
    workspace: Workspace, surface: View | Message, placed: Placed, *, query: str, user: str
) -> Payload:
    """Ask for the options of an external select."""
    told: Payload = {
        **_start(workspace, "block_suggestion", user),
        "action_id": placed.element["action_id"],
        "block_id": placed.block["block_id"],
        "value": query,
    }
    if isinstance(surface, View):
        container = {"type": "view", "view_id": surface.id}
        view = views.as_payload(surface, app=workspace.app, team=workspace.team)
        return {**told, "container": container, "view": view}
    channel = workspace.channels[surface.channel]
    shown = {"channel": {"id": channel.id, "name": channel.name}, **_place(surface, placed)}
    if surface.ephemeral_for is None:
        shown["message"] = messages.as_payload(surface, team_id=workspace.team.id)
    return {**told, **shown}


def shortcut(workspace: Workspace, user: str, chosen: Shortcut, *, about: Message | None) -> Payload:
    """Tell of a shortcut, global or on a message."""
    channel = workspace.channels[about.channel] if about else None
    told: Payload = {
        **_start(workspace, chosen.type, user),
        "action_ts": workspace.ts(),
        "callback_id": chosen.callback_id,
        "trigger_id": workspace.triggers.make(user, channel=channel.id if channel else None),
    }
    if about is None or channel is None:
        return told
    return {
        **told,
        "channel": {"id": channel.id, "name": channel.name},
        "message_ts": about.ts,
        "message": messages.as_payload(about, team_id=workspace.team.id),
        "response_url": response_url(workspace, user, channel),
    }


def response_url(workspace: Workspace, user: str, channel: Channel, *, ts: str | None = None) -> str:
    """Make an address for answers: five uses, thirty minutes of the world's time."""
    now = workspace.world.now()
    made = ResponseUrl(id=ids.secret(), user=user, channel=channel.id, until=now + responses.LIFE, ts=ts)
    workspace.response_urls[made.id] = made
    for old in [one.id for one in workspace.response_urls.values() if one.until < now - timedelta(days=1)]:
        del workspace.response_urls[old]
    return f"{workspace.origin}/slack/response/{made.id}"


def _start(workspace: Workspace, kind: str, user: str) -> Payload:
    person = workspace.people[user]
    return {
        "type": kind,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": workspace.team.id},
        "api_app_id": workspace.app.id,
        "token": workspace.app.verification_token,
        "team": {"id": workspace.team.id, "domain": workspace.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _action(workspace: Workspace, placed: Placed, state: Payload) -> Payload:
    element = placed.element
    told = {name: element[name] for name in _TOLD_OF_AN_ELEMENT if name in element}
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": placed.block["block_id"],
        **told,
        **state,
        "action_ts": workspace.ts(),
    }


def _place(message: Message, placed: Placed) -> Payload:
    place = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    for attachment in message.attachments:
        if placed.block in attachment.get("blocks", ()):
            place = {**place, "type": "message_attachment", "attachment_id": attachment["id"]}
            if attachment.get("is_app_unfurl"):
                address = attachment["app_unfurl_url"]
                unfurl = {**place, "is_app_unfurl": True, "app_unfurl_url": address}
                return {"container": unfurl, "app_unfurl": attachment}
    return {"container": place}


def _response_urls(workspace: Workspace, view: View) -> list[Payload]:
    made = []
    for block in view.everything:
        element = block.get("element") or {}
        if not element.get("response_url_enabled"):
            continue
        state = view.values[block["block_id"]][element["action_id"]]
        chosen = state.get("selected_conversation") or state.get("selected_channel")
        channel = workspace.channels.get(chosen or "")
        if channel is not None:
            made.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel.id,
                    "response_url": response_url(workspace, view.user, channel),
                }
            )
    return made
