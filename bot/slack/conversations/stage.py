"""Write one stage, over the editor."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach import attaching, drafting, previewing
from bot.outreach.pictures import Editor
from bot.refusals import Refusal
from bot.rules import attachments, drafts
from bot.slack import files, people, showing
from bot.slack.room import Room
from bot.slack.views import (
    files as files_view,
    preview as preview_view,
    refusal as refusal_view,
    sequence as sequence_view,
    stage as view,
)

Body = Mapping[str, Any]


def changed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Draw the form that fits the kind or thread just chosen; what was typed stays."""
    ack()
    showing.update(client, body["view"], view.build(view.read_form(body["view"])))


def file_removed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Draw the form without one of its files; it counts once the stage is saved."""
    ack()
    form, gone = view.read_form(body["view"]), files_view.removed(body["actions"][0])
    left = tuple(file for file in form.stage.attachments if file.id != gone)
    form = replace(form, stage=replace(form.stage, attachments=left))
    showing.update(client, body["view"], view.build(form))


def previewed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show this stage as a person would get it; the third and last view of the stack."""
    ack()
    form, chosen = view.read_form(body["view"]), files_view.read(body["view"])
    shown = previewing.of_draft(
        room.db, people.who(body), (form.stage,), f"Stage {form.number}", house=room.house, now=room.now()
    )
    [stage] = shown.stages
    shown = replace(
        shown, stages=(replace(stage, attachments=(*stage.attachments, *map(attachments.told, chosen))),)
    )
    client.views_push(trigger_id=body["trigger_id"], view=preview_view.build(shown))


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Keep the stage and show it in the editor beneath, or say under each input what is wrong."""
    read, form = view.read(body["view"]), view.read_form(body["view"])
    problems = (*read.problems, *drafts.file_problems([*read.stage.attachments, *read.chosen]))
    if problems:
        ack(response_action="errors", errors=view.errors(problems, body["view"]))
        return
    place = drafting.Place(draft_id=form.draft_id, index=form.index)
    kept = drafting.save_stage(
        room.db, people.who(body), place, read.stage, click=showing.click(body), now=room.now()
    )
    if isinstance(kept, tuple):
        ack(response_action="errors", errors=view.errors(kept, body["view"]))
        return
    if not read.chosen:
        ack()
        _show_beneath(client, body, kept)
        return
    # Slack waits three seconds for an answer, a file may take longer: what was written is saved before.
    ack(response_action="update", view=files_view.fetching(form.number, read.chosen))
    _attach(room, client, body, attaching.Addressed(place=place, stage=read.stage), read.chosen)


def _attach(
    room: Room, client: WebClient, body: Body, to: attaching.Addressed, chosen: Sequence[files_view.Chosen]
) -> None:
    fetched = files.fetch(client, chosen)
    try:
        desk = attaching.attach(room.db, people.who(body), to, fetched.files, now=room.now())
    except Refusal as refusal:
        _tell(client, body, refusal_view.modal(refusal), refusal)
        return
    _show_beneath(client, body, desk.editor)
    if fetched.troubles:
        drawn = view.build(desk.form, troubles=fetched.troubles)
        _tell(client, body, drawn, Refusal("\n".join(fetched.troubles)))
        return
    drawn = files_view.attached(desk.form.number, desk.form.stage.attachments)
    showing.refresh(client, body["view"]["id"], drawn)


def _tell(client: WebClient, body: Body, drawn: dict[str, Any], refusal: Refusal) -> None:
    # Whoever closed the screen meanwhile hears of it in a message: a file left out may not go unnoticed.
    if not showing.refresh(client, body["view"]["id"], drawn):
        client.chat_postMessage(channel=people.who(body).slack_id, **refusal_view.message(refusal))


def _show_beneath(client: WebClient, body: Body, editor: Editor) -> None:
    beneath = body["view"].get("root_view_id") or body["view"].get("previous_view_id")
    if beneath:
        showing.refresh(client, str(beneath), sequence_view.build(editor))
