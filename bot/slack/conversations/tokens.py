"""The tokens: what there are, and the workspace's own."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach.plans import coining
from bot.outreach.plans.token_pages import TokenPage
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import tokens as view

Body = Mapping[str, Any]


def show(room: Room, respond: Respond, body: Body) -> None:
    """List every token with what it says in this person's mails."""
    respond(**view.build(coining.page(room.db, people.who(body), now=room.now())))


def own_opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form of the workspace's own tokens."""
    ack()
    page = coining.page(room.db, people.who(body), now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=view.form(page))


def submitted(room: Room, ack: Ack, body: Body) -> None:
    """Add a token and empty the form, or say under each input what is wrong."""
    asked = view.read(body["view"])
    added = coining.add(room.db, people.who(body), asked, now=room.now())
    if not isinstance(added, TokenPage):
        ack(response_action="errors", errors=view.errors(added, body["view"]))
        return
    note = "Added. It can be used from now on."
    ack(response_action="update", view=view.form(added, rev=view.read_rev(body["view"]) + 1, note=note))


def removed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take a token away."""
    ack()
    name = view.read_removed(body["actions"][0])
    page = coining.take_away(room.db, people.who(body), name, now=room.now())
    rev = view.read_rev(body["view"])
    showing.update(client, body["view"], view.form(page, rev=rev + 1, note="Removed."))
