"""Ask a colleague for somebody from the enroll modal, and answer on the card."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import releasing
from bot.outreach.notices.cards import ASKED
from bot.refusals import Gone
from bot.slack import people, showing
from bot.slack.conversations import enroll
from bot.slack.room import Room
from bot.slack.views import release as view
from storage.statuses import ReleaseStatus

Body = Mapping[str, Any]
SAID = {view.RELEASE: ReleaseStatus.RELEASED, view.KEEP: ReleaseStatus.KEPT}


def owner_asked(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask whose a person is, and say on the form that it was done."""
    ack()
    asked = enroll.typed(body)
    name = releasing.ask(room.db, people.who(body), asked, house=room.house, now=room.now())
    note = f"I have asked {name}. The answer comes to you as a message."
    showing.update(client, body["view"], enroll.drawn(room, body, note=note))


def answered(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down the answer, then draw the card as it stands; also when it was answered before, which is told."""
    ack()
    action = body["actions"][0]
    release_id, said = view.read(action["value"]), SAID[action["action_id"]]
    channel, ts = showing.place(body)

    def draw() -> dict[str, Any]:
        return view.build(releasing.card(room.db, release_id, ASKED))

    try:
        releasing.answer(room.db, people.who(body), release_id, said, now=room.now())
    except Gone:
        showing.card(client, channel, ts, draw)
        raise
    showing.card(client, channel, ts, draw)
