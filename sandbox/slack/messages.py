"""Messages as they lie in a channel."""

from dataclasses import dataclass, field

from sandbox.slack.wire import Payload, without_none


@dataclass(slots=True, kw_only=True)
class Message:
    """One message; `ephemeral_for` is the only person who sees it, None means everybody in the channel."""

    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Payload] = field(default_factory=list)
    attachments: list[Payload] = field(default_factory=list)
    files: list[Payload] = field(default_factory=list)
    metadata: Payload | None = None
    thread_ts: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    client_msg_id: str | None = None
    ephemeral_for: str | None = None
    edited: Payload | None = None
    values: dict[str, dict[str, Payload]] = field(default_factory=dict)

    @property
    def everything(self) -> list[Payload]:
        """List the blocks, those inside attachments included."""
        inside = [block for attachment in self.attachments for block in attachment.get("blocks", ())]
        return [*self.blocks, *inside]


def as_payload(message: Message, *, team_id: str) -> Payload:
    """Show a message as Slack sends it to apps."""
    shown: Payload = {
        "type": "message",
        "user": message.user,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "client_msg_id": message.client_msg_id,
        "text": message.text,
        "team": team_id,
        "ts": message.ts,
        "thread_ts": message.thread_ts,
        "edited": message.edited,
        "metadata": message.metadata,
    }
    for name in ("blocks", "attachments", "files"):
        if content := getattr(message, name):
            shown[name] = content
    return without_none(shown)
