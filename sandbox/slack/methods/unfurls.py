"""Previews under links people posted."""

from sandbox.slack import content, inputs
from sandbox.slack.calls import Call, Method
from sandbox.slack.messages import Message
from sandbox.slack.pace import Tier
from sandbox.slack.wire import Payload, SlackError


def methods() -> dict[str, Method]:
    """List the methods about previews."""
    return {"chat.unfurl": Method(act=_unfurl, scopes=("links:write",), tier=Tier.THREE, changes=True)}


def _unfurl(call: Call) -> Payload:
    message = _message(call)
    unfurls = call.decoded("unfurls", trouble="cannot_parse_attachment")
    if not isinstance(unfurls, dict):
        raise SlackError("missing_unfurls")
    shared = set(content.links(message.text))
    for address in unfurls:
        if address not in shared:
            raise SlackError("cannot_unfurl_url")
    previews = [_preview(call, address, unfurl) for address, unfurl in unfurls.items()]
    kept = [one for one in message.attachments if one.get("app_unfurl_url") not in unfurls]
    everything = [{**one, "id": number} for number, one in enumerate([*kept, *previews], 1)]
    read = content.read({"attachments": everything})
    message.attachments = read.attachments or []
    message.values = inputs.values(message.everything, before=message.values, here=message.channel)
    return {}


def _preview(call: Call, address: str, unfurl: Payload) -> Payload:
    app = call.workspace.app
    return {
        **unfurl,
        "from_url": address,
        "app_unfurl_url": address,
        "is_app_unfurl": True,
        "app_id": app.id,
        "bot_id": app.bot_id,
    }


def _message(call: Call) -> Message:
    channel, ts = call.workspace.unfurls.get(call.text("unfurl_id"), (call.text("channel"), call.text("ts")))
    place = call.workspace.channels.get(channel)
    message = place.find(ts) if place is not None else None
    if message is None:
        raise SlackError("cannot_find_message")
    return message
