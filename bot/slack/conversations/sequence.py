"""Write a sequence: the editor, page by page; every click keeps the draft."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.pictures import Editor
from bot.outreach.plans import authoring, carrying, copying, drafting, previewing
from bot.refusals import Gone
from bot.rules import drafts
from bot.rules.drafts import SequenceDraft
from bot.slack import people, showing
from bot.slack.conversations import saved as saved_talk
from bot.slack.room import Room
from bot.slack.views import advice, preview as preview_view, sequence as view, stage as stage_view

Body = Mapping[str, Any]
Edit = Callable[[SequenceDraft], SequenceDraft]


def open_new(room: Room, client: WebClient, body: Body, name: str = "") -> None:
    """Open the editor with a new plan, or with the one left on the desk."""
    drawn = drafting.open_editor(room.db, people.who(body), name=name, now=room.now())
    showing.editor(client, body, drawn)
    people.meet(room, client, body)


def new_clicked(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the editor from a button or a shortcut."""
    ack()
    open_new(room, client, body)


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn to another page."""
    ack()
    action, desk = body["actions"][0], view.read_metadata(body["view"])
    turns = {view.PREVIOUS: desk.page - 1, view.NEXT: desk.page + 1}
    page = turns.get(action["action_id"])
    if page is None:
        page = int(action["selected_option"]["value"])
    _change(room, body, client, page=page)


def kept(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Go on with the plan that was left on the desk."""
    ack()
    _change(room, body, client)


def discarded(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Begin anew instead of going on with what was left on the desk."""
    ack()
    draft_id = view.read_metadata(body["view"]).draft_id
    editor = authoring.start_over(room.db, people.who(body), draft_id, now=room.now())
    showing.update(client, body["view"], view.build(editor))


def stage_menu(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Do what was chosen from a stage's menu."""
    ack()
    verb, key = view.read_menu(body["actions"][0]["selected_option"]["value"])
    if verb == view.EDIT:
        _keep_typed(room, body)
        open_stage(room, body, client, key)
        return
    _change(room, body, client, EDITS[verb](key))


def put_back(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Put the stage that was deleted last where it stood."""
    ack()
    desk, who = view.read_metadata(body["view"]), people.who(body)
    screen = _screen(body)
    key = str(body["actions"][0]["value"])
    editor = drafting.put_back(room.db, who, desk.draft_id, key, screen=screen, now=room.now())
    _draw(room, client, body, editor)


def stage_opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form of the stage that a problem or a hint is about."""
    ack()
    _keep_typed(room, body)
    open_stage(room, body, client, advice.read_opened(body["actions"][0]))


def add_stage(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the form of a new stage over the editor."""
    ack()
    _keep_typed(room, body)
    open_stage(room, body, client)


def started(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Lay the stages of a starter or of another sequence on an empty desk."""
    ack()
    name, sequence_id = view.read_start(body["actions"][0])
    if sequence_id is not None:
        who, draft_id = people.who(body), view.read_metadata(body["view"]).draft_id
        screen = _screen(body, 0)
        editor = copying.start(room.db, who, draft_id, sequence_id, screen=screen, now=room.now())
        _draw(room, client, body, editor)
        return
    stages = carrying.starter_stages(name)
    _change(
        room, body, client, lambda draft: draft if draft.stages else replace(draft, stages=stages), page=0
    )


def open_stage(room: Room, body: Body, client: WebClient, key: str = "") -> None:
    """Open the form of one stage over the editor."""
    draft_id = view.read_metadata(body["view"]).draft_id
    form = drafting.stage_form(room.db, people.who(body), draft_id, key, now=room.now())
    client.views_push(trigger_id=body["trigger_id"], view=stage_view.build(form))


def previewed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show every stage as a person would get it."""
    ack()
    editor = _keep_typed(room, body)
    shown = previewing.of_draft(room.db, people.who(body), editor.draft, house=room.house, now=room.now())
    drawn = preview_view.build(shown, preview_view.Shown(draft_id=editor.draft_id))
    client.views_push(trigger_id=body["trigger_id"], view=drawn)


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Save the sequence, or say under the name or on top what is missing."""
    typed = view.read(body["view"])
    draft_id = view.read_metadata(body["view"]).draft_id
    role = view.read_role(body["view"])
    saved = authoring.save(room.db, people.who(body), draft_id, typed=typed, role=role, now=room.now())
    if isinstance(saved, authoring.Saved):
        ack(response_action="update", view=saved_talk.drawn(room, people.who(body), saved.version_id))
        showing.home_too(room, people.who(body))
        return
    if errors := view.errors(saved.problems, body["view"]):
        ack(response_action="errors", errors=errors)
        return
    ack(response_action="update", view=view.again(saved, body["view"]))


def closed(room: Room, ack: Ack, body: Body) -> None:
    """Leave the plan on the desk for another time."""
    ack()
    drafting.park(room.db, people.who(body), view.read_metadata(body["view"]).draft_id, now=room.now())


def _keep_typed(room: Room, body: Body) -> Editor:
    draft_id = view.read_metadata(body["view"]).draft_id
    screen = replace(_screen(body), click="")
    return drafting.change(room.db, people.who(body), draft_id, screen=screen, now=room.now())


def _screen(body: Body, page: int | None = None) -> drafting.Screen:
    return drafting.Screen(
        typed=view.read(body["view"]),
        role=view.read_role(body["view"]),
        page=view.read_metadata(body["view"]).page if page is None else page,
        click=showing.click(body),
    )


def _change(
    room: Room, body: Body, client: WebClient, edit: Edit | None = None, page: int | None = None
) -> None:
    draft_id, screen = view.read_metadata(body["view"]).draft_id, _screen(body, page)
    editor = drafting.change(room.db, people.who(body), draft_id, edit, screen=screen, now=room.now())
    _draw(room, client, body, editor)


def _draw(room: Room, client: WebClient, body: Body, editor: Editor) -> None:
    drawn = view.again(editor, body["view"])
    showing.update(client, body["view"], drawn, anew=lambda: _as_it_lies(room, body, editor.draft_id))


def _as_it_lies(room: Room, body: Body, draft_id: int) -> dict[str, Any] | None:
    """Draw the plan as it lies on the desk by now; None where it was saved or dropped meanwhile."""
    try:
        found = drafting.change(room.db, people.who(body), draft_id, screen=drafting.Screen(), now=room.now())
    except Gone:
        return None
    return view.again(found, body["view"])


def _moved(key: str, by: int) -> Edit:
    def edit(draft: SequenceDraft) -> SequenceDraft:
        stages, index = list(draft.stages), drafts.index_of(draft.stages, key)
        if index is not None and 0 <= index + by < len(stages):
            stages.insert(index + by, stages.pop(index))
        return replace(draft, stages=tuple(stages))

    return edit


def _duplicated(key: str) -> Edit:
    def edit(draft: SequenceDraft) -> SequenceDraft:
        doubled = ((stage, stage) if stage.key == key else (stage,) for stage in draft.stages)
        return replace(draft, stages=tuple(chain.from_iterable(doubled)))

    return edit


def _deleted(key: str) -> Edit:
    def edit(draft: SequenceDraft) -> SequenceDraft:
        return replace(draft, stages=tuple(stage for stage in draft.stages if stage.key != key))

    return edit


EDITS: Mapping[str, Callable[[str], Edit]] = {
    view.UP: lambda key: _moved(key, -1),
    view.DOWN: lambda key: _moved(key, 1),
    view.DUPLICATE: _duplicated,
    view.DELETE: _deleted,
}
