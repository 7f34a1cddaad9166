"""Forget somebody, and let them be added again."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach.candidates import forgetting, remembering
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import forget as view, parts

Body = Mapping[str, Any]


def forget(room: Room, client: WebClient, body: Body, words: str) -> None:
    """Say what will happen if somebody is forgotten, and ask whether to."""
    found = forgetting.ask(room.db, people.who(body), words, now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=view.build(found))


def forgotten(room: Room, ack: Ack, body: Body) -> None:
    """Forget whoever was confirmed."""
    candidate_id = view.read(body["view"])
    if candidate_id is None:
        ack(response_action="errors", errors=view.errors("Choose who is meant."))
        return
    who = people.who(body)
    outcome = forgetting.forget(room.db, who, candidate_id, now=room.now())
    ack(response_action="update", view=view.done(outcome))
    showing.home_too(room, who)


def unforget(room: Room, respond: Respond, body: Body, words: str) -> None:
    """Let somebody be added again."""
    told = parts.mrkdwn(remembering.lift(room.db, people.who(body), words, now=room.now()))
    respond(**parts.message(told, [parts.section(told)]))
