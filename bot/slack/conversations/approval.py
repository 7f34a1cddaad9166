"""The second pair of eyes: read, approve, or say what is still to do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.plans import approving
from bot.outreach.plans.editions import ApprovalCard
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import approval as view

Body = Mapping[str, Any]


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn to another page of the card."""
    ack()
    version_id, page = view.read(body["actions"][0]["value"])
    showing.message(client, body, view.build(_card(room, body, version_id), page))


def approve(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Approve it, unless there is a newer version; the card says which."""
    ack()
    version_id, _ = view.read(body["actions"][0]["value"])
    if not _card(room, body, version_id).settled:
        approving.approve(room.db, people.who(body), version_id, now=room.now())
    showing.message(client, body, view.build(_card(room, body, version_id)))


def not_yet(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask for a note to the author."""
    ack()
    version_id, _ = view.read(body["actions"][0]["value"])
    approving.demand_reader(room.db, people.who(body), version_id, now=room.now())
    channel, ts = showing.place(body)
    drawn = view.note_form(version_id, channel=channel, message=ts)
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def noted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Tell the author, and settle the card."""
    read, who = view.read_note(body["view"]), people.who(body)
    approving.not_yet(room.db, who, read.version_id, read.note, now=room.now())
    ack()
    card = replace(_card(room, body, read.version_id), settled="Not yet, says", settled_by=who.slack_id)
    if read.channel:
        showing.card(client, read.channel, read.message, lambda: view.build(card))


def _card(room: Room, body: Body, version_id: int) -> ApprovalCard:
    return approving.card_for(room.db, people.who(body), version_id, now=room.now())
