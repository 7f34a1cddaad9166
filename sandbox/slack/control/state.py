"""What one person sees of the workspace."""

from sandbox.slack.channels import Channel
from sandbox.slack.control import status
from sandbox.slack.control.asked import Asked
from sandbox.slack.messages import Message
from sandbox.slack.people import Person
from sandbox.slack.views import View
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace


async def show(asked: Asked) -> Payload:
    """Show the workspace with one person's eyes."""
    workspace = asked.workspace
    person = workspace.person(asked.needed("user"))
    home = workspace.homes.get(person.id)
    return {
        "team": {"id": workspace.team.id, "name": workspace.team.name},
        "me": _person(person),
        "people": [_person(one) for one in workspace.people.values()],
        "status": status.shown(workspace, person.id),
        "statuses": status.proposed(),
        "commands": [
            {"command": one.name, "description": one.description, "usage_hint": one.usage_hint}
            for one in workspace.app.commands
        ],
        "connected": workspace.connected,
        "channels": [_channel(one, person.id) for one in _mine(workspace, person.id)],
        "home": _view(home) if home else None,
        "modals": [_view(view) for view in workspace.stack(person.id)],
        "notices": list(workspace.notices.get(person.id, ())),
        "shortcuts": [
            {"callback_id": one.callback_id, "name": one.name, "type": one.type}
            for one in workspace.app.shortcuts
        ],
    }


def _mine(workspace: Workspace, user: str) -> list[Channel]:
    workspace.direct(user)
    return [channel for channel in workspace.channels.values() if user in channel.members]


def _person(person: Person) -> Payload:
    return {
        "id": person.id,
        "name": person.name,
        "real_name": person.real_name,
        "tz": person.tz,
        "is_bot": person.is_bot,
    }


def _channel(channel: Channel, user: str) -> Payload:
    seen = [one for one in channel.messages if one.ephemeral_for in {None, user}]
    return {
        "id": channel.id,
        "name": channel.name,
        "is_im": channel.is_im,
        "members": list(channel.members),
        "messages": [_message(message) for message in seen],
    }


def _message(message: Message) -> Payload:
    return {
        "ts": message.ts,
        "user": message.user,
        "bot": message.bot_id is not None,
        "text": message.text,
        "blocks": message.blocks,
        "ephemeral": message.ephemeral_for is not None,
        "edited": message.edited is not None,
        "attachments": message.attachments,
        "files": message.files,
        "thread_ts": message.thread_ts,
        "state": {"values": message.values},
    }


def _view(view: View) -> Payload:
    content = view.content
    return {
        "id": view.id,
        "type": content["type"],
        "callback_id": content.get("callback_id") or "",
        "external_id": view.external_id,
        "private_metadata": content.get("private_metadata") or "",
        "title": content.get("title"),
        "submit": content.get("submit"),
        "close": content.get("close"),
        "submit_disabled": view.wants("submit_disabled"),
        "blocks": view.everything,
        "errors": view.errors,
        "state": {"values": view.values},
        "hash": view.hash,
        "busy": view.busy,
    }
