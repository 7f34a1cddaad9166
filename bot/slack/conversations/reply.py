"""An answer: label it, take it over, say that it is none, take that back. The card changes wherever it stands."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.outreach import people as known
from bot.outreach.candidates import mending
from bot.outreach.incoming import replying
from bot.outreach.notices import redrawing
from bot.refusals import Gone, Refusal
from bot.rules import business_time
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import answer_forms as forms, mend as mend_view, reply as view
from storage.statuses import Mark

log = structlog.get_logger()

Body = Mapping[str, Any]
Place = tuple[str, str]
Act = Callable[[known.Who, int, datetime], object]

MONTHS_LATER = 3
MARKS = {view.INTERESTED: Mark.INTERESTED, view.WRONG_PERSON: Mark.WRONG_PERSON}


def label(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Say what an answer means."""
    ack()
    mark = MARKS[body["actions"][0]["action_id"]]
    _then_show(room, client, body, lambda who, id, now: replying.label(room.db, who, id, mark, now=now))


def claim(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take care of it, so that the others need not."""
    ack()
    _then_show(room, client, body, lambda who, id, now: replying.claim(room.db, who, id, now=now))


def give_back(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Leave it to the others again."""
    ack()
    _then_show(room, client, body, lambda who, id, now: replying.give_back(room.db, who, id, now=now))


def not_a_reply(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Go on with the sequence: this was no answer."""
    ack()
    _then_show(room, client, body, lambda who, id, now: replying.not_a_reply(room.db, who, id, now=now))


def undo(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take back what was said."""
    ack()
    _then_show(room, client, body, lambda who, id, now: replying.undo(room.db, who, id, now=now))


def not_now(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask when it comes back."""
    ack()
    inbound_id, (channel, ts) = _inbound(body), showing.place(body)
    who, now = people.who(body), room.now()
    today = now.astimezone(business_time.zone(known.zone_of(room.db, who))).date()
    drawn = forms.not_now(
        inbound_id,
        person=replying.person(room.db, who, inbound_id, now=now),
        suggested=business_time.add_months(today, MONTHS_LATER),
        channel=channel,
        message=ts,
    )
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def not_interested(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask why."""
    ack()
    inbound_id, (channel, ts) = _inbound(body), showing.place(body)
    person = replying.person(room.db, people.who(body), inbound_id, now=room.now())
    drawn = forms.not_interested(inbound_id, person=person, channel=channel, message=ts)
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def not_now_said(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down when it comes back."""
    said, now = forms.read(body["view"]), room.now()
    if said.back_on is None:
        ack(response_action="errors", errors=forms.errors("Choose a day."))
        return
    try:
        replying.label(
            room.db, people.who(body), said.inbound_id, Mark.NOT_NOW, back_on=said.back_on, now=now
        )
    except Gone:
        raise
    except Refusal as refusal:
        ack(response_action="errors", errors=forms.errors(str(refusal)))
        return
    ack()
    _show(room, client, body, said.inbound_id, (said.channel, said.message))


def not_interested_said(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down why."""
    said, now = forms.read(body["view"]), room.now()
    who = people.who(body)
    replying.label(room.db, who, said.inbound_id, Mark.NOT_INTERESTED, reason=said.reason, now=now)
    ack()
    _show(room, client, body, said.inbound_id, (said.channel, said.message))


def other_address(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask for an address that reaches the right person."""
    ack()
    _, enrollment_id = view.read(body["actions"][0]["value"])
    found = mending.bounced(room.db, people.who(body), enrollment_id, now=room.now())
    drawn = mend_view.fix_address(found.enrollment_id, found.person, found.address)
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def gmail_opened(ack: Ack) -> None:
    """Let the browser go to Gmail."""
    ack()


def _inbound(body: Body) -> int:
    inbound_id, _ = view.read(body["actions"][0]["value"])
    return inbound_id


def _then_show(room: Room, client: WebClient, body: Body, act: Act) -> None:
    """Act, then draw every copy of the card as it stands; also when somebody was faster, who is told so."""
    inbound_id, place = _inbound(body), showing.place(body)
    try:
        act(people.who(body), inbound_id, room.now())
    except Gone:
        _show(room, client, body, inbound_id, place)
        raise
    _show(room, client, body, inbound_id, place)


def _show(room: Room, client: WebClient, body: Body, inbound_id: int, place: Place) -> None:
    """Draw the card where it was clicked, and then wherever else it stands, which may fail without harm."""

    def draw() -> dict[str, Any]:
        return view.build(replying.card(room.db, inbound_id, room.now()))

    if place[1]:
        showing.card(client, *place, draw)
    for other in redrawing.places(room.db, inbound_id):
        if other != place:
            try:
                showing.current(client, *other, draw)
            except (SlackClientError, OSError) as error:
                log.info("copy not redrawn", inbound=inbound_id, reason=type(error).__name__)
    showing.home_too(room, people.who(body))
