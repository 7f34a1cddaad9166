"""App Home: everything of one person on one page."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.mailboxes import disconnecting
from bot.outreach.overview import subscribing
from bot.outreach.plans import drafting
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import digest_settings

Body = Mapping[str, Any]


def opened(room: Room, body: Body, event: Mapping[str, Any], client: WebClient) -> None:
    """Draw the Home tab of whoever opens it."""
    if event.get("tab", "home") == "home":
        showing.home(room, client, people.meet(room, client, body))


def connect_clicked(ack: Ack) -> None:
    """Let the browser go to Google: Slack only wants to hear that we noticed."""
    ack()


def disconnect_clicked(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Give the mailbox back; a message says what Google made of it."""
    ack()
    who = people.who(body)
    disconnecting.disconnect(room.db, room.door.google, who=who, now=room.now())
    showing.home(room, client, who)


def resume_draft(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Go on with the plan left on the desk."""
    ack()
    showing.editor(client, body, drafting.open_editor(room.db, people.who(body), name="", now=room.now()))


def digest_resumed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Start a digest again that rested."""
    ack()
    who = people.who(body)
    subscribing.resume(room.db, who, digest_settings.read(body["actions"][0]["value"]), now=room.now())
    showing.home(room, client, who)


def digest_off(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """End a channel's digest."""
    ack()
    who = people.who(body)
    subscribing.end_by_id(room.db, who, digest_settings.read(body["actions"][0]["value"]), now=room.now())
    showing.home(room, client, who)
