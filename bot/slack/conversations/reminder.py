"""A stage done by hand: sent, answered, later, left out."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach import people as known
from bot.outreach.outgoing import reminding
from bot.refusals import Gone
from bot.rules import business_time
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import reminder as view, snooze as snooze_view

Body = Mapping[str, Any]

NINE = time(9)
MONDAY = 0


def mark_sent(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down that it was done."""
    ack()
    touch_id = _touch(body)
    _then_show(
        room,
        client,
        body,
        touch_id,
        lambda who, now: reminding.mark_sent(room.db, who, touch_id, house=room.house, now=now),
    )


def mark_replied(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down that the candidate answered; everything still to come stops."""
    ack()
    touch_id = _touch(body)
    _then_show(
        room, client, body, touch_id, lambda who, now: reminding.mark_replied(room.db, who, touch_id, now=now)
    )


def skip(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Leave it out."""
    ack()
    touch_id = _touch(body)
    _then_show(
        room,
        client,
        body,
        touch_id,
        lambda who, now: reminding.skip(room.db, who, touch_id, house=room.house, now=now),
    )


def stop(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Stop the sequence for this person."""
    ack()
    touch_id = _touch(body)
    _then_show(room, client, body, touch_id, lambda who, now: reminding.stop(room.db, who, touch_id, now=now))


def undo(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take a mark back."""
    ack()
    touch_id = _touch(body)
    _then_show(room, client, body, touch_id, lambda who, now: reminding.undo(room.db, who, touch_id, now=now))


def all_shown(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show the whole of a long text."""
    ack()
    card = reminding.card_for(room.db, people.who(body), _touch(body), now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=view.whole(card))


def profile_opened(ack: Ack) -> None:
    """Let the browser go to the profile."""
    ack()


def snooze(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Be reminded again later: at once for the usual times, by a form for any other."""
    ack()
    touch_id, how = view.read_snooze(body["actions"][0]["selected_option"]["value"])
    who, now = people.who(body), room.now()
    zone = known.zone_of(room.db, who)
    if how != view.PICK:
        until = later(how, zone, now)
        _then_show(
            room,
            client,
            body,
            touch_id,
            lambda who, moment: reminding.snooze(room.db, who, touch_id, until=until, now=moment),
        )
        return
    channel, ts = showing.place(body)
    person = reminding.card_for(room.db, who, touch_id, now=now).person
    suggested = later(view.TOMORROW, zone, now)
    drawn = snooze_view.build(touch_id, person=person, suggested=suggested, channel=channel, message=ts)
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def snoozed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Be reminded again at the moment that was picked."""
    asked, now = snooze_view.read(body["view"]), room.now()
    if asked.until is None or asked.until <= now:
        ack(response_action="errors", errors=snooze_view.errors("Choose a moment that is still to come."))
        return
    reminding.snooze(room.db, people.who(body), asked.touch_id, until=asked.until, now=now)
    ack()
    if asked.channel:
        drawn = view.build(reminding.card(room.db, asked.touch_id, now))
        client.chat_update(channel=asked.channel, ts=asked.message, **drawn)


def later(how: str, zone: str, now: datetime) -> datetime:
    """Say when one of the usual snoozes ends, by the recruiter's clock."""
    if how == view.HOUR:
        return now + timedelta(hours=1)
    where = business_time.zone(zone)
    day = now.astimezone(where).date() + timedelta(days=1)
    while how == view.MONDAY and day.weekday() != MONDAY:
        day += timedelta(days=1)
    return business_time.instant(day, NINE, where)


def _touch(body: Body) -> int:
    return view.read(body["actions"][0]["value"])


def _then_show(
    room: Room,
    client: WebClient,
    body: Body,
    touch_id: int,
    act: Callable[[known.Who, datetime], None],
) -> None:
    """Act, then draw the card as it stands; also when somebody was faster, who is told so."""
    now = room.now()
    try:
        act(people.who(body), now)
    except Gone:
        showing.message(client, body, view.build(reminding.card(room.db, touch_id, now)))
        raise
    showing.message(client, body, view.build(reminding.card(room.db, touch_id, now)))
