"""What recruiters set for themselves."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach import preferring
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import settings as view

Body = Mapping[str, Any]


def opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form."""
    ack()
    found = preferring.settings(room.db, people.who(body), house=room.house, now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=view.build(found))


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Keep what was set, or say under each line what cannot be understood."""
    who, typed = people.who(body), view.read(body["view"])
    problems = typed.problems or preferring.save(
        room.db, who, typed.preferences, typed.cap, house=room.house, now=room.now()
    )
    if problems:
        ack(response_action="errors", errors=view.errors(problems, body["view"]))
        return
    ack()
    people.meet(room, client, body)  # Slack is asked where they live, if they no longer say so themselves
    showing.home_too(room, who)
