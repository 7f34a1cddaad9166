"""Carry sequences out as YAML and in again."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import disclosing
from bot.outreach.overview import reporting
from bot.outreach.plans import carrying
from bot.rules import strict_yaml
from bot.slack import files, people, showing
from bot.slack.room import Room
from bot.slack.views import script as view, sequence as sequence_view

Body = Mapping[str, Any]
PERSON = "person"
SOON = 1.5  # seconds of the three in which Slack wants an answer
LARGEST = 4 * strict_yaml.LIMIT  # bytes: no character takes more than four


class _Unread(Exception):
    """What was handed in is no text."""

    def __init__(self, sentence: str, *, file: bool) -> None:
        super().__init__(sentence)
        self.errors = view.unread(sentence, file=file)


def export(room: Room, client: WebClient, body: Body, name: str) -> None:
    """Show a sequence as YAML, or all that is held on a person as JSON, to be copied."""
    who, now = people.who(body), room.now()
    first, _, words = name.partition(" ")
    if first.casefold() == PERSON:
        held = disclosing.export(room.db, who, words, now=now)
        drawn = view.person(held.candidate_id, held.name, held.text)
        client.views_open(trigger_id=body["trigger_id"], view=drawn)
        return
    line = reporting.named(room.db, who, name, now=now)
    made = carrying.export(room.db, who, line.id, now=now)
    client.views_open(trigger_id=body["trigger_id"], view=view.exported(made.id, made.name, made.text))


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn a page of an export."""
    ack()
    shown, page, who = view.read_page(body["view"]), int(body["actions"][0]["value"]), people.who(body)
    if (candidate_id := view.read_person(body["view"])) is not None:
        held = disclosing.again(room.db, who, candidate_id, now=room.now())
        drawn = view.person(held.candidate_id, held.name, held.text, page=page)
        showing.update(client, body["view"], drawn)
        return
    made = carrying.export(room.db, who, shown.sequence_id, now=room.now(), again=True)
    showing.update(client, body["view"], view.exported(made.id, made.name, made.text, page=page))


def open_import(client: WebClient, body: Body) -> None:
    """Open the form of an import."""
    client.views_open(trigger_id=body["trigger_id"], view=view.build())


def more_room(ack: Ack, body: Body, client: WebClient) -> None:
    """Add a box to the form of an import; Slack keeps what stands in the others."""
    ack()
    showing.update(client, body["view"], view.build(view.boxes_of(body["view"]) + 1))


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the editor on what was handed in, or say line by line what cannot be read; nothing is lost."""
    pasted = view.read(body["view"])
    try:
        text = _text(client, pasted)
    except _Unread as unread:
        ack(response_action="errors", errors=unread.errors)
        return
    found = carrying.bring_in(room.db, people.who(body), text, now=room.now())
    if isinstance(found, tuple):
        ack(response_action="errors", errors=view.errors(found, pasted))
        return
    note = view.note(found.left_behind)
    ack(response_action="update", view=sequence_view.build(found.editor, note=note))


def _text(client: WebClient, pasted: view.Pasted) -> str:
    if pasted.chosen and pasted.text:
        raise _Unread("Here is a text, and a file below. Take one of them out.", file=False)
    if pasted.chosen:
        return _uploaded(client, pasted)
    if not pasted.text:
        raise _Unread("Paste a sequence here, or choose its file.", file=False)
    return pasted.text


def _uploaded(client: WebClient, pasted: view.Pasted) -> str:
    if sum(file.size for file in pasted.chosen) > LARGEST:
        raise _Unread("This file is too large for a sequence. Choose another.", file=True)
    try:
        fetched = files.begin(client, pasted.chosen).result(SOON)
    except TimeoutError:
        raise _Unread("Slack took too long to hand the file over. Try once more.", file=True) from None
    if fetched.troubles:
        raise _Unread(" ".join(fetched.troubles), file=True)
    try:
        return fetched.files[0].content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise _Unread(
            "This file is not text in UTF-8. Save it as that, and choose it again.", file=True
        ) from None
