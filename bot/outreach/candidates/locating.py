"""Where somebody lives, and so by whose clock mail reaches them."""

from datetime import datetime

from bot.outreach.pictures import Whereabouts
from bot.refusals import Refusal
from bot.rules import business_time, drafts, gazetteer, places
from bot.rules.drafts import Problem
from bot.rules.places import Place
from storage.models import Candidate


def look(
    location: str, *, zone: str | None, located: str, known: Candidate | None, now: datetime
) -> Whereabouts:
    """Say what is known of somebody's clock: what was chosen for this place, what is stored, or what it may be."""
    if zone is not None and location == located:
        return Whereabouts(now=now, zone=_sound(zone), places=places.find(location))
    stored = known.zone if known is not None and location in {"", known.location} else ""
    if stored:
        return Whereabouts(now=now, zone=stored)
    found = places.find(location)
    return Whereabouts(now=now, zone=found[0].zone if len(found) == 1 else "", places=found)


def prepare() -> None:
    """Have the places of the world at hand before somebody names one: Slack waits three seconds for a form's answer."""
    gazetteer.known()


def must_ask(location: str, *, zone: str | None, located: str) -> bool:
    """Tell whether a place was named whose clock is not sure, and nobody has been asked about it."""
    if not location or (zone is not None and location == located):
        return False
    return len(places.find(location)) != 1


def problem(zone: str | None) -> tuple[Problem, ...]:
    """Say that there is no such zone."""
    try:
        business_time.zone(zone or "UTC")
    except Refusal as refusal:
        return (Problem(field="zone", text=str(refusal)),)
    return ()


def write_down(candidate: Candidate, location: str, *, zone: str | None, located: str) -> None:
    """Write down where somebody lives; what was chosen for the place counts, else what it says by itself."""
    place = drafts.clean_line(location)
    if zone is not None and location == located:
        candidate.zone = zone or ("" if place else candidate.zone)
    elif place and place != candidate.location:
        found = places.find(place)
        candidate.zone = found[0].zone if len(found) == 1 else ""
    candidate.location = place or candidate.location


def suggest(words: str, location: str) -> tuple[Place, ...]:
    """Offer zones for what was typed, as a place or as the name of a zone; for nothing, what the location may mean."""
    return places.suggest(words.strip() or location)


def _sound(zone: str) -> str:
    return "" if problem(zone) else zone
