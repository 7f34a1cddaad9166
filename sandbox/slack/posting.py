"""Put messages into channels, change them, take them away."""

from sandbox.slack import ids, inputs
from sandbox.slack.channels import Channel
from sandbox.slack.content import Content
from sandbox.slack.messages import Message
from sandbox.slack.wire import Payload, SlackError
from sandbox.slack.workspace import Workspace


def say(
    workspace: Workspace,
    channel: Channel,
    content: Content,
    *,
    thread_ts: str | None = None,
    ephemeral_for: str | None = None,
) -> Message:
    """Let the app say something in a channel, to everybody or to one person."""
    message = Message(
        ts=workspace.ts(),
        channel=channel.id,
        user=workspace.app.bot_user,
        bot_id=workspace.app.bot_id,
        app_id=workspace.app.id,
        thread_ts=thread_ts,
        ephemeral_for=ephemeral_for,
        metadata=content.metadata,
    )
    _fill(message, content)
    channel.messages.append(message)
    workspace.world.changed()
    return message


def hear(workspace: Workspace, channel: Channel, *, user: str, text: str) -> Message:
    """Let a person say something in a channel."""
    message = Message(ts=workspace.ts(), channel=channel.id, user=user, text=text, client_msg_id=ids.secret())
    channel.messages.append(message)
    workspace.world.changed()
    return message


def change(workspace: Workspace, message: Message, content: Content) -> None:
    """Replace what a message says; what the new content does not mention stays."""
    _fill(message, content)
    message.edited = {"user": workspace.app.bot_user, "ts": workspace.ts()}
    workspace.world.changed()


def remove(workspace: Workspace, message: Message) -> None:
    """Take a message away."""
    workspace.channels[message.channel].messages.remove(message)
    workspace.world.changed()


def writable(workspace: Workspace, name: str) -> Channel:
    """Find a channel the app may write to; a person's id opens the direct message. Raises SlackError."""
    channel = find(workspace, name)
    if channel.is_archived:
        raise SlackError("is_archived")
    if workspace.app.bot_user in channel.members:
        return channel
    if channel.is_private:
        raise SlackError("channel_not_found")
    if "chat:write.public" in workspace.app.scopes:
        return channel
    raise SlackError("not_in_channel")


def find(workspace: Workspace, name: str) -> Channel:
    """Find a channel by id or #name, or the direct message by a person's id; raise `channel_not_found`."""
    if channel := workspace.channels.get(name):
        return channel
    person = workspace.people.get(name)
    if person is not None and not person.is_bot:
        return workspace.direct(name)
    for channel in workspace.channels.values():
        if not channel.is_im and channel.name == name.removeprefix("#"):
            return channel
    raise SlackError("channel_not_found")


def fallback(blocks: list[Payload]) -> str:
    """Give the words shown where blocks cannot be."""
    texts = [block["text"]["text"] for block in blocks if isinstance(block.get("text"), dict)]
    return texts[0] if texts else "This content can't be displayed."


def _fill(message: Message, content: Content) -> None:
    if content.text is not None:
        message.text = content.text
    if content.blocks is not None:
        message.blocks = content.blocks
    if content.attachments is not None:
        message.attachments = content.attachments
    if not message.text and message.blocks:
        message.text = fallback(message.blocks)
    message.values = inputs.values(message.everything, before=message.values, here=message.channel)
