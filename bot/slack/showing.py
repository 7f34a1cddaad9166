"""Draw a screen again where it stands, whatever happened to it meanwhile."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.outreach.mailboxes import connecting, delegating
from bot.outreach.overview import housing
from bot.outreach.people import Who
from bot.outreach.pictures import Editor
from bot.refusals import Refusal
from bot.slack.room import Room
from bot.slack.views import home as home_view, sequence as sequence_view

log = structlog.get_logger()

View = Mapping[str, Any]
Drawn = dict[str, Any]
GONE = {"not_found", "view_not_found"}
MOST_DRAWINGS = 3


class Stale(Refusal):
    """Say that what was asked is done, though Slack could not show it."""


def update(
    client: WebClient, view: View, drawn: Drawn, *, anew: Callable[[], Drawn | None] | None = None
) -> None:
    """Replace the view that was clicked; a newer screen is not overwritten by chance but by what is stored.

    `anew` draws what is stored by then, where another click may have changed it meanwhile; None leaves the screen as
    that click drew it. Like everything here it draws what is stored already, and raises Stale when Slack does not take
    the drawing.
    """
    try:
        client.views_update(view_id=view["id"], hash=view.get("hash"), view=drawn)
    except SlackApiError as error:
        if error.response.get("error") != "hash_conflict":
            _unless_gone(error)
            return
        _over_another(client, str(view["id"]), anew or (lambda: drawn))


def _over_another(client: WebClient, view_id: str, draw: Callable[[], Drawn | None]) -> None:
    before, drawn = None, draw()
    for _ in range(MOST_DRAWINGS):
        if drawn is None or drawn == before:
            return
        refresh(client, view_id, drawn)
        before, drawn = drawn, draw()


def refresh(client: WebClient, view_id: str, drawn: Drawn) -> bool:
    """Replace a view by its id; one that was closed meanwhile is left alone, and False."""
    try:
        client.views_update(view_id=view_id, view=drawn)
    except SlackApiError as error:
        _unless_gone(error)
        return False
    return True


def _unless_gone(error: SlackApiError) -> None:
    if error.response.get("error") not in GONE:
        raise _stale(error)
    log.info("view was closed")


def _stale(error: Exception) -> Stale:
    log.warning("screen not redrawn", reason=type(error).__name__)
    return Stale("It is noted, but Slack could not show it just now.", "Open it again in a moment.")


def message(client: WebClient, body: Mapping[str, Any], drawn: Drawn) -> None:
    """Replace the message a button was clicked on."""
    channel, ts = place(body)
    card(client, channel, ts, lambda: drawn)


def card(client: WebClient, channel: str, ts: str, draw: Callable[[], Drawn]) -> None:
    """Replace a message by its place, by what is stored as `current` does."""
    try:
        current(client, channel, ts, draw)
    except (SlackClientError, OSError) as error:
        raise _stale(error) from error


def current(client: WebClient, channel: str, ts: str, draw: Callable[[], Drawn]) -> None:
    """Draw a message anew, and again where what is stored has changed meanwhile; raises Slack's errors.

    Whoever draws last has then drawn what is stored, however many draw at once.
    """
    drawn = draw()
    for _ in range(MOST_DRAWINGS):
        client.chat_update(channel=channel, ts=ts, **drawn)
        before, drawn = drawn, draw()
        if drawn == before:
            return


def place(body: Mapping[str, Any]) -> tuple[str, str]:
    """Tell where the clicked message stands."""
    container = body.get("container", {})
    return str(container.get("channel_id", "")), str(container.get("message_ts", ""))


def click(body: Mapping[str, Any]) -> str:
    """Name a click on a screen: the same click on the same screen has the same name, twice or not."""
    view = body.get("view", {})
    action = (body.get("actions") or [{}])[0]
    chosen = action.get("selected_option") or {}
    said = chosen.get("value", action.get("value", ""))
    return f"click:{view.get('id')}:{view.get('hash')}:{action.get('action_id', 'submit')}:{said}"[:250]


def home(room: Room, client: WebClient, who: Who) -> None:
    """Draw somebody's Home tab as things stand now."""
    now = room.now()
    by_name = delegating.is_offered(room.door)
    link = "" if by_name else connecting.consent_link(room.db, room.door, who=who, now=now)
    page = housing.home(room.db, who, connect_url=link, house=room.house, now=now)
    client.views_publish(user_id=who.slack_id, view=home_view.build(page))


def editor(client: WebClient, body: Mapping[str, Any], drawn: Editor) -> None:
    """Open the editor of a sequence, in the place of the modal the click came from, if it came from one."""
    instead(client, body, sequence_view.build(drawn))


def instead(client: WebClient, body: Mapping[str, Any], drawn: Drawn) -> None:
    """Open a modal in the place of the one that was clicked: of three that may lie on each other none is used up."""
    if body.get("view", {}).get("type") == "modal":
        update(client, body["view"], drawn)
        return
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def over(client: WebClient, body: Mapping[str, Any], drawn: Drawn) -> None:
    """Open a modal, over another one if the click came from there."""
    opened = client.views_push if body.get("view", {}).get("type") == "modal" else client.views_open
    opened(trigger_id=body["trigger_id"], view=drawn)


def home_too(room: Room, who: Who) -> None:
    """Have the Home tab drawn again soon, beside something else that was done."""
    room.homes.ask(who)
