"""A candidate's card: looked at, edited, given another address, made one with somebody."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import addressing, merging, profiling
from bot.outreach.candidates.portraits import About
from bot.refusals import Gone
from bot.rules.drafts import Problem
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import candidate as view, candidate_forms as forms, card_button, parts

Body = Mapping[str, Any]

CHOOSE = (Problem(field="with", text="Choose somebody."),)


def opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the card of whoever was named."""
    ack()
    about, id = card_button.read(body["actions"][0])
    showing.over(
        client, body, view.build(profiling.card(room.db, people.who(body), about, id, now=room.now()))
    )


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn a page of the timeline."""
    ack()
    shown = view.read(body["view"])
    _draw(room, client, body, shown.candidate_id, page=view.read_page(body["actions"][0]))


def edit(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Lay the form of their details over the card."""
    ack()
    candidate_id = int(body["actions"][0]["value"])
    found = profiling.details(room.db, people.who(body), candidate_id, now=room.now())
    client.views_push(trigger_id=body["trigger_id"], view=forms.edit(found, body["view"]["id"]))


def edited(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Write down what was typed, or say what must be mended."""
    typed = forms.read_details(body["view"])
    problems = profiling.change(room.db, people.who(body), typed, now=room.now())
    _answer(room, ack, body, client, problems, "Saved.")


def add_address(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Lay the form of another address over the card."""
    ack()
    candidate_id = int(body["actions"][0]["value"])
    profiling.details(room.db, people.who(body), candidate_id, now=room.now())
    client.views_push(trigger_id=body["trigger_id"], view=forms.add_address(candidate_id, body["view"]["id"]))


def address_added(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Note the address, or say what is wrong with it."""
    sent = forms.read(body["view"])
    problems = addressing.add(room.db, people.who(body), sent.candidate_id, sent.address, now=room.now())
    _answer(room, ack, body, client, problems, "The address is noted.")


def address_menu(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Prefer an address, or remove it."""
    ack()
    verb, address_id = view.read_menu(body["actions"][0]["selected_option"]["value"])
    done = addressing.prefer if verb == view.PREFER else addressing.remove
    candidate_id = done(room.db, people.who(body), address_id, now=room.now())
    _draw(room, client, body, candidate_id)


def use_address(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Let open sequences write to the preferred address."""
    ack()
    candidate_id = int(body["actions"][0]["value"])
    count = addressing.use(room.db, people.who(body), candidate_id, now=room.now())
    told = f"{parts.count(count, 'sequence')} {'writes' if count == 1 else 'write'} to the preferred address now."
    _draw(room, client, body, candidate_id, note=told)


def merge(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask who is the same person."""
    ack()
    candidate_id = int(body["actions"][0]["value"])
    found = profiling.card(room.db, people.who(body), About.CANDIDATE, candidate_id, now=room.now())
    drawn = forms.merge_with(found.id, found.name, body["view"]["id"])
    client.views_push(trigger_id=body["trigger_id"], view=drawn)


def people_asked(room: Room, ack: Ack, body: Body) -> None:
    """List whom this person may make one with the candidate."""
    sent = forms.read(body["view"])
    words = str(body.get("value", ""))
    try:
        found = merging.suggest(room.db, people.who(body), sent.candidate_id, words, now=room.now())
    except Gone:  # a menu has no place for a sentence; the form beneath says it when it is sent off
        found = ()
    ack(options=forms.people(found))


def merge_asked(room: Room, ack: Ack, body: Body) -> None:
    """Say what happens before two people become one."""
    sent = forms.read(body["view"])
    if sent.other_id is None:
        ack(response_action="errors", errors=forms.errors(CHOOSE, body["view"]))
        return
    asked = merging.ask(
        room.db, people.who(body), sent.candidate_id, sent.other_id, house=room.house, now=room.now()
    )
    ack(response_action="update", view=forms.confirm(asked, sent.card))


def merged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Make two people one."""
    sent = forms.read(body["view"])
    who = people.who(body)
    merging.merge(room.db, who, sent.candidate_id, sent.other_id or 0, house=room.house, now=room.now())
    _answer(room, ack, body, client, (), "They are one person now.")


def _answer(
    room: Room, ack: Ack, body: Body, client: WebClient, problems: tuple[Problem, ...], told: str
) -> None:
    """Close a form and draw the card beneath as things stand, or keep the form with what must be mended."""
    if problems:
        ack(response_action="errors", errors=forms.errors(problems, body["view"]))
        return
    ack()
    sent = forms.read(body["view"])
    card = profiling.card(room.db, people.who(body), About.CANDIDATE, sent.candidate_id, now=room.now())
    showing.refresh(client, sent.card, view.build(card, note=told))


def _draw(
    room: Room, client: WebClient, body: Body, candidate_id: int, *, page: int = 0, note: str = ""
) -> None:
    card = profiling.card(room.db, people.who(body), About.CANDIDATE, candidate_id, page=page, now=room.now())
    showing.update(client, body["view"], view.build(card, note=note))
