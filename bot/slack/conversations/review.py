"""Go through several people who were named at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import enrolling, reviewing
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.origins import Origin
from bot.outreach.people import Who
from bot.rules.links import Entry
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import enroll as enroll_view, review as view

Body = Mapping[str, Any]
Drawn = dict[str, Any]


def drawn(room: Room, who: Who, review_id: int, page: int = 0) -> Drawn:
    """Draw a page of a list as it stands."""
    return view.build(reviewing.page(room.db, who, review_id, page, house=room.house, now=room.now()))


def begun(
    room: Room, client: WebClient, body: Body, entries: Sequence[Entry], origin: Origin, chosen: int | None
) -> None:
    """Open a list at once, and show who is in it when all were looked up."""
    who = people.who(body)
    opened = client.views_open(trigger_id=body["trigger_id"], view=view.opening(len(entries)))
    review_id = reviewing.begin(room.db, who, entries, origin=origin, chosen=chosen, now=room.now())
    showing.refresh(client, str(opened["view"]["id"]), drawn(room, who, review_id))


def sequence_chosen(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Choose the sequence for all of them, and show what each needs."""
    ack()
    review_id, _ = view.read(body["view"])
    chosen = view.read_value(body["actions"][0])
    reviewing.choose(room.db, people.who(body), review_id, chosen, now=room.now())
    _again(room, body, client)


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn to another page."""
    ack()
    review_id, _ = view.read(body["view"])
    page = view.read_value(body["actions"][0])
    showing.update(client, body["view"], drawn(room, people.who(body), review_id, page))


def enrolled(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Enroll one person who needs nothing more."""
    ack()
    review_id, _ = view.read(body["view"])
    place, who = view.read_value(body["actions"][0]), people.who(body)
    reviewing.enroll(room.db, who, review_id, place, house=room.house, now=room.now())
    _again(room, body, client)
    showing.home_too(room, who)


def all_enrolled(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Enroll everybody who needs nothing more."""
    ack()
    (review_id, _), who = view.read(body["view"]), people.who(body)
    reviewing.enroll_ready(room.db, who, review_id, house=room.house, now=room.now())
    _again(room, body, client)
    showing.home_too(room, who)


def opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open one person's form over the list."""
    ack()
    (review_id, _), who = view.read(body["view"]), people.who(body)
    place = view.read_value(body["actions"][0])
    asked = reviewing.asked(room.db, who, review_id, place, now=room.now())
    form = enrolling.form(room.db, who, asked, house=room.house, now=room.now())
    client.views_push(trigger_id=body["trigger_id"], view=enroll_view.build(form, typed=asked.origin.values))


def came_back(room: Room, body: Body, client: WebClient, origin: Origin, done: Enrolled) -> None:
    """Tick the person whose form was sent off, in the list beneath it."""
    assert origin.review is not None
    who, beneath = people.who(body), body["view"].get("previous_view_id")
    reviewing.note(room.db, who, origin.review, origin.place, done, now=room.now())
    if beneath:
        page = origin.place // reviewing.ROWS
        showing.refresh(client, str(beneath), drawn(room, who, origin.review, page))


def _again(room: Room, body: Body, client: WebClient) -> None:
    review_id, page = view.read(body["view"])
    showing.update(client, body["view"], drawn(room, people.who(body), review_id, page))
