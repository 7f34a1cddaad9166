"""Somebody is away, and back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach import being_away
from bot.outreach.people import Who
from bot.refusals import Refusal
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import away as view
from storage.statuses import Cover

Body = Mapping[str, Any]

WEEK = timedelta(days=7)


def asked(room: Room, client: WebClient, respond: Respond, body: Body, words: str) -> None:
    """Be away until the day that was typed, with everything waiting; ask for it where none was; or be back."""
    said = words.strip().casefold()
    if said in {"back", "off"}:
        back(room, respond, body)
    elif not said:
        _open(room, client, body)
    else:
        who, now = people.who(body), room.now()
        day = being_away.read(room.db, who, said, now=now)
        standing = being_away.leave(room.db, who, day, cover=Cover.EVERYTHING, now=now)
        showing.home_too(room, who)
        respond(**view.message(standing))


def back(room: Room, respond: Respond, body: Body) -> None:
    """Be there again."""
    who, now = people.who(body), room.now()
    being_away.come_back(room.db, who, now=now)
    showing.home_too(room, who)
    respond(**view.message(being_away.standing(room.db, who, now=now)))


def opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form."""
    ack()
    _open(room, client, body)


def _open(room: Room, client: WebClient, body: Body) -> None:
    standing = being_away.standing(room.db, people.who(body), now=room.now())
    suggested = None if standing.is_by_status else standing.today + WEEK
    client.views_open(trigger_id=body["trigger_id"], view=view.build(standing, suggested))


def status_opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form to let one's Slack status be read, or to change what waits then."""
    ack()
    standing = being_away.standing(room.db, people.who(body), now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=view.build(standing, None, by_status=True))


def back_clicked(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Be there again, by a button on the Home tab or in an answer."""
    ack()
    if body.get("view"):
        who = people.who(body)
        being_away.come_back(room.db, who, now=room.now())
        showing.home(room, client, who)
        return
    back(room, respond, body)


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down what was arranged, or say under each field what will not do."""
    who, typed, now = people.who(body), view.read(body["view"]), room.now()
    deputy = None
    if typed.cover is Cover.DEPUTY and typed.deputy:
        deputy = people.introduced(room, client, Who(team=who.team, slack_id=typed.deputy))
    try:
        standing = being_away.arrange(
            room.db,
            who,
            typed.back_on,
            cover=typed.cover,
            by_status=typed.by_status,
            deputy=deputy,
            now=now,
        )
    except being_away.NoDeputy as refusal:
        ack(response_action="errors", errors=view.of_deputy(str(refusal)))
        return
    except Refusal as refusal:
        ack(response_action="errors", errors=view.of_day(str(refusal)))
        return
    ack(response_action="update", view=view.done(standing))
    showing.home_too(room, who)
