"""Who comes in: members of this workspace, known by name before anything is done for them."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.outreach import people as known
from bot.refusals import NotAllowed
from bot.slack import people
from bot.slack.room import Room
from bot.slack.views import refusal as view

Body = Mapping[str, Any]
HOME_OPENED = "app_home_opened"
LINK_SHARED = "link_shared"

log = structlog.get_logger()


def let_in(room: Room, body: Body, client: WebClient, next: Callable[[], None]) -> BoltResponse | None:  # noqa: A002
    """Let a member of this workspace go on; everybody else gets one polite sentence and nothing is done.

    Whoever pasted a link asked for nothing: they are neither looked up nor written down.
    """
    if body.get("event", {}).get("type") == LINK_SHARED:
        next()
        return None
    who = people.who(body)
    try:
        if not known.admit(room.db, who, room.now()):
            people.meet(room, client, body)
            known.admit(room.db, who, room.now())
    except NotAllowed as refusal:
        if body.get("event", {}).get("type") != HOME_OPENED:
            raise
        _show(client, who.slack_id, refusal)
        return BoltResponse(status=200, body="")
    next()
    return None


def _show(client: WebClient, slack_id: str, refusal: NotAllowed) -> None:
    # A message for each look at a tab would be a nuisance: the tab itself says it.
    try:
        client.views_publish(user_id=slack_id, view=view.home(refusal))
    except (SlackClientError, OSError) as error:
        log.info("home not drawn", reason=type(error).__name__)
