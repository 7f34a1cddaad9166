"""That somebody asked to be forgotten: known by keyed hashes alone, and told to whoever would add them again."""

from datetime import datetime

import structlog

from bot.outreach import people
from bot.refusals import Refusal
from bot.rules import business_time, links
from bot.rules.links import Found, LinkKind
from storage import forgotten, marks
from storage.database import Database, Transaction
from storage.models import Candidate

log = structlog.get_logger()

USAGE = "Type `/sequence unforget` and the link or the address they were known by."
MEND = "An administrator can lift this with `/sequence unforget`."


def prepare(db: Database, now: datetime) -> None:
    """Make the key of the hashes, once for a database."""
    with db.transaction() as tx:
        marks.prepare(tx, now)


def told(tx: Transaction, team: str, *, link: str = "", address: str = "", zone: str = "UTC") -> str:
    """Say in a sentence that somebody asked to be forgotten, and when; empty if nobody of that name did."""
    key = links.address_key(address) if "@" in address else ""
    found = forgotten.known(tx, team, (link, key))
    if found is None:
        return ""
    day = found.asked_at.astimezone(business_time.zone(zone))
    return f"This person asked to be forgotten on {day.day} {day:%b %Y}. {MEND}"


def demand_wanted(
    tx: Transaction, team: str, *, link: str = "", address: str = "", zone: str = "UTC"
) -> None:
    """Raise Refusal for a link or an address of somebody who asked to be forgotten."""
    if sentence := told(tx, team, link=link, address=address, zone=zone):
        raise Refusal(sentence)


def demand_kept(tx: Transaction, candidate: Candidate) -> None:
    """Raise Refusal if somebody was forgotten a moment ago, while they were put into a sequence."""
    if candidate.forgotten_at is not None or forgotten.is_forgotten(tx, candidate.id):
        raise Refusal("This person was forgotten a moment ago; nobody was enrolled.")


def is_known(tx: Transaction, team: str, address: str) -> bool:
    """Tell whether an address is one of somebody who asked to be forgotten."""
    return forgotten.known(tx, team, (links.address_key(address),)) is not None


def lift(db: Database, who: people.Who, words: str, *, now: datetime) -> str:
    """Let somebody who was forgotten be added again, as an administrator; say what became of it."""
    named = [entry for entry in links.read(words) if isinstance(entry, Found)]
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        if not recruiter.is_admin:
            return "Only an administrator of Overture may lift that. Ask one of them."
        if not named:
            return f"Whom do you mean? {USAGE}"
        found = forgotten.known(tx, who.team, [_value(entry) for entry in named])
        if found is None:
            return "Nobody known by that was forgotten."
        forgotten.lift(tx, found, recruiter.id, now)
        log.info("forgetting lifted", forgetting=found.id)
        return "They may be added again. What was erased stays erased, and an opt-out stays an opt-out."


def _value(entry: Found) -> str:
    return links.address_key(entry.canonical) if entry.kind is LinkKind.EMAIL else entry.canonical
