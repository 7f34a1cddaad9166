"""What goes out today and what waits for me."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach.outgoing import holding, picturing, reminding
from bot.outreach.overview import peeking, reporting
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import letter as letter_view, reminder as reminder_view, today as view

Body = Mapping[str, Any]


def show(room: Room, respond: Respond, body: Body) -> None:
    """Show today, as the morning would."""
    respond(**view.build(reporting.today(room.db, people.who(body), now=room.now())))


def hold(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Hold one line back."""
    ack()
    holding.hold(room.db, people.who(body), _touch(body), now=room.now())
    _redraw(room, body, client, respond)


def release(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Let one line go again."""
    ack()
    holding.release(room.db, people.who(body), _touch(body), now=room.now())
    _redraw(room, body, client, respond)


def preview(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show an email as its person would read it."""
    ack()
    card = peeking.letter(room.db, people.who(body), _touch(body), now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=letter_view.build(card))


def text_shown(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show what is to be said by hand, ready to copy."""
    ack()
    card = picturing.card_for(room.db, people.who(body), _touch(body), now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=reminder_view.whole(card))


def mark_sent(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Take down that a stage was done by hand."""
    ack()
    reminding.mark_sent(room.db, people.who(body), _touch(body), house=room.house, now=room.now())
    _redraw(room, body, client, respond)


def _touch(body: Body) -> int:
    return view.read(body["actions"][0]["value"])


def _redraw(room: Room, body: Body, client: WebClient, respond: Respond) -> None:
    """Draw today again where it was clicked: on App Home, or in an answer only this person sees."""
    who = people.who(body)
    if body.get("view", {}).get("type") == "home":
        showing.home(room, client, who)
        return
    respond(replace_original=True, **view.build(reporting.today(room.db, who, now=room.now())))
