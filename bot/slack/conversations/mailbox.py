"""The mailbox: connecting it by its address, and the address mail leaves from."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.mailboxes import connecting, delegating, signing
from bot.outreach.people import Who
from bot.refusals import Refusal
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import mailbox as view, refusal

Body = Mapping[str, Any]


def connect_clicked(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask for the address to connect."""
    ack()
    who = people.who(body)
    link = connecting.consent_link(room.db, room.door, who=who, now=room.now())
    drawn = view.build(address=people.address(client, who), consent_url=link)
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Connect the address, if it is the person's own and on the list; a message says how that went."""
    who, address = people.who(body), view.read(body["view"])
    own = people.address(client, who)
    if problem := delegating.problem(room.door, address=address, own=own):
        ack(response_action="errors", errors=view.errors(problem))
        return
    ack()  # Google may take longer than the three seconds Slack waits for us
    _connect(room, client, who, address=address, own=own)
    showing.home_too(room, who)


def _connect(room: Room, client: WebClient, who: Who, *, address: str, own: str) -> None:
    try:
        delegating.connect(room.db, room.door, who=who, address=address, own=own, clock=room.clock)
    except Refusal as problem:
        # The form is gone by now, and drawing it anew would race against its closing: a message is sure to be seen.
        client.chat_postMessage(channel=who.slack_id, **refusal.message(problem))


def consent_opened(ack: Ack) -> None:
    """Let the browser go to Google."""
    ack()


def sender_chosen(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Let mail leave from the address that was chosen."""
    ack()
    who = people.who(body)
    signing.choose(room.db, who, view.read_sender(body["actions"][0]), now=room.now())
    showing.home(room, client, who)
