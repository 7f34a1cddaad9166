"""`/sequence <words>`, `/enroll <words>`, `/why <words>` -> the conversation they open."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach.candidates import explaining
from bot.outreach.overview import reporting
from bot.slack import people
from bot.slack.conversations import (
    away,
    blocking,
    crowd,
    digest,
    enroll,
    from_csv,
    listing,
    logged,
    privacy,
    report,
    script,
    sequence,
    today,
    tokens,
)
from bot.slack.room import Room
from bot.slack.views import help as help_view, listing as listing_view, why as why_view

Body = Mapping[str, Any]


class Asked:
    """One command as it was typed: the words after its first, and the ways to answer it."""

    def __init__(self, room: Room, body: Body, client: WebClient, respond: Respond) -> None:
        self.room = room
        self.body = body
        self.client = client
        self.respond = respond
        verb, _, rest = str(body.get("text", "")).strip().partition(" ")
        self.verb = verb.casefold()
        self.rest = rest.strip()


VERBS: Mapping[str, Callable[[Asked], None]] = {
    "new": lambda asked: sequence.open_new(asked.room, asked.client, asked.body, asked.rest),
    "list": lambda asked: listing.list_all(asked.room, asked.respond, asked.body),
    "show": lambda asked: listing.show(asked.room, asked.respond, asked.body, asked.rest),
    "people": lambda asked: crowd.asked(asked.room, asked.client, asked.body, asked.rest),
    "status": lambda asked: listing.status(asked.room, asked.respond, asked.body, asked.rest),
    "report": lambda asked: report.asked(asked.room, asked.respond, asked.body, asked.rest),
    "edit": lambda asked: listing.edit(asked.room, asked.client, asked.body, asked.rest),
    "history": lambda asked: listing.history(asked.room, asked.respond, asked.body, asked.rest),
    "export": lambda asked: script.export(asked.room, asked.client, asked.body, asked.rest),
    "forget": lambda asked: privacy.forget(asked.room, asked.client, asked.body, asked.rest),
    "unforget": lambda asked: privacy.unforget(asked.room, asked.respond, asked.body, asked.rest),
    "import": lambda asked: script.open_import(asked.client, asked.body),
    "clone": lambda asked: listing.clone(asked.room, asked.client, asked.body, asked.rest),
    "follow": lambda asked: listing.follow(asked.room, asked.respond, asked.body, asked.rest),
    "unfollow": lambda asked: listing.unfollow(asked.room, asked.respond, asked.body, asked.rest),
    "away": lambda asked: away.asked(asked.room, asked.client, asked.respond, asked.body, asked.rest),
    "back": lambda asked: away.back(asked.room, asked.respond, asked.body),
    "log": lambda asked: logged.asked(asked.room, asked.client, asked.body, asked.rest),
    "today": lambda asked: today.show(asked.room, asked.respond, asked.body),
    "block": lambda asked: blocking.block(asked.room, asked.respond, asked.body, asked.rest),
    "unblock": lambda asked: blocking.unblock(asked.room, asked.respond, asked.body, asked.rest),
    "tokens": lambda asked: tokens.show(asked.room, asked.respond, asked.body),
    "digest": lambda asked: digest.asked(asked.room, asked.respond, asked.body, asked.client, asked.rest),
    **dict.fromkeys(
        (listing_view.PAUSE, listing_view.RESUME, listing_view.ARCHIVE),
        lambda asked: listing.turn(
            asked.room, asked.respond, asked.client, asked.body, asked.rest, asked.verb
        ),
    ),
}


def sequence_typed(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Open what `/sequence` was followed by; anything else is answered by the help card."""
    ack()
    asked = Asked(room, body, client, respond)
    if asked.verb in VERBS:
        VERBS[asked.verb](asked)
        return
    unknown = "" if asked.verb in {"", "help"} else str(body.get("text", "")).strip()
    waiting = reporting.today(room.db, people.who(body), now=room.now()).unanswered
    respond(**help_view.build(unknown, waiting))


def enroll_typed(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Open the enroll modal for the people named."""
    ack()
    words = str(body.get("text", "")).strip()
    if words.casefold() == "help":
        respond(**help_view.build())
        return
    if words.casefold().partition(" ")[0] == "csv":
        from_csv.asked(room, client, body, words)
        return
    enroll.asked(room, client, body, words)


def why_typed(room: Room, ack: Ack, body: Body, respond: Respond) -> None:
    """Explain a candidate."""
    ack()
    words = str(body.get("text", ""))
    respond(
        **why_view.build(*explaining.why(room.db, people.who(body), words, house=room.house, now=room.now()))
    )
