"""Put somebody into a sequence: from a link, an address, or any message."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import enrolling, locating
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.overview import reporting
from bot.refusals import Refusal
from bot.rules import business_time, links
from bot.rules.links import Found, LinkKind
from bot.slack import people, showing
from bot.slack.room import Room
from bot.slack.views import enroll as view, whereabouts

Body = Mapping[str, Any]

USAGE = "Paste a profile link or an address: `/enroll https://www.linkedin.com/in/grace-hopper-1906/`."


def asked(room: Room, client: WebClient, body: Body, words: str) -> None:
    """Open the enroll modal for what was typed after the command."""
    who, now = people.who(body), room.now()
    named, _, sequence_name = words.partition(" in ")
    found, refused = _people(named)
    if not found:
        raise Refusal(refused[0] if refused else "Whom do you want to enroll?", USAGE)
    chosen = None
    if sequence_name.strip():
        chosen = reporting.named(room.db, who, sequence_name, now=now).id
    _open(room, client, body, found, chosen)
    people.meet(room, client, body)


def from_message(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the enroll modal for the people a message names."""
    ack()
    message = body.get("message", {})
    found = [entry for entry in links.find(str(message.get("text", ""))) if isinstance(entry, Found)]
    if not found:
        raise Refusal("This message names nobody I could enroll.", USAGE)
    _open(room, client, body, found, None)


def redrawn(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show what the chosen sequence needs and when it would go out."""
    ack()
    showing.update(client, body["view"], drawn(room, body))


def zones_asked(ack: Ack, body: Body) -> None:
    """Offer the zones of places, or of the place they live in."""
    location = view.read(body["view"]).location
    ack(options=whereabouts.options(locating.suggest(str(body.get("value", "")), location)))


def submitted(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Enroll, or say under each input what is missing."""
    read = view.read(body["view"])
    wanted, problems = _canonical(_asked(read))
    if problems:
        ack(response_action="errors", errors=view.errors(problems, body["view"]))
        return
    if locating.must_ask(wanted.location, zone=wanted.zone, located=wanted.located):
        ack(response_action="update", view=drawn(room, body))
        return
    done = enrolling.enroll(room.db, people.who(body), wanted, house=room.house, now=room.now())
    if not isinstance(done, Enrolled) and any(problem.field == "override" for problem in done):
        # What speaks against it may be news of this moment: it is shown on top, with the box to tick.
        ack(response_action="update", view=drawn(room, body))
        return
    if not isinstance(done, Enrolled):
        ack(response_action="errors", errors=view.errors(done, body["view"]))
        return
    if read.more:
        ack(response_action="update", view=_next(room, body, read))
        return
    ack(response_action="update", view=view.done(done.person, done.sequence, first=_first(done)))
    showing.home_too(room, people.who(body))


def typed(body: Body) -> Asked:
    """Read what stands in the form."""
    return _asked(view.read(body["view"]))


def drawn(room: Room, body: Body, note: str = "") -> dict[str, Any]:
    """Draw the form anew with what was typed, as things stand now."""
    read = view.read(body["view"])
    form = enrolling.form(
        room.db, people.who(body), _asked(read), house=room.house, now=room.now(), more=read.more
    )
    return view.build(form, typed=read.values, note=note)


def _people(words: str) -> tuple[list[Found], list[str]]:
    entries = links.read(words)
    found = [entry for entry in entries if isinstance(entry, Found)]
    return found, [entry.why for entry in entries if not isinstance(entry, Found)]


def _open(room: Room, client: WebClient, body: Body, found: list[Found], chosen: int | None) -> None:
    first, *others = found
    more = tuple(entry.canonical for entry in others)
    form = enrolling.form(
        room.db, people.who(body), _of(first, chosen), house=room.house, now=room.now(), more=more
    )
    client.views_open(trigger_id=body["trigger_id"], view=view.build(form))


def _of(found: Found, chosen: int | None) -> Asked:
    is_address = found.kind is LinkKind.EMAIL
    return Asked(
        link="" if is_address else found.canonical,
        address=found.canonical if is_address else "",
        first_name=found.first_name,
        last_name=found.last_name,
        company=found.company,
        sequence_id=chosen,
    )


def _asked(read: view.EnrollAsked) -> Asked:
    return Asked(
        link=read.link,
        address=read.address,
        first_name=read.first_name,
        last_name=read.last_name,
        company=read.company,
        title=read.title,
        school=read.school,
        location=read.location,
        located=read.located,
        zone=read.zone,
        sequence_id=read.sequence_id,
        values=dict(read.values),
        overridden=read.overridden,
        why=read.why,
    )


def _next(room: Room, body: Body, read: view.EnrollAsked) -> dict[str, Any]:
    """Draw the form again for the next of several people, into the same sequence."""
    found, _ = _people(read.more[0])
    form = enrolling.form(
        room.db,
        people.who(body),
        _of(found[0], read.sequence_id),
        house=room.house,
        now=room.now(),
        more=read.more[1:],
    )
    return view.build(form)


def _canonical(wanted: Asked) -> tuple[Asked, tuple[Any, ...]]:
    """Spell the link one way, as it may have been typed over."""
    if not wanted.link:
        return wanted, ()
    found, refused = _people(wanted.link)
    if len(found) != 1 or found[0].kind is not LinkKind.PROFILE:
        text = refused[0] if refused else "This is not a link to one person's profile."
        return wanted, (enrolling.problem("link", text),)
    return enrolling.with_link(wanted, found[0].canonical), ()


def _first(done: Enrolled) -> str:
    return f"The first stage goes {business_time.say(done.first_at, done.zone)} (your time)."
