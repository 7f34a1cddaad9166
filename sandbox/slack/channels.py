"""Channels and direct messages, and who is in them."""

from dataclasses import dataclass, field

from sandbox.slack.messages import Message
from sandbox.slack.wire import Payload


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel, or the direct message between the app and one person (`im_with`)."""

    id: str
    name: str
    members: list[str]
    im_with: str | None = None
    is_private: bool = False
    is_archived: bool = False
    messages: list[Message] = field(default_factory=list)

    @property
    def is_im(self) -> bool:
        """Tell whether this is a direct message."""
        return self.im_with is not None

    def find(self, ts: str) -> Message | None:
        """Find a message by its timestamp."""
        return next((message for message in self.messages if message.ts == ts), None)


def cast() -> dict[str, Channel]:
    """Give the channels every sandbox starts with."""
    channels = (
        Channel(id="C0RECRUIT", name="recruiting", members=["U0ANA", "U0BEN", "U0OVERTURE"]),
        Channel(id="C0GENERAL", name="general", members=["U0ANA", "U0BEN"]),
        direct("U0ANA", bot="U0OVERTURE"),
        direct("U0BEN", bot="U0OVERTURE"),
    )
    return {channel.id: channel for channel in channels}


def direct(user: str, *, bot: str) -> Channel:
    """Make the direct message between the app and a person."""
    return Channel(id=f"D{user[1:]}", name="directmessage", members=[user, bot], im_with=user)


def as_payload(channel: Channel, *, bot: str) -> Payload:
    """Show a channel as conversations.info does."""
    shown: Payload = {
        "id": channel.id,
        "is_im": channel.is_im,
        "is_archived": channel.is_archived,
        "is_channel": not channel.is_im and not channel.is_private,
        "is_group": channel.is_private,
        "is_mpim": False,
        "is_private": channel.is_private or channel.is_im,
    }
    if channel.is_im:
        return {**shown, "user": channel.im_with, "is_open": True}
    return {
        **shown,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_member": bot in channel.members,
        "num_members": len(channel.members),
    }
