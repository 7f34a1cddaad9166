"""A stage done by hand, alone or in a list: sent, answered, later, left out, and all of that taken back."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach import people as known
from bot.outreach.outgoing import handing, picturing, reminding
from bot.refusals import Gone
from bot.rules import business_time
from bot.slack import people, showing
from bot.slack.conversations import reminder_forms
from bot.slack.room import Room
from bot.slack.views import reminder as view, reminders as list_view, snooze as snooze_view
from storage.statuses import Mark

Body = Mapping[str, Any]
Act = Callable[[known.Who, int, datetime], object]

NINE = time(9)
MONDAY = 0


def mark_sent(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down that it was done."""
    ack()
    _then_show(
        room,
        client,
        body,
        lambda who, id, now: reminding.mark_sent(room.db, who, id, house=room.house, now=now),
    )


def mark_replied(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down that the candidate answered; everything still to come stops."""
    ack()
    _then_show(room, client, body, lambda who, id, now: reminding.mark_replied(room.db, who, id, now=now))


def label(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down what the answer meant; a no is written down before anybody is asked why."""
    ack()
    mark, where = view.read_label(body["actions"][0]["selected_option"]["value"])
    _then_show(
        room, client, body, lambda who, id, now: reminding.label(room.db, who, id, mark, now=now), where=where
    )
    if mark is Mark.NOT_INTERESTED:
        reminder_forms.open_why(room, client, body, where)


def skip(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Leave it out."""
    ack()
    _then_show(room, client, body, _skip(room))


def _skip(room: Room) -> Act:
    return lambda who, id, now: reminding.skip(room.db, who, id, house=room.house, now=now)


def stop(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Stop the sequence for this person."""
    ack()
    _then_show(room, client, body, lambda who, id, now: reminding.stop(room.db, who, id, now=now))


def undo(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take a mark back."""
    ack()
    _then_show(room, client, body, lambda who, id, now: reminding.undo(room.db, who, id, now=now))


def take_back(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take back what was handed to a colleague."""
    ack()
    _then_show(room, client, body, lambda who, id, now: handing.back(room.db, who, id, now=now))


def edit(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form for one's own words."""
    ack()
    reminder_forms.open_words(room, client, body, _value(body))


def hand_over(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form for the colleague."""
    ack()
    reminder_forms.open_hand(room, client, body, _value(body))


def more(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Do what was chosen from the menu of a row."""
    ack()
    choice, where = list_view.read_more(body["actions"][0]["selected_option"]["value"])
    if choice == list_view.SNOOZE:
        _ask_when(room, client, body, where)
    elif choice == list_view.EDIT:
        reminder_forms.open_words(room, client, body, where)
    elif choice == list_view.HAND_OVER:
        reminder_forms.open_hand(room, client, body, where)
    elif choice == list_view.SKIP:
        _then_show(room, client, body, _skip(room), where=where)
    elif choice == list_view.STOP:
        _then_show(
            room, client, body, lambda who, id, now: reminding.stop(room.db, who, id, now=now), where=where
        )


def all_shown(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show the whole of a long text."""
    ack()
    card = picturing.card_for(room.db, people.who(body), view.read(_value(body)), now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=view.whole(card))


def profile_opened(ack: Ack) -> None:
    """Let the browser go to the profile."""
    ack()


def snooze(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Be reminded again later: at once for the usual times, by a form for any other."""
    ack()
    touch_id, how = view.read_snooze(body["actions"][0]["selected_option"]["value"])
    if how == view.PICK:
        _ask_when(room, client, body, str(touch_id))
        return
    until = later(how, known.zone_of(room.db, people.who(body)), room.now())
    _then_show(
        room,
        client,
        body,
        lambda who, id, now: reminding.snooze(room.db, who, id, until=until, now=now),
        where=str(touch_id),
    )


def snooze_all(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Be reminded of all that is left of a list later."""
    ack()
    how, place = list_view.read_all(body["actions"][0]["selected_option"]["value"])
    who, now = people.who(body), room.now()
    until = later(how, known.zone_of(room.db, who), now)
    reminding.snooze_all(room.db, who, int(place), until=until, now=now)
    _draw_list(room, client, body, int(place))


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open a list at another page."""
    ack()
    list_id, page = list_view.read_page(_value(body))
    picturing.turn_page(room.db, people.who(body), list_id, page)
    _draw_list(room, client, body, list_id)


def _draw_list(room: Room, client: WebClient, body: Body, list_id: int) -> None:
    channel, ts = showing.place(body)
    showing.card(
        client,
        channel,
        ts,
        lambda: list_view.build(picturing.listed(room.db, list_id, room.now())),
    )


def _ask_when(room: Room, client: WebClient, body: Body, where: str) -> None:
    (channel, ts), touch_id = showing.place(body), view.read(where)
    who, now = people.who(body), room.now()
    person = picturing.card_for(room.db, who, touch_id, now=now).person
    suggested = later(view.TOMORROW, known.zone_of(room.db, who), now)
    drawn = snooze_view.build(
        touch_id,
        person=person,
        suggested=suggested,
        channel=channel,
        message=ts,
        place=view.read_place(where),
    )
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def snoozed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Be reminded again at the moment that was picked."""
    asked, now, who = snooze_view.read(body["view"]), room.now(), people.who(body)
    if asked.until is None or asked.until <= now:
        ack(response_action="errors", errors=snooze_view.errors("Choose a moment that is still to come."))
        return
    reminding.snooze(room.db, who, asked.touch_id, until=asked.until, now=now)
    ack()
    if asked.channel:
        place = (asked.channel, asked.message)
        reminder_forms.draw(room, client, place, who, asked.touch_id, asked.place)


def later(how: str, zone: str, now: datetime) -> datetime:
    """Say when one of the usual snoozes ends, by the recruiter's clock."""
    if how == view.HOUR:
        return now + timedelta(hours=1)
    where = business_time.zone(zone)
    day = now.astimezone(where).date() + timedelta(days=1)
    while how == view.MONDAY and day.weekday() != MONDAY:
        day += timedelta(days=1)
    return business_time.instant(day, NINE, where)


def _value(body: Body) -> str:
    return str(body["actions"][0]["value"])


def _then_show(room: Room, client: WebClient, body: Body, act: Act, *, where: str = "") -> None:
    """Act, then draw the reminder as it stands; also when somebody was faster, who is told so."""
    where = where or _value(body)
    touch_id, listed = view.read(where), view.read_place(where)
    who, place = people.who(body), showing.place(body)
    try:
        act(who, touch_id, room.now())
    except Gone:
        reminder_forms.draw(room, client, place, who, touch_id, listed)
        raise
    reminder_forms.draw(room, client, place, who, touch_id, listed)
