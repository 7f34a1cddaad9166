"""Write one stage, over the editor."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach import drafting, previewing
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import preview as preview_view, sequence as sequence_view, stage as view

Body = Mapping[str, Any]


def changed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Draw the form that fits the kind or thread just chosen; what was typed stays."""
    ack()
    showing.update(client, body["view"], view.build(view.read_form(body["view"])))


def previewed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show this stage as a person would get it; the third and last view of the stack."""
    ack()
    form = view.read_form(body["view"])
    shown = previewing.of_draft(
        room.db, people.who(body), (form.stage,), f"Stage {form.number}", house=room.house, now=room.now()
    )
    client.views_push(trigger_id=body["trigger_id"], view=preview_view.build(shown))


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Keep the stage and show it in the editor beneath, or say under each input what is wrong."""
    read, form = view.read(body["view"]), view.read_form(body["view"])
    if read.problems:
        ack(response_action="errors", errors=view.errors(read.problems, body["view"]))
        return
    kept = drafting.save_stage(
        room.db,
        people.who(body),
        drafting.Place(draft_id=form.draft_id, index=form.index),
        read.stage,
        click=showing.click(body),
        now=room.now(),
    )
    if isinstance(kept, tuple):
        ack(response_action="errors", errors=view.errors(kept, body["view"]))
        return
    ack()
    beneath = body["view"].get("root_view_id") or body["view"].get("previous_view_id")
    if beneath:
        showing.refresh(client, str(beneath), sequence_view.build(kept))
