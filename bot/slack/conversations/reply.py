"""An answer: label it, or say that it is none."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach import replying
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import reply as view
from storage.statuses import Mark

Body = Mapping[str, Any]

MARKS = {
    view.INTERESTED: Mark.INTERESTED,
    view.NOT_NOW: Mark.NOT_NOW,
    view.NOT_INTERESTED: Mark.NOT_INTERESTED,
    view.WRONG_PERSON: Mark.WRONG_PERSON,
}


def label(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Say what an answer means."""
    ack()
    action = body["actions"][0]
    inbound_id, _ = view.read(action["value"])
    replying.label(room.db, people.who(body), inbound_id, MARKS[action["action_id"]], now=room.now())
    showing.message(client, body, view.build(replying.card(room.db, inbound_id)))


def not_a_reply(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Go on with the sequence: this was no answer."""
    ack()
    who = people.who(body)
    inbound_id, _ = view.read(body["actions"][0]["value"])
    replying.not_a_reply(room.db, who, inbound_id, now=room.now())
    note = f"Not a reply, says <@{who.slack_id}>: the sequence goes on."
    showing.message(client, body, view.build(replying.card(room.db, inbound_id, note)))


def gmail_opened(ack: Ack) -> None:
    """Let the browser go to Gmail."""
    ack()
