"""Somebody in a sequence, steered from the answer to `/why`: go on, pause, snooze, stop, take back."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach import people as known
from bot.outreach.candidates import explaining, steering, undoing
from bot.refusals import Gone, Refusal
from bot.rules import business_time
from bot.rules.steers import Steer
from bot.slack import people, showing
from bot.slack.conversations import their_stages, transfer
from bot.slack.room import Room
from bot.slack.views import breaks as view, person as person_view, why as why_view

Body = Mapping[str, Any]

WEEK = timedelta(days=7)


def steered(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Do what was chosen, and explain the person as they stand now."""
    ack()
    action = body["actions"][0]
    chosen, enrollment_id = why_view.read((action.get("selected_option") or action)["value"])
    who = people.who(body)
    if chosen in OPENED:
        OPENED[chosen](room, client, body, enrollment_id)
        return
    try:
        STEERS[chosen](room, who, enrollment_id)
    except Gone:
        _show(room, who, enrollment_id, respond)
        raise
    _show(room, who, enrollment_id, respond)


def undone(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Take an enrollment back, and say so where it was asked: in the place of the form, or of the explanation."""
    ack()
    who, enrollment_id = people.who(body), person_view.read(body["actions"][0]["value"])
    is_modal = "view" in body
    try:
        done = undoing.take_back(room.db, who, enrollment_id, now=room.now())
    except Gone:
        if not is_modal:
            _show(room, who, enrollment_id, respond)
        raise
    if is_modal:
        showing.update(client, body["view"], person_view.undone(done.person, done.sequence))
    else:
        respond(replace_original=True, **person_view.undone_message(done.person, done.sequence))
    showing.home_too(room, who)


def _show(room: Room, who: known.Who, enrollment_id: int, respond: Respond) -> None:
    now = room.now()
    found = explaining.same_person(room.db, who, enrollment_id, house=room.house, now=now)
    respond(replace_original=True, **why_view.build(*found))


def _ask_for_a_day(room: Room, client: WebClient, body: Body, enrollment_id: int) -> None:
    who = people.who(body)
    name = steering.person(room.db, who, enrollment_id, now=room.now())
    drawn = view.build(enrollment_id, person=name, suggested=_today(room, who) + WEEK)
    showing.over(client, body, drawn)


def put_off(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask until which day the next stage shall wait."""
    ack()
    _ask_for_a_day(room, client, body, person_view.read(body["actions"][0]["value"]))


def snoozed(room: Room, ack: Ack, body: Body) -> None:
    """Let a sequence wait until the day that was picked."""
    asked = view.read(body["view"])
    if asked.until is None:
        ack(response_action="errors", errors=view.errors("Choose a day."))
        return
    try:
        told = _snooze(room, people.who(body), asked.enrollment_id, asked.until)
    except Refusal as refusal:
        ack(response_action="errors", errors=view.errors(str(refusal)))
        return
    ack(response_action="update", view=view.done(told))


def _snooze(room: Room, who: known.Who, enrollment_id: int, until: date) -> str:
    done = steering.snooze(room.db, who, enrollment_id, until=until, house=room.house, now=room.now())
    return f"The sequence for {done.person} goes on {business_time.say(done.until, done.zone)} (your time)."


def _today(room: Room, who: known.Who) -> date:
    where = business_time.zone(known.zone_of(room.db, who))
    return room.now().astimezone(where).date()


def _for_months(months: int) -> Callable[[Room, known.Who, int], object]:
    def snooze(room: Room, who: known.Who, enrollment_id: int) -> object:
        return _snooze(room, who, enrollment_id, business_time.add_months(_today(room, who), months))

    return snooze


OPENED: Mapping[Steer, Callable[[Room, WebClient, Body, int], None]] = {
    Steer.DAY: _ask_for_a_day,
    Steer.STAGES: their_stages.open_of,
    Steer.MOVE: transfer.open_for,
}
STEERS: Mapping[Steer, Callable[[Room, known.Who, int], object]] = {
    Steer.GO_ON: lambda room, who, found: steering.go_on(
        room.db, who, found, house=room.house, now=room.now(), even_answered=True
    ),
    Steer.PAUSE: lambda room, who, found: steering.pause(room.db, who, found, now=room.now()),
    Steer.WEEK: lambda room, who, found: _snooze(room, who, found, _today(room, who) + WEEK),
    Steer.MONTH: _for_months(1),
    Steer.QUARTER: _for_months(3),
    Steer.STOP: lambda room, who, found: steering.stop(room.db, who, found, now=room.now()),
}
