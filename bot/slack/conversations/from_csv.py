"""Enroll a table of people: take the file, show what its columns are, begin; take it back, get the rest."""

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any

import structlog
from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import enrolling, importing, turning_away
from bot.outreach.candidates.import_pictures import ImportCard
from bot.outreach.candidates.knowing import Asked
from bot.outreach.overview import reporting
from bot.refusals import Refusal
from bot.rules import tables
from bot.rules.drafts import Problem
from bot.slack import files, people, showing
from bot.slack.room import Room
from bot.slack.views import from_csv as view, import_card as card_view
from storage.attachments import File

Body = Mapping[str, Any]
Drawn = dict[str, Any] | Problem
DOWNLOADS = "/imports/"
SOON = 1.5  # seconds of the three in which Slack wants an answer
AFTER = 0.5  # seconds until our answer has surely come to Slack: what is drawn before it would be drawn over

log = structlog.get_logger()


def asked(room: Room, client: WebClient, body: Body, words: str) -> None:
    """Open the form for a file, with the sequence that was named."""
    who, now = people.who(body), room.now()
    _, _, name = f" {words} ".partition(" in ")
    chosen = reporting.named(room.db, who, name.strip(), now=now).id if name.strip() else None
    client.views_open(trigger_id=body["trigger_id"], view=_form(room, body, chosen))
    people.meet(room, client, body)


def uploaded(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Take the file, and show what would become of its rows; a file that cannot be read is told of in the form."""
    read, who = view.read(body["view"]), people.who(body)
    problems = importing.open_to(room.db, who, read.sequence_id, now=room.now()) + _of_file(read)
    if problems or read.sequence_id is None:
        ack(response_action="errors", errors=view.errors(problems))
        return
    reading = _begin(lambda: _read(room, client, body, read))
    try:
        drawn = reading.result(SOON)
    except TimeoutError:
        # Slack waits three seconds for an answer: what becomes of the file is drawn after it.
        ack(response_action="update", view=view.reading(read.chosen[0].name))
        drawn = reading.result()
        time.sleep(AFTER)
        if isinstance(drawn, Problem):
            drawn = _form(room, body, read.sequence_id, refusal=drawn.text)
        showing.refresh(client, str(body["view"]["id"]), drawn)
        return
    if isinstance(drawn, Problem):
        ack(response_action="errors", errors=view.errors([drawn]))
        return
    ack(response_action="update", view=drawn)


def column_changed(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show what would become of the rows if a column were something else."""
    ack()
    showing.update(client, body["view"], _preview(room, body, view.read_mapping(body["view"])))


def begun(room: Room, ack: Ack, body: Body) -> None:
    """Let the file be imported, or say under a column what must be mended."""
    said, who = view.read_mapping(body["view"]), people.who(body)
    if not said.is_ready:
        ack(response_action="update", view=_preview(room, body, said))
        return
    found = importing.begin(room.db, who, said.import_id, said.mapping, now=room.now())
    if not isinstance(found, ImportCard):
        ack(response_action="errors", errors=view.column_errors(found, body["view"]))
        return
    ack(response_action="update", view=view.begun(found.total, found.sequence))


def taken_back(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Stop everybody who came in by a file."""
    ack()
    card = importing.take_back(room.db, people.who(body), _pressed(body), now=room.now())
    channel, ts = showing.place(body)
    showing.card(client, channel, ts, lambda: card_view.build(importing.card(room.db, card.import_id)))


def refused_shown(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show the rows nobody came in by, with a link to them as a file."""
    ack()
    who, now = people.who(body), room.now()
    away = turning_away.turned_away(room.db, who, _pressed(body), now=now)
    sealed = turning_away.ticket(room.db, who, away.import_id, now=now)
    url = f"{room.address}{DOWNLOADS}{sealed}"
    drawn = card_view.refused(away, turning_away.written(away), url=url)
    client.views_open(trigger_id=body["trigger_id"], view=drawn)


def downloaded(ack: Ack) -> None:
    """Notice that the file is fetched: the browser does it."""
    ack()


def _form(room: Room, body: Body, chosen: int | None, *, refusal: str = "") -> dict[str, Any]:
    asked = Asked(sequence_id=chosen)
    known = enrolling.form(room.db, people.who(body), asked, house=room.house, now=room.now())
    return view.build(known.sequences, known.chosen, refusal=refusal)


def _preview(room: Room, body: Body, said: view.Mapped) -> dict[str, Any]:
    form = importing.preview(
        room.db, people.who(body), said.import_id, said.mapping, house=room.house, now=room.now()
    )
    return view.preview(form)


def _begin(task: Callable[[], Drawn]) -> Future[Drawn]:
    """Begin something whose end the answer to Slack may not wait for."""
    future: Future[Drawn] = Future()

    def finish() -> None:
        try:
            future.set_result(task())
        except Exception as error:  # noqa: BLE001  it is raised where it is waited for
            future.set_exception(error)

    threading.Thread(target=finish, name="csv", daemon=True).start()
    return future


def _read(room: Room, client: WebClient, body: Body, read: view.Uploaded) -> Drawn:
    """Fetch a file, keep it and draw what would become of its rows, or say why it cannot be taken."""
    try:
        file = _fetched(client, read)
        sequence_id = read.sequence_id or 0
        form = importing.keep(room.db, people.who(body), file, sequence_id, house=room.house, now=room.now())
        return view.preview(form)
    except Refusal as refusal:
        return Problem(field="file", text=str(refusal))
    except Exception as error:  # noqa: BLE001  the form may have been answered: only drawing it can tell what went wrong
        log.error("file not read", exc_info=error)
        return Problem(field="file", text="Something went wrong on our side. Choose the file once more.")


def _of_file(read: view.Uploaded) -> tuple[Problem, ...]:
    if not read.chosen:
        return (Problem(field="file", text="Choose a file."),)
    if read.chosen[0].size > tables.MOST_BYTES:
        most = tables.MOST_BYTES // tables.MEGABYTE
        return (Problem(field="file", text=f"This file is larger than {most} MB. Cut it in two."),)
    return ()


def _fetched(client: WebClient, read: view.Uploaded) -> File:
    fetched = files.fetch(client, read.chosen[:1])
    if fetched.troubles:
        raise Refusal(fetched.troubles[0])
    return fetched.files[0]


def _pressed(body: Body) -> int:
    return int(body["actions"][0]["value"])
