"""`/sequence block`, `/sequence unblock`: whom nobody may approach."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Respond

from bot.outreach.candidates import blocking
from bot.slack import people
from bot.slack.room import Room
from bot.slack.views import blocking as view

Body = Mapping[str, Any]


def block(room: Room, respond: Respond, body: Body, words: str) -> None:
    """Block somebody, or list who is blocked."""
    who, now = people.who(body), room.now()
    if words:
        respond(**view.told(blocking.block(room.db, who, words, now=now)))
        return
    respond(**view.build(blocking.listed(room.db, who, now=now)))


def unblock(room: Room, respond: Respond, body: Body, words: str) -> None:
    """Allow somebody again."""
    respond(**view.told(blocking.unblock(room.db, people.who(body), words, now=room.now())))
