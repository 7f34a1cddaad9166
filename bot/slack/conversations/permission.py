"""A colleague says whether mail may leave in their name, on the card that asked them or on their Home tab."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.plans import consenting
from bot.outreach.plans.consenting import Said
from bot.refusals import Gone
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import permission as view, preview as preview_view

Body = Mapping[str, Any]
SAID = {view.ALLOW: Said.ALLOW, view.ALWAYS: Said.ALWAYS, view.NO: Said.NO}


def answered(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down the answer."""
    ack()
    action = body["actions"][0]
    permission_id, _, _ = view.read(action["value"])
    said = SAID[action["action_id"]]
    _then_show(
        room,
        client,
        body,
        lambda: consenting.answer(room.db, people.who(body), permission_id, said, now=room.now()),
    )


def previewed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show what would leave in their name."""
    ack()
    permission_id, sequence_id, _ = view.read(body["actions"][0]["value"])
    shown = consenting.preview(
        room.db, people.who(body), permission_id, sequence_id or 0, house=room.house, now=room.now()
    )
    client.views_open(trigger_id=body["trigger_id"], view=preview_view.build(shown))


def revoked(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take leave back on a card."""
    ack()
    permission_id, _, _ = view.read(body["actions"][0]["value"])
    _then_show(
        room,
        client,
        body,
        lambda: consenting.revoke(room.db, people.who(body), permission_id, now=room.now()),
    )


def revoked_at_home(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take leave back on the Home tab."""
    ack()
    who = people.who(body)
    permission_id, _, _ = view.read(body["actions"][0]["value"])
    consenting.revoke(room.db, who, permission_id, now=room.now())
    showing.home(room, client, who)


def _then_show(room: Room, client: WebClient, body: Body, act: Callable[[], None]) -> None:
    """Act, then draw the card as it stands; also when it was answered before, which is told."""
    asked = view.read(body["actions"][0]["value"])
    channel, ts = showing.place(body)
    try:
        act()
    except Gone:
        showing.card(client, channel, ts, lambda: view.build(consenting.card(room.db, *asked)))
        raise
    showing.card(client, channel, ts, lambda: view.build(consenting.card(room.db, *asked)))
    showing.home_too(room, people.who(body))
