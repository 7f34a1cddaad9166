"""Look at a sequence as somebody would get it, and have one of its mails sent to oneself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.plans import drafting, previewing, rehearsing
from bot.refusals import Refusal
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import preview as view

Body = Mapping[str, Any]


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn a page."""
    ack()
    step = 1 if body["actions"][0]["action_id"] == view.NEXT else -1
    shown = view.read_metadata(body["view"])
    _draw(room, client, body, replace(shown, page=shown.page + step))


def person_chosen(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Look at it as somebody else would get it."""
    ack()
    shown = view.read_metadata(body["view"])
    _draw(room, client, body, replace(shown, person=view.read_person(body["actions"][0])))


def people_asked(room: Room, ack: Ack, body: Body) -> None:
    """Offer the people whose names were begun."""
    found = rehearsing.suggest(room.db, people.who(body), str(body.get("value", "")), now=room.now())
    ack(options=view.people(found))


def tried(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Send the mail that was pressed to whoever looks at it."""
    ack()
    who, shown = people.who(body), view.read_metadata(body["view"])
    number, variant = view.read_trial(body["actions"][0])
    note = ""
    try:
        asked = rehearsing.of_draft(
            room.db, who, shown.draft_id or 0, number, variant, shown.person, now=room.now()
        )
        note = view.sent(number, room.bench.send(who, asked))
    except Refusal as refusal:  # three views lie on each other: nothing can be laid on top
        note = view.not_sent(refusal)
    _draw(room, client, body, shown, note=note)


def _draw(room: Room, client: WebClient, body: Body, shown: view.Shown, *, note: str = "") -> None:
    if shown.draft_id is None:
        return
    who, now = people.who(body), room.now()
    editor = drafting.change(room.db, who, shown.draft_id, screen=drafting.Screen(), now=now)
    made = previewing.of_draft(
        room.db,
        who,
        editor.draft,
        person=shown.person,
        house=room.house,
        now=now,
    )
    showing.update(client, body["view"], view.build(made, shown, note=note))
