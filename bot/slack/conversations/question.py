"""A mail its recruiter wanted to see first, on its card: send it, write it anew, leave it out."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach import people as known
from bot.outreach.outgoing import asking
from bot.outreach.outgoing.asking import OwnWords
from bot.refusals import Gone
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import question as view

Body = Mapping[str, Any]
Act = Callable[[known.Who, datetime], object]


def sent(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Let it leave as it stands there."""
    ack()
    touch_id = _touch(body)
    _then_show(room, client, body, touch_id, lambda who, now: asking.allow(room.db, who, touch_id, now=now))


def skipped(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Leave it out and go on."""
    ack()
    touch_id, house = _touch(body), room.house
    _then_show(
        room,
        client,
        body,
        touch_id,
        lambda who, now: asking.skip(room.db, who, touch_id, house=house, now=now),
    )


def edited(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form with the text it has."""
    ack()
    touch_id, (channel, ts) = _touch(body), showing.place(body)
    try:
        form = asking.form(room.db, people.who(body), touch_id, now=room.now())
    except Gone:
        _show(room, client, touch_id, channel, ts)
        raise
    client.views_open(trigger_id=body["trigger_id"], view=view.form(form, channel=channel, message=ts))


def rewritten(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take the words, or say under each field what must be mended; then the card says that it leaves."""
    read = view.read_form(body["view"])
    written = OwnWords(subject=read.subject, text=read.text)
    problems = read.problems or asking.rewrite(
        room.db, people.who(body), read.touch_id, written, now=room.now()
    )
    if problems:
        ack(response_action="errors", errors=view.errors(problems, body["view"]))
        return
    ack()
    if read.channel:
        _show(room, client, read.touch_id, read.channel, read.message)


def _touch(body: Body) -> int:
    return view.read(body["actions"][0]["value"])


def _then_show(room: Room, client: WebClient, body: Body, touch_id: int, act: Act) -> None:
    """Act, then draw the card as it stands; also when somebody was faster, who is told so."""
    channel, ts = showing.place(body)
    try:
        act(people.who(body), room.now())
    except Gone:
        _show(room, client, touch_id, channel, ts)
        raise
    _show(room, client, touch_id, channel, ts)


def _show(room: Room, client: WebClient, touch_id: int, channel: str, ts: str) -> None:
    showing.card(client, channel, ts, lambda: view.build(asking.card(room.db, touch_id, room.now())))
