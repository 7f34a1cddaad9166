"""Go through several people who were named at once, and enroll them one by one or all together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.outreach import people
from bot.outreach.candidates import enrolling, introducing, noting
from bot.outreach.candidates.enrolling import Enrolled
from bot.outreach.candidates.knowing import Asked
from bot.outreach.candidates.noting import Named, Noted
from bot.outreach.candidates.origins import Origin
from bot.outreach.candidates.review_pages import ReviewLine, ReviewPage, Standing
from bot.outreach.house import House
from bot.outreach.pictures import EnrollForm
from bot.refusals import Gone, Refusal
from bot.rules import business_time
from bot.rules.links import Entry, Found
from storage import reviews
from storage.database import Database
from storage.models import Review

MOST = 100
ROWS = 10
NEEDED = {
    "address": "an address",
    "first_name": "a first name",
    "last_name": "a last name",
    "company": "a company",
    "override": "a word why",
}


def begin(
    db: Database,
    who: people.Who,
    entries: Sequence[Entry],
    *,
    origin: Origin,
    chosen: int | None = None,
    now: datetime,
) -> int:
    """Write a list down, the refused at its end; what does not fit is counted. Give its number."""
    found = [noting.noted(entry) for entry in entries if isinstance(entry, Found)]
    refused = [
        {"word": entry.word[:200], "why": entry.why} for entry in entries if not isinstance(entry, Found)
    ]
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        usable = noting.usable(tx, recruiter)
        only = usable[0].id if len(usable) == 1 else None
        review = Review(
            recruiter_id=recruiter.id,
            sequence_id=chosen or only,
            people=[*found[:MOST], *refused[:MOST]],
            left_out=max(0, len(found) - MOST),
            source=origin.source,
            referrer=origin.referrer,
            referred_at=origin.referred_at,
            created_at=now,
        )
        return reviews.add(tx, review).id


def page(
    db: Database, who: people.Who, review_id: int, number: int = 0, *, house: House, now: datetime
) -> ReviewPage:
    """Draw ten people of a list as they stand; raises Gone for a list that is not there, or somebody else's."""
    found = noting.read(db, who, review_id, now)
    lines = tuple(_lines(db, who, found, house, now))
    pages = max(1, -(-len(lines) // ROWS))
    number = min(max(number, 0), pages - 1)
    shown = lines[number * ROWS : (number + 1) * ROWS]
    standing = [line.standing for line in lines]
    refused = standing.count(Standing.REFUSED)
    return ReviewPage(
        review_id=review_id,
        page=number,
        pages=pages,
        lines=introducing.introduced(db, who, shown, now),
        sequences=found.sequences,
        chosen=found.sequence_id,
        people=len(lines) - refused,
        ready=standing.count(Standing.READY),
        done=standing.count(Standing.DONE),
        refused=refused,
        left_out=found.left_out,
    )


def choose(db: Database, who: people.Who, review_id: int, sequence_id: int, *, now: datetime) -> None:
    """Choose the sequence everybody in a list goes into."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        review = noting.own(reviews.lock(tx, review_id), recruiter)
        if sequence_id in {choice.id for choice in noting.usable(tx, recruiter)}:
            review.sequence_id = sequence_id


def asked(db: Database, who: people.Who, review_id: int, place: int, *, now: datetime) -> Asked:
    """Say of one person in a list what their form begins with; raises Gone for one who is enrolled already."""
    found = noting.read(db, who, review_id, now)
    entry = noting.at(found.people, place)
    if "in" in entry:
        raise Gone(f"They are in {entry['in']} already.")
    return _asked(found, entry, place)


def enroll(db: Database, who: people.Who, review_id: int, place: int, *, house: House, now: datetime) -> None:
    """Enroll one person of a list who needs nothing more; what keeps them out is written down beside them."""
    found = noting.read(db, who, review_id, now)
    _enroll(db, who, found, place, house, now)


def enroll_ready(db: Database, who: people.Who, review_id: int, *, house: House, now: datetime) -> None:
    """Enroll everybody in a list who needs nothing more; whoever cannot be does not keep the others out."""
    found = noting.read(db, who, review_id, now)
    ready = [line.place for line in _lines(db, who, found, house, now) if line.standing is Standing.READY]
    for place in ready:
        _enroll(db, who, found, place, house, now)


def note(db: Database, who: people.Who, review_id: int, place: int, done: Enrolled, *, now: datetime) -> None:
    """Tick a person of a list who was enrolled by their form."""
    first = business_time.say(done.first_at, done.zone)
    said = {"in": done.sequence, "name": done.person, "first": first, "id": done.enrollment_id}
    noting.mark(db, who, review_id, place, said, now)


def _enroll(db: Database, who: people.Who, found: Named, place: int, house: House, now: datetime) -> None:
    entry = noting.at(found.people, place)
    if "in" in entry:
        return
    form = enrolling.form(db, who, _asked(found, entry, place), house=house, now=now)
    said = form.refusal or _needs(form) or next(iter(form.warnings), "")
    try:
        done = None if said else enrolling.enroll(db, who, _shown(form), house=house, now=now)
    except Refusal as refusal:
        done, said = None, str(refusal)
    if isinstance(done, Enrolled):
        note(db, who, found.review_id, place, done, now=now)
        return
    told = said or " ".join(problem.text for problem in done or ())
    noting.mark(db, who, found.review_id, place, {"failed": told}, now)


def _lines(db: Database, who: people.Who, found: Named, house: House, now: datetime) -> Iterator[ReviewLine]:
    for place, entry in enumerate(found.people):
        if "word" in entry:
            yield ReviewLine(place=place, about=entry["word"], standing=Standing.REFUSED, note=entry["why"])
        elif "in" in entry:
            told = f"In {entry['in']} now. The first stage goes {entry['first']}."
            yield ReviewLine(
                place=place,
                about=entry["who"],
                standing=Standing.DONE,
                name=entry["name"],
                note=told,
                enrollment_id=entry.get("id", 0),
            )
        else:
            form = enrolling.form(db, who, _asked(found, entry, place), house=house, now=now)
            yield _line(form, entry, place)


def _line(form: EnrollForm, entry: Noted, place: int) -> ReviewLine:
    note, standing = form.refusal or _needs(form), Standing.LOOK
    if form.chosen is None:
        note, standing = "", Standing.UNCHOSEN
    elif not note and not form.warnings:
        standing = Standing.READY
    name = f"{form.first_name} {form.last_name}".strip()
    told = entry.get("failed", "") or note
    return ReviewLine(place=place, about=entry["who"], standing=standing, name=name, note=told)


def _needs(form: EnrollForm) -> str:
    """Say what must be filled in before somebody can be enrolled; empty when it is nothing."""
    if form.same is not None and not form.same.answer:
        return "Needs your word: is this somebody who is known?"
    names = [NEEDED.get(one.field, one.field.replace("_", " ")) for one in form.problems]
    if not names:
        return ""
    return f"Needs {names[0]}." if len(names) == 1 else f"Needs {', '.join(names[:-1])} and {names[-1]}."


def _asked(found: Named, entry: Noted, place: int) -> Asked:
    return Asked(
        link="" if entry["mail"] else entry["who"],
        address=entry["who"] if entry["mail"] else "",
        first_name=entry["first_name"],
        last_name=entry["last_name"],
        company=entry["company"],
        sequence_id=found.sequence_id,
        values=found.origin.values,
        origin=replace(found.origin, place=place),
    )


def _shown(form: EnrollForm) -> Asked:
    """Ask for what a form shows, as if it had been sent off untouched."""
    return Asked(
        link=form.link,
        address=form.address,
        first_name=form.first_name,
        last_name=form.last_name,
        company=form.company,
        sequence_id=form.chosen,
        values=form.origin.values,
        origin=form.origin,
    )
