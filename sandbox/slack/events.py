"""Events of the workspace, told to the app if it subscribed, and told again if it did not answer."""

import asyncio
from urllib.parse import urlsplit

from sandbox.slack import content, delivery, ids, views
from sandbox.slack.channels import Channel
from sandbox.slack.delivery import Kind
from sandbox.slack.messages import Message
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace


async def home_opened(workspace: Workspace, user: str, *, tab: str) -> bool:
    """Tell that a person opened the app's Home or Messages tab."""
    event: Payload = {
        "type": "app_home_opened",
        "user": user,
        "channel": workspace.direct(user).id,
        "tab": tab,
        "event_ts": workspace.ts(),
    }
    if home := workspace.homes.get(user):
        event["view"] = views.as_payload(home, app=workspace.app, team=workspace.team)
    return await emit(workspace, event)


async def posted(workspace: Workspace, channel: Channel, message: Message) -> None:
    """Tell that a person posted: a direct message, and links of domains the app unfurls."""
    if channel.is_im:
        await emit(workspace, _message(channel, message), subscription="message.im")
    links = _unfurlable(workspace, message.text)
    if not links or "links:read" not in workspace.app.scopes:
        return
    unfurl_id = f"{workspace.ids.next('Uf')}.{ids.secret()}"
    workspace.unfurls[unfurl_id] = (channel.id, message.ts)
    event = {
        "type": "link_shared",
        "user": message.user,
        "channel": channel.id,
        "message_ts": message.ts,
        "thread_ts": message.thread_ts,
        "links": links,
        "source": "conversations_history",
        "unfurl_id": unfurl_id,
        "is_bot_user_member": workspace.app.bot_user in channel.members,
        "event_ts": message.ts,
    }
    await emit(workspace, event)


async def uninstalled(workspace: Workspace) -> None:
    """Tell that the app was removed from the workspace and its tokens died."""
    await emit(workspace, {"type": "app_uninstalled", "event_ts": workspace.ts()})
    tokens = {"oauth": [], "bot": [workspace.app.bot_user]}
    await emit(workspace, {"type": "tokens_revoked", "tokens": tokens, "event_ts": workspace.ts()})


async def emit(workspace: Workspace, event: Payload, *, subscription: str | None = None) -> bool:
    """Tell the app an event, if it subscribed; tell whether the first attempt was acknowledged."""
    if (subscription or event["type"]) not in workspace.app.events:
        return False
    told = _envelope(workspace, event)
    answer = await delivery.ask(workspace, Kind.EVENT, told)
    if not answer.arrived:
        delivery.later(workspace, _again(workspace, told))
    return answer.arrived


async def _again(workspace: Workspace, told: Payload) -> None:
    for attempt, rest in enumerate(workspace.event_retries, 1):
        await asyncio.sleep(rest)
        answer = await delivery.ask(workspace, Kind.EVENT, told, attempt=attempt)
        if answer.arrived:
            return


def _envelope(workspace: Workspace, event: Payload) -> Payload:
    return {
        "token": workspace.app.verification_token,
        "team_id": workspace.team.id,
        "api_app_id": workspace.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.ids.next("Ev"),
        "event_time": int(workspace.world.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team.id,
                "user_id": workspace.app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{ids.secret()}",
    }


def _message(channel: Channel, message: Message) -> Payload:
    return {
        "type": "message",
        "channel": channel.id,
        "channel_type": "im",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "client_msg_id": message.client_msg_id,
        "event_ts": message.ts,
    }


def _unfurlable(workspace: Workspace, text: str) -> list[Payload]:
    found = []
    for address in content.links(text):
        host = urlsplit(address).hostname or ""
        for domain in workspace.app.unfurl_domains:
            if host == domain or host.endswith(f".{domain}"):
                found.append({"url": address, "domain": domain})
    return found
