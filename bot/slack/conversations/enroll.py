"""Put somebody into a sequence: from a link, an address, or any message."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.outreach.candidates import enrolling, locating
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.origins import Origin
from bot.outreach.notices import crediting
from bot.outreach.overview import reporting
from bot.outreach.people import Who
from bot.refusals import Refusal
from bot.rules import business_time, links
from bot.rules.drafts import Problem
from bot.rules.links import Entry, Found, LinkKind
from bot.slack import messages, people, showing
from bot.slack.conversations import review
from bot.slack.room import Room
from bot.slack.views import enroll as view, same_person, unfurl as unfurl_view, whereabouts
from storage.statuses import Source

Body = Mapping[str, Any]

USAGE = "Paste a profile link or an address: `/enroll https://www.linkedin.com/in/grace-hopper-1906/`."
NOBODY = "This message names nobody I could enroll."


def asked(room: Room, client: WebClient, body: Body, words: str) -> None:
    """Open the enroll modal for what was typed after the command, or the list of all who were."""
    who, now = people.who(body), room.now()
    named, _, sequence_name = words.partition(" in ")
    entries = links.typed(named)
    if not _found(entries):
        refused = [entry.why for entry in links.read(named) if not isinstance(entry, Found)]
        raise Refusal(refused[0] if refused else "Whom do you want to enroll?", USAGE)
    chosen = None
    if sequence_name.strip():
        chosen = reporting.named(room.db, who, sequence_name, now=now).id
    several = Source.COMMAND if len(_found(entries)) == 1 else Source.LIST
    _open(room, client, body, entries, Origin(source=several), chosen)
    people.meet(room, client, body)


def from_message(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the enroll modal for whom a message names, or the list of all of them."""
    ack()
    message = body.get("message", {})
    entries = links.gather(messages.words(message))
    if not _found(entries):
        refused = [entry.why for entry in entries if not isinstance(entry, Found)]
        raise Refusal(" ".join([NOBODY, *refused[:1]]), USAGE)
    _open(room, client, body, entries, _named_by(room, client, body, message), None)


def from_unfurl(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Open the enroll modal for the person behind a link that somebody pasted."""
    ack()
    entries = _found(links.read(unfurl_view.read(body["actions"][0])))
    if not entries:
        raise Refusal("This link leads to nobody I could enroll.", USAGE)
    _open(room, client, body, entries[:1], Origin(source=Source.UNFURL), None)


def redrawn(room: Room, ack: Ack, body: Body, client: WebClient) -> None:
    """Show what the chosen sequence needs and when it would go out."""
    ack()
    showing.update(client, body["view"], drawn(room, body))
    locating.prepare()


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
    if not isinstance(done, Enrolled):
        _mended(room, ack, body, done)
        return
    if read.origin.review is None:
        told = view.done(done.person, done.sequence, first=_first(done), enrollment_id=done.enrollment_id)
        ack(response_action="update", view=told)
    else:
        ack()
        review.came_back(room, body, client, read.origin, done)
    showing.home_too(room, people.who(body))


def _mended(room: Room, ack: Ack, body: Body, problems: Sequence[Problem]) -> None:
    """Say what must be mended; what speaks against it, or who it may be, may be news of this moment, and is drawn."""
    is_news = any(one.field == "override" for one in problems) or same_person.is_news(problems, body["view"])
    if is_news:
        ack(response_action="update", view=drawn(room, body))
    else:
        ack(response_action="errors", errors=view.errors(problems, body["view"]))


def typed(body: Body) -> Asked:
    """Read what stands in the form."""
    return _asked(view.read(body["view"]))


def drawn(room: Room, body: Body, note: str = "") -> dict[str, Any]:
    """Draw the form anew with what was typed, as things stand now."""
    wanted = typed(body)
    form = enrolling.form(room.db, people.who(body), wanted, house=room.house, now=room.now())
    return view.build(form, typed=wanted.values, note=note)


def _found(entries: Sequence[Entry]) -> list[Found]:
    return [entry for entry in entries if isinstance(entry, Found)]


def _open(
    room: Room, client: WebClient, body: Body, entries: Sequence[Entry], origin: Origin, chosen: int | None
) -> None:
    """Open the form of the one who was named, or the list of several."""
    found = _found(entries)
    if len(found) > 1:
        review.begun(room, client, body, entries, origin, chosen)
        return
    wanted = _of(found[0], origin, chosen)
    form = enrolling.form(room.db, people.who(body), wanted, house=room.house, now=room.now())
    client.views_open(trigger_id=body["trigger_id"], view=view.build(form, typed=origin.values))
    locating.prepare()


def _named_by(room: Room, client: WebClient, body: Body, message: Mapping[str, Any]) -> Origin:
    """Ask who wrote a message, if that is another person."""
    who, author = people.who(body), messages.author(message)
    if author and author != who.slack_id:
        people.introduced(room, client, Who(team=who.team, slack_id=author))
    at = messages.written_at(message)
    return crediting.origin(room.db, who, author, at=at, source=Source.MESSAGE)


def _of(found: Found, origin: Origin, chosen: int | None) -> Asked:
    is_address = found.kind is LinkKind.EMAIL
    return Asked(
        link="" if is_address else found.canonical,
        address=found.canonical if is_address else "",
        first_name=found.first_name,
        last_name=found.last_name,
        company=found.company,
        sequence_id=chosen,
        values=origin.values,
        origin=origin,
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
        same=read.same,
        values=read.origin.values | dict(read.values),
        overridden=read.overridden,
        why=read.why,
        waits=read.waits,
        origin=read.origin,
    )


def _canonical(wanted: Asked) -> tuple[Asked, tuple[Any, ...]]:
    """Spell the link one way, as it may have been typed over."""
    if not wanted.link:
        return wanted, ()
    entries = links.read(wanted.link)
    found = _found(entries)
    if len(found) != 1 or found[0].kind is not LinkKind.PROFILE:
        refused = [entry.why for entry in entries if not isinstance(entry, Found)]
        text = refused[0] if refused else "This is not a link to one person's profile."
        return wanted, (enrolling.problem("link", text),)
    return enrolling.with_link(wanted, found[0].canonical), ()


def _first(done: Enrolled) -> str:
    return f"The first stage goes {business_time.say(done.first_at, done.zone)} (your time)."
