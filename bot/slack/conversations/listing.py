"""Look at sequences: list, show, status; pause, resume and archive them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from bot.outreach.overview import measuring, reporting
from bot.outreach.overview.home_pictures import Shelf
from bot.outreach.pictures import SequencePage
from bot.outreach.plans import authoring, carrying, comparing, following, putting_away, shelving
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import (
    dates,
    history as history_view,
    leaving as leaving_view,
    listing as view,
    parts,
    shelf as shelf_view,
    show as show_view,
    status as status_view,
)
from storage.statuses import SequenceStatus

Body = Mapping[str, Any]
TURNS = {
    view.PAUSE: SequenceStatus.PAUSED,
    view.RESUME: SequenceStatus.ACTIVE,
    view.ARCHIVE: SequenceStatus.ARCHIVED,
}


def list_all(room: Room, respond: Respond, body: Body) -> None:
    """List the sequences this person may see."""
    respond(**view.build(*shelving.first_pages(room.db, people.who(body), house=room.house, now=room.now())))


def see_all(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open a shelf, or go back to the page of it that was left."""
    ack()
    shelf, number = shelf_view.read_way(body["actions"][0]["value"])
    page = shelving.page(room.db, people.who(body), shelf, number, house=room.house, now=room.now())
    showing.instead(client, body, shelf_view.build(page))


def paged(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Turn a page of a shelf."""
    ack()
    shelf, _ = shelf_view.read(body["view"])
    _show_shelf(room, client, body, shelf, shelf_view.read_page(body["actions"][0]))


def _show_shelf(room: Room, client: WebClient, body: Body, shelf: Shelf, number: int) -> None:
    page = shelving.page(room.db, people.who(body), shelf, number, house=room.house, now=room.now())
    showing.update(client, body["view"], shelf_view.build(page))


def show(room: Room, respond: Respond, body: Body, name: str) -> None:
    """Show one sequence: its stages and its people."""
    who, now = people.who(body), room.now()
    line = reporting.named(room.db, who, name, now=now)
    respond(**show_view.build(_page(room, body, line.id)))


def status(room: Room, respond: Respond, body: Body, name: str) -> None:
    """Say how a sequence is doing, in numbers; without a name, how all of them are."""
    who, now = people.who(body), room.now()
    every = () if name else reporting.visible(room.db, who, now=now)
    found = [reporting.named(room.db, who, name, now=now, in_full=True)] if name else every
    tried = comparing.of_sequence(room.db, who, found[0].id, now=now) if name else ()
    counted = measuring.of_sequence(room.db, who, found[0].id, now=now) if name else ()
    respond(**status_view.build([line for line in found if name or _is_alive(line.status)], tried, counted))


def history(room: Room, respond: Respond, body: Body, name: str) -> None:
    """Tell who did what to a sequence, and when."""
    who, now = people.who(body), room.now()
    line = reporting.named(room.db, who, name, now=now)
    respond(**history_view.build(carrying.history(room.db, who, line.id, now=now)))


def turn(room: Room, respond: Respond, client: WebClient, body: Body, name: str, verb: str) -> None:
    """Pause, resume or archive a sequence by name."""
    who, now = people.who(body), room.now()
    line = reporting.named(room.db, who, name, now=now)
    if verb == view.ARCHIVE and _asked_first(room, client, body, line.id):
        return
    respond(**_told(authoring.turn(room.db, who, line.id, TURNS[verb], now=now), now))


def follow(room: Room, respond: Respond, body: Body, name: str) -> None:
    """Let somebody hear of the answers in a sequence."""
    who, now = people.who(body), room.now()
    line = reporting.named(room.db, who, name, now=now)
    _say(respond, following.follow(room.db, who, line.id, now=now))


def unfollow(room: Room, respond: Respond, body: Body, name: str) -> None:
    """Let somebody hear of them no more."""
    who, now = people.who(body), room.now()
    line = reporting.named(room.db, who, name, now=now)
    _say(respond, following.unfollow(room.db, who, line.id, now=now))


def _say(respond: Respond, told: str) -> None:
    said = parts.mrkdwn(told)
    respond(**parts.message(said, [parts.section(said)]))


def edit(room: Room, client: WebClient, body: Body, name: str) -> None:
    """Open the editor on a sequence by name."""
    _open_editor(room, client, body, reporting.named(room.db, people.who(body), name, now=room.now()).id)


def clone(room: Room, client: WebClient, body: Body, name: str) -> None:
    """Open the editor on a copy of a sequence by name."""
    _open_copy(room, client, body, reporting.named(room.db, people.who(body), name, now=room.now()).id)


def menu(room: Room, ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
    """Do what was chosen from the menu of a line, on App Home or in a list."""
    ack()
    verb, sequence_id = view.read_menu(body["actions"][0]["selected_option"]["value"])
    if verb == view.ARCHIVE and _asked_first(room, client, body, sequence_id):
        return
    if verb in TURNS:
        turned = authoring.turn(room.db, people.who(body), sequence_id, TURNS[verb], now=room.now())
        _show_turned(room, client, body, respond, sequence_id, turned)
        return
    OPENED[verb](room, client, body, sequence_id)


def _show_turned(
    room: Room,
    client: WebClient,
    body: Body,
    respond: Respond,
    sequence_id: int,
    turned: authoring.Turned,
) -> None:
    """Draw the screen anew where it stands in one; a message that was only for them is answered by another."""
    where = body.get("view", {}).get("callback_id")
    if where == shelf_view.CALLBACK:
        _show_shelf(room, client, body, *shelf_view.read(body["view"]))
    elif where == show_view.CALLBACK:
        _show_page(room, client, body, sequence_id, show_view.read_way_back(body["view"]))
    elif where is None:
        respond(**_told(turned, room.now()))
    showing.home(room, client, people.who(body))


def _open_editor(room: Room, client: WebClient, body: Body, sequence_id: int) -> None:
    showing.editor(client, body, authoring.edit(room.db, people.who(body), sequence_id, now=room.now()))


def _open_copy(room: Room, client: WebClient, body: Body, sequence_id: int) -> None:
    showing.editor(client, body, authoring.clone(room.db, people.who(body), sequence_id, now=room.now()))


def _open_page(room: Room, client: WebClient, body: Body, sequence_id: int) -> None:
    _show_page(room, client, body, sequence_id, _page_of_shelf(body))


def _page_of_shelf(body: Body) -> str:
    """Name the page of a shelf that was clicked on; empty where it was something else."""
    shown = body.get("view", {})
    is_shelf = shown.get("callback_id") == shelf_view.CALLBACK
    return shelf_view.way(*shelf_view.read(shown)) if is_shelf else ""


def _show_page(room: Room, client: WebClient, body: Body, sequence_id: int, back: str) -> None:
    showing.instead(client, body, show_view.opened(_page(room, body, sequence_id), back))


def _page(room: Room, body: Body, sequence_id: int) -> SequencePage:
    who, four_eyes = people.who(body), room.house.four_eyes
    return reporting.page(room.db, who, sequence_id, now=room.now(), four_eyes=four_eyes)


def _asked_first(room: Room, client: WebClient, body: Body, sequence_id: int) -> bool:
    """Ask what happens to the people in a sequence that is to be archived; False where there are none."""
    leaving = putting_away.ask(room.db, people.who(body), sequence_id, now=room.now())
    if leaving.people:
        showing.over(client, body, leaving_view.build(leaving, _page_of_shelf(body)))
    return bool(leaving.people)


def archived(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Archive a sequence, and do with the people in it what was chosen."""
    sequence_id, fate = leaving_view.read(body["view"])
    who = people.who(body)
    done = putting_away.put_away(room.db, who, sequence_id, fate, house=room.house, now=room.now())
    ack(response_action="update", view=leaving_view.done(done.name, done.waiting, fate))
    if way := leaving_view.read_beneath(body["view"]):
        shelf, number = shelf_view.read_way(way)
        page = shelving.page(room.db, who, shelf, number, house=room.house, now=room.now())
        showing.refresh(client, str(body["view"]["previous_view_id"]), shelf_view.build(page))
    showing.home_too(room, who)


def _told(turned: authoring.Turned, now: datetime) -> dict[str, Any]:
    told = f"*{parts.label(turned.name)}* is {turned.status.value} now. {_meaning(turned, now)}"
    return parts.message(told, [parts.section(told)])


def _meaning(turned: authoring.Turned, now: datetime) -> str:
    people_in_it = parts.count(turned.waiting, "person", "people")
    if turned.status is not SequenceStatus.ACTIVE:
        waits = "waits where they are" if turned.waiting == 1 else "wait where they are"
        return f"Nothing of it goes out; {people_in_it} in it {waits}."
    if turned.next_at is None:
        return f"It goes on for {people_in_it}, inside the sending hours."
    late = "as soon as the sending hours allow"
    when = late if turned.next_at <= now else dates.moment(turned.next_at)
    return f"It goes on for {people_in_it}, inside the sending hours. Next: {when}."


def _is_alive(status: SequenceStatus) -> bool:
    return not status.is_put_away


OPENED: Mapping[str, Callable[[Room, WebClient, Body, int], None]] = {
    view.SHOW: _open_page,
    view.EDIT: _open_editor,
    view.CLONE: _open_copy,
}
