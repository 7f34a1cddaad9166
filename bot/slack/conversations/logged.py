"""A touch made elsewhere is logged."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import logging_touches
from bot.outreach.candidates.logging_touches import Logged
from bot.refusals import Gone, NotAllowed, Refusal
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import logged as view

Body = Mapping[str, Any]


def asked(room: Room, client: WebClient, body: Body, words: str) -> None:
    """Open the form for whoever is named."""
    form = logging_touches.form(room.db, people.who(body), words, now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=view.build(form))


def submitted(room: Room, ack: Ack, body: Body) -> None:
    """Write it down, or mark the stage it was."""
    who, typed, now = people.who(body), view.read(body["view"]), room.now()
    if typed.at is None:
        ack(response_action="errors", errors=view.errors("Choose when it was."))
        return
    known = Logged(
        candidate_id=typed.candidate_id,
        kind=typed.kind,
        at=typed.at,
        note=typed.note,
        touch_id=typed.touch_id,
    )
    try:
        noted = logging_touches.note(room.db, who, known, house=room.house, now=now)
    except (Gone, NotAllowed):
        raise
    except Refusal as refusal:
        ack(response_action="errors", errors=view.errors(str(refusal)))
        return
    ack(response_action="update", view=view.done(noted.told, noted.logged_id))
    showing.home_too(room, who)


def taken_back(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take back what was logged."""
    ack()
    logged_id = view.read_logged(str(body["actions"][0]["value"]))
    told = logging_touches.take_back(room.db, people.who(body), logged_id, now=room.now())
    showing.update(client, body["view"], view.done(told))
