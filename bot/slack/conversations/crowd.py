"""Many people of a sequence at once: look through them, tick some, do one thing with all of them."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import steering_many
from bot.outreach.candidates.crowds import Progress
from bot.outreach.overview import reporting
from bot.refusals import Refusal
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import crowd as view
from storage.statuses import EnrollmentStatus

Body = Mapping[str, Any]


def asked(room: Room, client: WebClient, body: Body, name: str) -> None:
    """Open the people of a sequence by name."""
    _open(room, client, body, reporting.named(room.db, people.who(body), name, now=room.now()).id)


def opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the people of a sequence from its page."""
    ack()
    _open(room, client, body, view.read_sequence(body["actions"][0]["value"]))


def turned(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn a page, or show those who stand otherwise; what is ticked stays so."""
    ack()
    wish = view.read(body["view"])
    status, page = view.read_page(body["view"], body["actions"][0])
    drawn = _drawn(room, body, wish.sequence_id, status, page, ticked=wish.ticked)
    showing.update(client, body["view"], drawn)


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Begin, say how far it came, and go on in the place of the list until everybody is seen to."""
    try:
        errand = steering_many.begin(room.db, people.who(body), view.read(body["view"]), now=room.now())
    except Refusal as refusal:
        ack(response_action="errors", errors=view.errors(str(refusal)))
        return
    how = steering_many.go_on(room.db, errand, house=room.house, now=room.now())
    if how.left == 0:
        steering_many.end(room.db, errand, seen=True, now=room.now())
    ack(response_action="update", view=view.progress(how))
    if how.left:
        _go_on(room, client, str(body["view"]["id"]), how)
    showing.home_too(room, people.who(body))


def _go_on(room: Room, client: WebClient, view_id: str, how: Progress) -> None:
    shown = True
    while how.left:
        how = steering_many.go_on(room.db, how.errand_id, house=room.house, now=room.now())
        shown = shown and showing.refresh(client, view_id, view.progress(how))
    steering_many.end(room.db, how.errand_id, seen=shown, now=room.now())


def _open(room: Room, client: WebClient, body: Body, sequence_id: int) -> None:
    showing.over(client, body, _drawn(room, body, sequence_id, None, 0))


def _drawn(
    room: Room,
    body: Body,
    sequence_id: int,
    status: EnrollmentStatus | None,
    page: int,
    *,
    ticked: tuple[int, ...] = (),
) -> dict[str, Any]:
    found = steering_many.crowd(room.db, people.who(body), sequence_id, status, page, now=room.now())
    return view.build(found, ticked)
