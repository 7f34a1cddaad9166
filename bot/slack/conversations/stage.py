"""Write one stage, over the editor."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.pictures import Editor, StageForm
from bot.outreach.plans import attaching, choosing, drafting, previewing, rehearsing, varying
from bot.refusals import Refusal
from bot.rules import attachments, drafts
from bot.rules.drafts import Problem, StageDraft
from bot.slack import files, people, showing
from bot.slack.room import Room
from bot.slack.views import (
    files as files_view,
    preview as preview_view,
    refusal as refusal_view,
    sequence as sequence_view,
    stage as view,
    stage_words as words_view,
)

Body = Mapping[str, Any]
SOON = 1.5  # seconds of the three in which Slack wants an answer


def changed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Draw the form that fits the kind or thread just chosen; what was typed stays."""
    ack()
    _draw(room, client, body, view.read_form(body["view"]))


def token_inserted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Put a token at the end of the text being typed."""
    ack()
    form = view.read_form(body["view"])
    _draw(room, client, body, words_view.with_token(body["view"], body["actions"][0], form))


def fallbacks_added(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Write a fallback behind the tokens of the text being typed that have none."""
    ack()
    _draw(room, client, body, words_view.with_fallbacks(body["view"], view.read_form(body["view"])))


def variant_added(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Keep what was typed and begin another text of this stage."""
    _turn(room, ack, body, client, varying.added)


def variant_shown(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Keep what was typed and look at another text of this stage."""
    _turn(room, ack, body, client, varying.showing(words_view.read_shown(body["actions"][0])))


def variant_removed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take the text that is shown away."""
    _turn(room, ack, body, client, varying.removed)


def file_removed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Draw the form without one of its files; it counts once the stage is saved."""
    ack()
    form, gone = view.read_form(body["view"]), files_view.removed(body["actions"][0])
    left = tuple(file for file in form.stage.attachments if file.id != gone)
    _draw(room, client, body, replace(form, stage=replace(form.stage, attachments=left)))


def previewed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show this stage as a person would get it; the third and last view of the stack."""
    ack()
    form, chosen = view.read_form(body["view"]), files_view.read(body["view"])
    who, now = people.who(body), room.now()
    stage = varying.whole(room.db, who, form, now=now)
    shown = previewing.of_stage(room.db, who, form, stage, house=room.house, now=now)
    coming = tuple(map(attachments.told, chosen))
    told = (replace(text, attachments=(*text.attachments, *coming)) for text in shown.stages)
    shown = replace(shown, stages=tuple(told))
    client.views_push(trigger_id=body["trigger_id"], view=preview_view.build(shown))


def tried(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Send the text as it stands typed to whoever writes it."""
    ack()
    form, who = view.read_form(body["view"]), people.who(body)
    if problems := view.read(body["view"]).problems:
        _draw(room, client, body, words_view.unreadable(form, problems))
        return
    try:
        asked = rehearsing.of_form(room.db, who, form.draft_id, form.number, form.stage, now=room.now())
        note = preview_view.sent(form.number, room.bench.send(who, asked))
    except Refusal as refusal:
        note = str(refusal)
    _draw(room, client, body, replace(form, sheet=replace(form.sheet, note=note)))


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Keep the stage and show it in the editor beneath, or say under each input what is wrong."""
    read = view.read(body["view"])
    if not read.problems:
        form = view.read_form(body["view"])
        read = replace(read, stage=varying.whole(room.db, people.who(body), form, now=room.now()))
    if read.chosen:
        _submitted_with_files(room, ack, body, client, read)
        return
    kept = read.problems or _save(room, body, read.stage)
    _answer(ack, client, body, kept)


def _turn(room: Room, ack: Ack, body: Body, client: WebClient, turned: varying.Turn) -> None:
    ack()
    form, who = view.read_form(body["view"]), people.who(body)
    if problems := view.read(body["view"]).problems:
        _draw(room, client, body, words_view.unreadable(form, problems))
        return
    _draw(room, client, body, varying.turn(room.db, who, form, turned, now=room.now()))


def _draw(room: Room, client: WebClient, body: Body, form: StageForm) -> None:
    who = people.who(body)
    drawn = choosing.offered(room.db, who, varying.drawn(room.db, who, form, now=room.now()))
    showing.update(client, body["view"], view.build(drawn))


def _submitted_with_files(room: Room, ack: Ack, body: Body, client: WebClient, read: view.StageRead) -> None:
    if problems := _problems(room, body, read):
        _answer(ack, client, body, problems)
        return
    coming = files.begin(client, read.chosen)
    try:
        fetched = coming.result(SOON)
    except TimeoutError:
        # Slack waits three seconds for an answer: what was written is saved, the files come after.
        kept = _save(room, body, read.stage)
        _answer(ack, client, body, kept, note=files_view.fetching(read.chosen))
        if isinstance(kept, Editor):
            _attach(room, client, body, read.stage, coming.result())
        return
    if fetched.troubles:
        _answer(ack, client, body, _told(fetched))
        return
    new = attaching.keep(room.db, people.who(body), fetched.files, now=room.now())
    attached = tuple(dict.fromkeys([*read.stage.attachments, *new]))
    _answer(ack, client, body, _save(room, body, replace(read.stage, attachments=attached)))


def _problems(room: Room, body: Body, read: view.StageRead) -> tuple[Problem, ...]:
    form = varying.drawn(room.db, people.who(body), view.read_form(body["view"]), now=room.now())
    found = drafts.stage_problems(
        replace(read.stage, attachments=()),
        first_email=form.first_email,
        first=form.number == 1,
        tokens=form.sheet.tokens.names,
    )
    return (*read.problems, *found, *drafts.file_problems([*read.stage.attachments, *read.chosen]))


def _save(room: Room, body: Body, stage: StageDraft) -> Editor | tuple[Problem, ...]:
    who, click, now = people.who(body), showing.click(body), room.now()
    return drafting.save_stage(room.db, who, _place(body), stage, click=click, now=now)


def _place(body: Body) -> drafting.Place:
    form = view.read_form(body["view"])
    return drafting.Place(draft_id=form.draft_id, key=form.key, opened=form.opened)


def _answer(
    ack: Ack, client: WebClient, body: Body, kept: Editor | tuple[Problem, ...], *, note: str = ""
) -> None:
    if isinstance(kept, tuple):
        ack(response_action="errors", errors=view.errors(kept, body["view"]))
        return
    ack()
    _show_beneath(client, body, kept, note=note)


def _attach(room: Room, client: WebClient, body: Body, stage: StageDraft, fetched: files.Fetched) -> None:
    to = attaching.Addressed(place=_place(body), stage=stage)
    try:
        desk = attaching.attach(room.db, people.who(body), to, fetched.files, now=room.now())
    except Refusal as refusal:
        _write(client, body, refusal)
        return
    problems = tuple(replace(problem, stage=desk.index) for problem in _told(fetched))
    shown = _show_beneath(client, body, replace(desk.editor, problems=problems))
    if problems and not shown:
        # A file that was left out may not go unnoticed by somebody who closed the editor meanwhile.
        _write(client, body, Refusal("\n".join(fetched.troubles)))


def _told(fetched: files.Fetched) -> tuple[Problem, ...]:
    return tuple(Problem(field="attachments", text=trouble) for trouble in fetched.troubles)


def _write(client: WebClient, body: Body, refusal: Refusal) -> None:
    client.chat_postMessage(channel=people.who(body).slack_id, **refusal_view.message(refusal))


def _show_beneath(client: WebClient, body: Body, editor: Editor, *, note: str = "") -> bool:
    beneath = body["view"].get("previous_view_id") or body["view"].get("root_view_id")
    return bool(beneath) and showing.refresh(client, str(beneath), sequence_view.build(editor, note=note))
