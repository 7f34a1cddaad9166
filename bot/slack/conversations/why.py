"""What mends an enrollment, pressed on the answer to `/why`."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import mending
from bot.outreach.mailboxes import connecting
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import mend as mend_view, why as view

Body = Mapping[str, Any]


def fill_in(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask for the values that are missing."""
    ack()
    found = mending.missing(room.db, people.who(body), _enrollment(body), now=room.now())
    showing.over(client, body, mend_view.fill_in(found.enrollment_id, found.person, found.tokens))


def fix_address(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Ask for an address that works."""
    ack()
    found = mending.bounced(room.db, people.who(body), _enrollment(body), now=room.now())
    showing.over(client, body, mend_view.fix_address(found.enrollment_id, found.person, found.address))


def reconnect(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show the way to Google's consent page."""
    ack()
    mending.demand_own(room.db, people.who(body), _enrollment(body), now=room.now())
    link = connecting.consent_link(room.db, room.door, who=people.who(body), now=room.now())
    showing.over(client, body, view.reconnect(link))


def _enrollment(body: Body) -> int:
    return int(body["actions"][0]["value"])
