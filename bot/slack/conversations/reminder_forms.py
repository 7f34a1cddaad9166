"""The forms about a stage done by hand, and how its reminder is drawn again where it stands."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.outgoing import handing, picturing, reminding
from bot.outreach.people import Who
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import reminder as view, reminder_forms as forms, reminders as list_view
from bot.slack.views.reminder_forms import Spot
from storage.statuses import Mark

Body = Mapping[str, Any]


def open_words(room: Room, client: WebClient, body: Body, where: str) -> None:
    """Open the form for one's own words, with those it has."""
    asked = handing.form(room.db, people.who(body), view.read(where), now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=forms.words(asked, _spot(body, where)))


def open_hand(room: Room, client: WebClient, body: Body, where: str) -> None:
    """Open the form for the colleague."""
    touch_id = view.read(where)
    person = handing.person(room.db, people.who(body), touch_id, now=room.now())
    drawn = forms.hand(touch_id, person=person, spot=_spot(body, where))
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def open_why(room: Room, client: WebClient, body: Body, where: str) -> None:
    """Ask why somebody is not interested."""
    touch_id = view.read(where)
    person = picturing.card_for(room.db, people.who(body), touch_id, now=room.now()).person
    drawn = forms.why(touch_id, person=person, spot=_spot(body, where))
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def _spot(body: Body, where: str) -> Spot:
    channel, ts = showing.place(body)
    return Spot(channel=channel, message=ts, place=view.read_place(where))


def rewritten(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Keep the words, or say what must be mended in them."""
    said, who = forms.read(body["view"]), people.who(body)
    problems = said.problems or handing.rewrite(room.db, who, said.touch_id, said.text, now=room.now())
    if problems:
        ack(response_action="errors", errors=forms.errors(problems, body["view"]))
        return
    ack()
    _draw_at(room, client, who, said)


def handed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Hand it to the colleague that was chosen, or say under them why not."""
    said, who = forms.read(body["view"]), people.who(body)
    if not said.whom:
        ack(response_action="errors", errors=forms.nobody("Choose a colleague."))
        return
    handing.person(room.db, who, said.touch_id, now=room.now())  # nobody else's colleagues are looked up
    whom = people.introduced(room, client, Who(team=who.team, slack_id=said.whom))
    try:
        handing.over(room.db, who, said.touch_id, whom, now=room.now())
    except handing.NotTheirs as refusal:
        ack(response_action="errors", errors=forms.nobody(str(refusal)))
        return
    ack()
    _draw_at(room, client, who, said)


def explained(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take down why they are not interested."""
    said, who, now = forms.read(body["view"]), people.who(body), room.now()
    reminding.label(room.db, who, said.touch_id, Mark.NOT_INTERESTED, reason=said.reason, now=now)
    ack()
    _draw_at(room, client, who, said)


def _draw_at(room: Room, client: WebClient, who: Who, said: forms.Said) -> None:
    if said.spot.channel:
        place = (said.spot.channel, said.spot.message)
        draw(room, client, place, who, said.touch_id, said.spot.place)


def draw(
    room: Room, client: WebClient, at: tuple[str, str], who: Who, touch_id: int, listed: str = ""
) -> None:
    """Draw a reminder, or the list it is in, as it stands for whoever looks."""

    def drawn() -> dict[str, Any]:
        if listed:
            return list_view.build(picturing.listed(room.db, int(listed), room.now()))
        return view.build(picturing.card(room.db, touch_id, room.now(), viewer=who.slack_id))

    showing.card(client, *at, drawn)
