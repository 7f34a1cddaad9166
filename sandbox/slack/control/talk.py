"""People type commands and messages, use shortcuts, open the Home tab."""

import re

from sandbox.slack import answers, content, delivery, events, interactions, messages, posting
from sandbox.slack.control.asked import Asked
from sandbox.slack.delivery import Kind
from sandbox.slack.wire import Payload, Refused
from sandbox.slack.workspace import Workspace

_CHANNEL = re.compile(r"(?<!\S)#([\w-]+)")
_PERSON = re.compile(r"(?<!\S)@([\w.-]+)")


async def command(asked: Asked) -> Payload:
    """Type a slash command; any is sent, also one the app does not list."""
    user, channel = asked.user(), asked.channel()
    name, _, words = asked.needed("text").partition(" ")
    if not name.startswith("/") or len(name) < 2:
        raise Refused("A command begins with a slash.", status=400)
    workspace = asked.workspace
    words = _escaped(workspace, name, words.strip())
    told = interactions.command(workspace, user, channel, name=name, words=words)
    answer = await delivery.ask(workspace, Kind.COMMAND, told)
    shown = answers.to_command(workspace, answer, user=user, channel=channel, name=name)
    return {"ok": answer.arrived, **({"response": shown} if shown else {})}


async def post(asked: Asked) -> Payload:
    """Post a message to a channel, or to the app."""
    user, channel = asked.user(), asked.channel()
    words = content.escaped(asked.needed("text"))
    text = content.typed(_mentioned(asked.workspace, words))
    message = posting.hear(asked.workspace, channel, user=user, text=text)
    delivery.later(asked.workspace, events.posted(asked.workspace, channel, message))
    return {"ok": True, "message": messages.as_payload(message, team_id=asked.workspace.team.id)}


async def shortcut(asked: Asked) -> Payload:
    """Use a shortcut: global, or on a message."""
    user, wanted = asked.user(), asked.needed("callback_id")
    chosen = next((one for one in asked.workspace.app.shortcuts if one.callback_id == wanted), None)
    if chosen is None:
        raise Refused(f"The app has no shortcut {wanted}.", status=404)
    about = asked.message() if chosen.type == "message_action" else None
    told = interactions.shortcut(asked.workspace, user, chosen, about=about)
    answer = await delivery.ask(asked.workspace, Kind.INTERACTION, told)
    answers.to_click(asked.workspace, user, answer)
    return {"ok": answer.arrived}


async def home(asked: Asked) -> Payload:
    """Open the app's Home tab, or its Messages tab."""
    tab = asked.text("tab") or "home"
    if tab not in {"home", "messages"}:
        raise Refused("The app has a tab home and a tab messages.", status=400)
    return {"ok": await events.home_opened(asked.workspace, asked.user(), tab=tab)}


def _escaped(workspace: Workspace, name: str, words: str) -> str:
    known = next((one for one in workspace.app.commands if one.name == name), None)
    if known is None or not known.escapes:
        return words
    return content.typed(_mentioned(workspace, words))


def _mentioned(workspace: Workspace, text: str) -> str:
    channels = {one.name: one.id for one in workspace.channels.values() if not one.is_im}
    people = {one.name: one.id for one in workspace.people.values()}

    def channel(found: re.Match[str]) -> str:
        name = found.group(1)
        return f"<#{channels[name]}|{name}>" if name in channels else found.group()

    def person(found: re.Match[str]) -> str:
        name = found.group(1)
        return f"<@{people[name]}|{name}>" if name in people else found.group()

    return _PERSON.sub(person, _CHANNEL.sub(channel, text))
