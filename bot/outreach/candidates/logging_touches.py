"""A touch made elsewhere is logged: it counts as contact, and is told where somebody asks why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.outreach import people
from bot.outreach.candidates import knowing
from bot.outreach.house import House
from bot.outreach.notices.cards import LogForm, NextByHand
from bot.outreach.outgoing import reminding
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import business_time, links, names
from bot.rules.links import Found, LinkKind
from storage import candidates, enrollments, logged, touches
from storage.database import Database, Transaction
from storage.models import Candidate, Recruiter, Touch
from storage.statuses import StageKind, TouchStatus

log = structlog.get_logger()

MOST_KNOWN, MOST_ALIKE = 2_000, 3
NOTE = 500
UNDO = timedelta(minutes=10)
SAID_AS = {
    StageKind.EMAIL: "an email",
    StageKind.INMAIL: "an InMail",
    StageKind.CONNECTION: "a connection note",
    StageKind.CALL: "a call",
    StageKind.TEXT: "a text message",
    StageKind.TASK: "something else",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What was done, and when; with a `touch_id` it was that stage, which is marked as done instead."""

    candidate_id: int
    kind: StageKind
    at: datetime
    note: str = ""
    touch_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What became of it, in a sentence; a `logged_id` can be taken back."""

    told: str
    logged_id: int | None = None


def form(db: Database, who: people.Who, words: str, *, now: datetime) -> LogForm:
    """Open the form for a person named by name, link or address; raises Refusal with the nearest names."""
    if not words.strip():
        raise Refusal("With whom?", "Type `/sequence log` and a name, a profile link or an address.")
    with people.looking(db, who, now) as (tx, recruiter):
        person = _named(tx, recruiter, words)
        waiting = _next_by_hand(tx, recruiter, person)
        return LogForm(
            candidate_id=person.id,
            person=person.name,
            now=now,
            waiting=None
            if waiting is None
            else NextByHand(
                touch_id=waiting.id,
                kind=waiting.kind,
                stage=waiting.number,
                sequence=waiting.enrollment.sequence.name,
            ),
        )


def _named(tx: Transaction, recruiter: Recruiter, words: str) -> Candidate:
    found = next((entry for entry in links.read(words) if isinstance(entry, Found)), None)
    if found is not None:
        person = _behind(tx, recruiter.team_id, found)
        alike = [person] if person is not None else []
    else:
        every = candidates.of_team(tx, recruiter.team_id, limit=MOST_KNOWN)
        wanted = " ".join(words.casefold().split())
        alike = [one for one in every if wanted in {one.name.casefold(), one.first_name.casefold()}]
        alike = alike or [
            one for one in every if one.name in names.nearest(words, [one.name for one in every])
        ]
    known = [one for one in alike if knowing.may_name(tx, recruiter, one)]
    if len(known) == 1 and (found is not None or _is_meant(known[0], words)):
        return known[0]
    raise _unclear(words, known)


def _is_meant(person: Candidate, words: str) -> bool:
    return " ".join(words.casefold().split()) in {person.name.casefold(), person.first_name.casefold()}


def _behind(tx: Transaction, team: str, entry: Found) -> Candidate | None:
    if entry.kind is LinkKind.EMAIL:
        return candidates.by_address(tx, team, links.address_key(entry.canonical))
    return candidates.by_link(tx, team, entry.canonical)


def _unclear(words: str, known: Iterable[Candidate]) -> Refusal:
    told = list(dict.fromkeys(one.name for one in known))[:MOST_ALIKE]
    if len(told) == 1:
        told.append("their profile link, if there are several of that name")
    mend = f"Did you mean {' or '.join(told)}?" if told else "Try their profile link or address."
    return Refusal(f"I do not know who “{words.strip()[:60]}” is.", mend)


def _next_by_hand(tx: Transaction, recruiter: Recruiter, person: Candidate) -> Touch | None:
    """Give the manual stage that is next for a person, if it is this recruiter's to do."""
    for enrollment in enrollments.open_of_candidate(tx, person.id):
        if recruiter.id not in {enrollment.recruiter_id, enrollment.sequence.owner_id}:
            continue
        following = next(
            (one for one in touches.of_enrollment(tx, enrollment.id) if not one.status.is_final), None
        )
        waits = following is not None and following.status is TouchStatus.SCHEDULED
        if following is not None and waits and not following.kind.is_email:
            return following
    return None


def note(db: Database, who: people.Who, asked: Logged, *, house: House, now: datetime) -> Noted:
    """Write it down, or mark the stage it was. Raises Gone where that stage is over."""
    if asked.touch_id is not None:
        reminding.mark_sent(db, who, asked.touch_id, house=house, now=now)
        return Noted(told="Marked as done; the sequence goes on from now.")
    if asked.at > now:
        raise Refusal("That is still to come.", "Log it once it has happened.")
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        found = candidates.get(tx, asked.candidate_id)
        if found is None or found.team_id != recruiter.team_id or not knowing.may_name(tx, recruiter, found):
            raise Gone("That person is no longer there.")
        person = knowing.taken(tx, found)
        # A touch makes somebody one's own for longer: the form sent twice is one.
        row = logged.find(tx, recruiter.id, person.id, kind=asked.kind, at=asked.at)
        if row is None:
            words = asked.note[:NOTE].strip()
            row = logged.add(tx, recruiter, person.id, kind=asked.kind, note=words, at=asked.at, now=now)
            log.info("touch logged", candidate=person.id, kind=asked.kind)
        counts = "It counts like a message, and `/why` tells it."
        return Noted(told=f"Logged {SAID_AS[asked.kind]} with {person.name}. {counts}", logged_id=row.id)


def take_back(db: Database, who: people.Who, logged_id: int, *, now: datetime) -> str:
    """Take back within ten minutes what one has logged oneself, and say so."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        row = logged.get(tx, logged_id)
        if row is None:
            raise Gone("It was taken back already.")
        if row.recruiter_id != recruiter.id:
            raise NotAllowed("Only whoever logged it may take it back.")
        if now - row.created_at >= UNDO:
            raise Gone("It is too late to undo this.")
        logged.remove(tx, row)
        log.info("logged touch taken back", candidate=row.candidate_id)
        return "Taken back: it counts nowhere, and nobody is told of it."


def happened(tx: Transaction, candidate_id: int, zone: str) -> list[str]:
    """Tell what was logged of a person, a sentence each."""
    return [
        f"Outside: {SAID_AS[one.kind]} by {one.recruiter.name or 'a colleague'} on "
        f"{business_time.say(one.at, zone)}{f': {one.note}' if one.note else ''}."
        for one in logged.of_candidate(tx, candidate_id)
    ]
