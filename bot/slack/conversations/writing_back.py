"""Reply to an answer from its card: the form, and its Send."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.incoming import replying, writing_back
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import reply as reply_view, writing_back as view

Body = Mapping[str, Any]


def clicked(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form."""
    ack()
    inbound_id, _ = reply_view.read(body["actions"][0]["value"])
    form = writing_back.form(room.db, people.who(body), inbound_id, now=room.now())
    channel, ts = showing.place(body)
    client.views_open(trigger_id=body["trigger_id"], view=view.build(form, channel=channel, message=ts))


def sent(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take the reply, or say under the text what must be mended; then the card says that it leaves."""
    read, who = view.read(body["view"]), people.who(body)
    problems = read.problems or writing_back.send(
        room.db, who, read.inbound_id, nonce=read.nonce, text=read.text, now=room.now()
    )
    if problems:
        ack(response_action="errors", errors=view.errors(problems, body["view"]))
        return
    ack()
    if read.channel:
        showing.card(
            client,
            read.channel,
            read.message,
            lambda: reply_view.build(replying.card(room.db, read.inbound_id, room.now())),
        )
