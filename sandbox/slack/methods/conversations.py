"""Channels as apps see them."""

from sandbox.slack import channels
from sandbox.slack.calls import Call, Method
from sandbox.slack.channels import Channel
from sandbox.slack.pace import Tier
from sandbox.slack.wire import Payload, SlackError

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")


def methods() -> dict[str, Method]:
    """List the methods about channels."""
    return {
        "conversations.open": Method(act=_open, scopes=("im:write",), tier=Tier.THREE, changes=True),
        "conversations.info": Method(act=_info, scopes=_READ, tier=Tier.THREE),
        "conversations.list": Method(act=_list, scopes=_READ, tier=Tier.TWO),
        "conversations.members": Method(act=_members, scopes=_READ),
        "conversations.join": Method(act=_join, scopes=("channels:join",), tier=Tier.THREE, changes=True),
        "users.conversations": Method(act=_mine, scopes=_READ, tier=Tier.THREE),
    }


def _open(call: Call) -> Payload:
    users = call.needed("users", trouble="users_list_not_supplied").split(",")
    person = call.workspace.people.get(users[0].strip())
    if len(users) > 1 or person is None or person.is_bot:
        raise SlackError("user_not_found" if person is None else "not_enough_users")
    channel = call.workspace.direct(person.id)
    if call.flag("return_im"):
        return {"channel": _shown(call, channel)}
    return {"channel": {"id": channel.id}}


def _info(call: Call) -> Payload:
    return {"channel": _shown(call, _visible(call))}


def _list(call: Call) -> Payload:
    return _page(
        call, [channel for channel in _of_types(call) if not channel.is_private or _in(call, channel)]
    )


def _mine(call: Call) -> Payload:
    user = call.text("user") or call.workspace.app.bot_user
    if user not in call.workspace.people:
        raise SlackError("user_not_found")
    return _page(call, [channel for channel in _of_types(call) if user in channel.members])


def _members(call: Call) -> Payload:
    return {"members": list(_visible(call).members), "response_metadata": {"next_cursor": ""}}


def _join(call: Call) -> Payload:
    channel = _visible(call)
    if channel.is_im or channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if not _in(call, channel):
        channel.members.append(call.workspace.app.bot_user)
    return {"channel": _shown(call, channel)}


def _visible(call: Call) -> Channel:
    channel = call.workspace.channels.get(call.needed("channel", trouble="channel_not_found"))
    if channel is None or (channel.is_private and not _in(call, channel)):
        raise SlackError("channel_not_found")
    return channel


def _in(call: Call, channel: Channel) -> bool:
    return call.workspace.app.bot_user in channel.members


def _of_types(call: Call) -> list[Channel]:
    wanted = set((call.text("types") or "public_channel").replace(" ", "").split(","))
    without_archived = call.flag("exclude_archived")
    return [
        channel
        for channel in call.workspace.channels.values()
        if _type(channel) in wanted and not (without_archived and channel.is_archived)
    ]


def _type(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _page(call: Call, found: list[Channel]) -> Payload:
    start = call.number("cursor", 0)
    end = start + call.number("limit", 100)
    cursor = str(end) if end < len(found) else ""
    return {
        "channels": [_shown(call, channel) for channel in found[start:end]],
        "response_metadata": {"next_cursor": cursor},
    }


def _shown(call: Call, channel: Channel) -> Payload:
    return channels.as_payload(channel, bot=call.workspace.app.bot_user)
