"""Messages of the app: post, update, delete, whisper, link to."""

from sandbox.slack import content, messages, posting, showable
from sandbox.slack.calls import Call, Method
from sandbox.slack.content import Content
from sandbox.slack.messages import Message
from sandbox.slack.pace import Tier
from sandbox.slack.wire import Payload, SlackError

_WRITE = ("chat:write",)
_LONGEST_UPDATE = 4_000


def methods() -> dict[str, Method]:
    """List the methods about messages."""
    return {
        "chat.postMessage": Method(act=_post, scopes=_WRITE, tier=Tier.SPECIAL, changes=True),
        "chat.postEphemeral": Method(act=_whisper, scopes=_WRITE, changes=True),
        "chat.update": Method(act=_update, scopes=_WRITE, tier=Tier.THREE, changes=True),
        "chat.delete": Method(act=_delete, scopes=_WRITE, tier=Tier.THREE, changes=True),
        "chat.getPermalink": Method(act=_permalink, tier=Tier.SPECIAL),
    }


def _post(call: Call) -> Payload:
    workspace = call.workspace
    channel = posting.writable(workspace, call.needed("channel", trouble="channel_not_found"))
    said = _said(call)
    workspace.pace.post(channel.id)
    thread = call.text("thread_ts") or None
    message = posting.say(workspace, channel, said, thread_ts=thread)
    return {"channel": channel.id, "ts": message.ts, "message": _shown(call, message)}


def _whisper(call: Call) -> Payload:
    workspace = call.workspace
    channel = posting.writable(workspace, call.needed("channel", trouble="channel_not_found"))
    user = call.needed("user", trouble="user_not_found")
    if user not in workspace.people:
        raise SlackError("user_not_found")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    thread = call.text("thread_ts") or None
    message = posting.say(workspace, channel, _said(call), thread_ts=thread, ephemeral_for=user)
    return {"message_ts": message.ts}


def _update(call: Call) -> Payload:
    message = _own(call, trouble="cant_update_message")
    said = content.read(call.args)
    showable.demand(call.workspace, said)
    if len(said.text or "") > _LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    if said.text is None and said.blocks is None and said.attachments is None:
        raise SlackError("no_text")
    posting.change(call.workspace, message, said)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": _shown(call, message),
    }


def _delete(call: Call) -> Payload:
    message = _own(call, trouble="cant_delete_message")
    posting.remove(call.workspace, message)
    return {"channel": message.channel, "ts": message.ts}


def _permalink(call: Call) -> Payload:
    channel = posting.find(call.workspace, call.needed("channel", trouble="channel_not_found"))
    message = channel.find(call.needed("message_ts", trouble="message_not_found"))
    if message is None:
        raise SlackError("message_not_found")
    domain, place = call.workspace.team.domain, message.ts.replace(".", "")
    link = f"https://{domain}.slack.com/archives/{channel.id}/p{place}"
    return {"channel": channel.id, "permalink": link}


def _said(call: Call) -> Content:
    said = content.read(call.args)
    if said.empty:
        raise SlackError("no_text")
    showable.demand(call.workspace, said)
    return said


def _own(call: Call, *, trouble: str) -> Message:
    name = call.needed("channel", trouble="channel_not_found")
    channel = call.workspace.channels.get(name)
    if channel is None:
        raise SlackError("channel_not_found")
    message = channel.find(call.needed("ts", trouble="message_not_found"))
    if message is None or message.ephemeral_for is not None:
        raise SlackError("message_not_found")
    if message.bot_id != call.workspace.app.bot_id:
        raise SlackError(trouble)
    return message


def _shown(call: Call, message: Message) -> Payload:
    return messages.as_payload(message, team_id=call.workspace.team.id)
