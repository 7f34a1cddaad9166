"""A profile link is pasted somewhere: put a button under it, the same for whoever reads it."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.rules import links, profiles
from bot.rules.links import Found, LinkKind
from bot.slack.room import Room
from bot.slack.unfurling import PreviewFailed
from bot.slack.views import unfurl as view

Body = Mapping[str, Any]

log = structlog.get_logger()

MOST = 5
"""Buttons under one message; for more people there is the message's own menu."""


def shared(room: Room, body: Body, client: WebClient) -> None:
    """Put the button under each profile link of a message; what cannot be shown is left away."""
    event = body.get("event", {})
    if body.get("is_ext_shared_channel") or event.get("source") == "composer":
        return  # people of other companies would read it, or nobody has sent it yet
    drawn = {url: view.build(found.site, found.canonical) for url, found in _profiles(event)}
    if not drawn:
        return
    try:
        room.previews.show(client, event, drawn, room.now())
    except PreviewFailed as failure:
        log.info("preview not shown", kind=type(failure).__name__, reason=str(failure))


def _profiles(event: Mapping[str, Any]) -> list[tuple[str, Found]]:
    urls = [str(link.get("url", "")) for link in event.get("links") or ()]
    found = [(url, entry) for url in urls for entry in links.read(url)]
    return [(url, one) for url, one in found if isinstance(one, Found) and _is_known(one)][:MOST]


def _is_known(found: Found) -> bool:
    return found.kind is LinkKind.PROFILE and found.site != profiles.WEBSITE
