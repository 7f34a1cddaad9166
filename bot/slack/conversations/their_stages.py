"""What one person gets, stage by stage: write one for them, skip one, begin at a later one."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach import people as known
from bot.outreach.candidates import standing, tailoring
from bot.outreach.candidates.stage_lines import StageLine
from bot.outreach.candidates.tailoring import OwnWords
from bot.refusals import Refusal
from bot.rules.alterations import Change
from bot.rules.drafts import Problem
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import person as person_view, their_stages as view

Body = Mapping[str, Any]


def opened(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open them from a button."""
    ack()
    open_of(room, client, body, person_view.read(body["actions"][0]["value"]))


def open_of(room: Room, client: WebClient, body: Body, enrollment_id: int) -> None:
    """Open what one person gets, over another modal if there is one."""
    showing.over(client, body, _drawn(room, people.who(body), enrollment_id, 0))


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn a page."""
    ack()
    enrollment_id, _ = view.read(body["view"])
    number = view.read_page(body["actions"][0])
    showing.update(client, body["view"], _drawn(room, people.who(body), enrollment_id, number))


def chosen(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Do what was chosen from the menu of a stage, and draw all of them as they stand; also when it may not be."""
    ack()
    who, (enrollment_id, number) = people.who(body), view.read(body["view"])
    change, key = view.read_choice(body["actions"][0])
    try:
        if change is Change.WORDS:
            asked = tailoring.form(room.db, who, enrollment_id, key, now=room.now())
            showing.over(client, body, view.form(asked))
            return
        CHANGES[change](room, who, enrollment_id, key)
    except Refusal:
        showing.update(client, body["view"], _drawn(room, who, enrollment_id, number))
        raise
    showing.update(client, body["view"], _drawn(room, who, enrollment_id, number))


def written(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Keep the words and show how they read, or say under each field what must be mended."""
    read, who = view.read_form(body["view"]), people.who(body)
    words = OwnWords(subject=read.subject, text=read.text)
    found = read.problems or _write(room, who, read, words)
    if not isinstance(found, StageLine):
        ack(response_action="errors", errors=view.errors(found, body["view"]))
        return
    ack(response_action="update", view=view.saved(found))
    beneath = body["view"].get("previous_view_id")
    if beneath:
        showing.refresh(client, str(beneath), _drawn(room, who, read.enrollment_id, 0))


def _write(room: Room, who: known.Who, read: view.Typed, words: OwnWords) -> StageLine | tuple[Problem, ...]:
    try:
        return tailoring.write(room.db, who, read.enrollment_id, read.key, words, now=room.now())
    except Refusal as refusal:
        # Said in the form: nothing may be laid over a third view.
        return (Problem(field="body", text=str(refusal)),)


def _drawn(room: Room, who: known.Who, enrollment_id: int, number: int) -> dict[str, Any]:
    return view.build(standing.page(room.db, who, enrollment_id, now=room.now()), number)


CHANGES: Mapping[Change, Callable[[Room, known.Who, int, str], object]] = {
    Change.SKIP: lambda room, who, found, key: tailoring.skip(
        room.db, who, found, key, house=room.house, now=room.now()
    ),
    Change.KEEP: lambda room, who, found, key: tailoring.keep(room.db, who, found, key, now=room.now()),
    Change.BEGIN: lambda room, who, found, key: tailoring.begin(
        room.db, who, found, key, house=room.house, now=room.now()
    ),
}
