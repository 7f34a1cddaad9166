"""What goes out today and what waits for me."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach.outgoing import holding, picturing, reminding
from bot.outreach.overview import peeking, reporting
from bot.outreach.people import Who
from bot.refusals import Gone
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import (
    letter as letter_view,
    reminder as reminder_view,
    today as view,
    today_all as all_view,
)

Body = Mapping[str, Any]
Act = Callable[[Who, int, datetime], object]


def show(room: Room, respond: Respond, body: Body) -> None:
    """Show today, as the morning would."""
    respond(**view.build(reporting.today(room.db, people.who(body), now=room.now())))


def all_shown(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show all of it, where a message had room for some."""
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=_all(room, body, 0))


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn to another page."""
    ack()
    showing.update(client, body["view"], _all(room, body, all_view.read_page(body["actions"][0])))


def hold(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Hold one line back."""
    ack()
    _then_show(room, body, client, respond, lambda who, id, now: holding.hold(room.db, who, id, now=now))


def release(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Let one line go again."""
    ack()
    _then_show(room, body, client, respond, lambda who, id, now: holding.release(room.db, who, id, now=now))


def preview(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show an email as its person would read it."""
    ack()
    card = peeking.letter(room.db, people.who(body), _touch(body), now=room.now())
    showing.over(client, body, letter_view.build(card))


def text_shown(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show what is to be said by hand, ready to copy."""
    ack()
    card = picturing.card_for(room.db, people.who(body), _touch(body), now=room.now())
    showing.over(client, body, reminder_view.whole(card))


def mark_sent(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Take down that a stage was done by hand."""
    ack()

    def act(who: Who, touch_id: int, now: datetime) -> None:
        reminding.mark_sent(room.db, who, touch_id, house=room.house, now=now)

    _then_show(room, body, client, respond, act)


def _touch(body: Body) -> int:
    return view.read(body["actions"][0]["value"])


def _all(room: Room, body: Body, number: int) -> dict[str, Any]:
    return all_view.build(reporting.today(room.db, people.who(body), now=room.now()), number)


def _then_show(room: Room, body: Body, client: WebClient, respond: Respond, act: Act) -> None:
    """Act, then draw today as it stands; also when somebody or the clock was faster, which is told."""
    try:
        act(people.who(body), _touch(body), room.now())
    except Gone:
        _redraw(room, body, client, respond)
        raise
    _redraw(room, body, client, respond)


def _redraw(room: Room, body: Body, client: WebClient, respond: Respond) -> None:
    """Draw today again where it was clicked: on App Home, in its own window, or in a message."""
    who, shown = people.who(body), body.get("view", {})
    if shown.get("type") == "home":
        showing.home(room, client, who)
    elif shown.get("type") == "modal":
        showing.update(client, shown, _all(room, body, all_view.read(shown)))
        showing.home_too(room, who)
    else:
        respond(replace_original=True, **view.build(reporting.today(room.db, who, now=room.now())))
