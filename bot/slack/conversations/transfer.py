"""Move somebody to another sequence."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import transferring
from bot.outreach.candidates.transfers import Moved
from bot.rules.drafts import Problem
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import transfer as view

Body = Mapping[str, Any]
NOWHERE = (Problem(field="sequence", text="Choose a sequence."),)


def open_for(room: Room, client: WebClient, body: Body, enrollment_id: int) -> None:
    """Open the form for one person, over another modal if there is one."""
    form = transferring.form(room.db, people.who(body), enrollment_id, house=room.house, now=room.now())
    showing.over(client, body, view.build(form))


def redrawn(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show what the chosen sequence needs, what speaks against it, and when it would go."""
    ack()
    read = view.read(body["view"])
    form = transferring.form(
        room.db,
        people.who(body),
        read.enrollment_id,
        read.sequence_id,
        house=room.house,
        now=room.now(),
    )
    showing.update(client, body["view"], view.build(form, typed=read.values))


def submitted(room: Room, ack: Ack, body: Body) -> None:
    """Move them, or say what must be mended first."""
    read, who = view.read(body["view"]), people.who(body)
    done = NOWHERE if read.sequence_id is None else _move(room, body, read, read.sequence_id)
    if not isinstance(done, Moved):
        ack(response_action="errors", errors=view.errors(done, body["view"]))
        return
    ack(response_action="update", view=view.done(done))
    showing.home_too(room, who)


def _move(room: Room, body: Body, read: view.TransferAsked, sequence_id: int) -> Moved | tuple[Problem, ...]:
    return transferring.move(
        room.db,
        people.who(body),
        read.enrollment_id,
        sequence_id,
        read.values,
        house=room.house,
        now=room.now(),
    )
