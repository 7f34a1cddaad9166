"""Where somebody lives, in the enroll modal: the place in words, and the zone whose clock mail follows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.outreach.pictures import EnrollForm, Whereabouts
from bot.rules.places import Place
from bot.slack.views import dates, limits, parts, values
from bot.slack.views.parts import Json

LOCATION_BLOCK = "enroll_location"
LOCATION = "enroll_location_typed"
ZONE_BLOCK = "enroll_zone"
ZONE = "enroll_zone_chosen"
LONGEST = 150
NOBODY_KNOWS = "-"
"""The value that stands for no zone: an option must have one."""


def build(form: EnrollForm) -> Iterator[Json]:
    """Ask where they live and by whose clock, with what that clock says now."""
    if form.there is None:
        return
    line = parts.text_input(LOCATION, value=form.location, limit=LONGEST, placeholder="Portland, Oregon")
    hint = "Press Enter and I look up their time zone."
    optional = "location" not in form.asks
    yield parts.field(LOCATION_BLOCK, "Location", line, hint=hint, optional=optional, dispatch=True)
    # A zone that was not chosen but found needs another block: Slack would keep what it drew before.
    block_id = f"{ZONE_BLOCK}:{form.there.zone}"
    yield parts.field(block_id, "Time zone", _menu(form.there), optional=True, dispatch=True)
    yield parts.context(_told(form.there, form.zone))


def read(view: Mapping[str, Any]) -> tuple[str, str | None]:
    """Read the location and the zone; None where the form does not ask for a zone."""
    location = parts.one_line(values.text(view, LOCATION_BLOCK) or "", LONGEST)
    if values.place(view, ZONE_BLOCK) is None:
        return location, None
    chosen = values.chosen(view, ZONE_BLOCK) or NOBODY_KNOWS
    return location, "" if chosen == NOBODY_KNOWS else chosen


def options(found: Sequence[Place]) -> list[Json]:
    """Draw the zones one may choose, and that nobody knows."""
    return [_unknown(), *(_option(place.name, place.zone) for place in found)][: limits.OPTIONS]


def _menu(there: Whereabouts) -> Json:
    place = next((place.name for place in there.places if place.zone == there.zone), dates.city(there.zone))
    return {
        "type": "external_select",
        "action_id": ZONE,
        "min_query_length": 0,
        "placeholder": parts.plain("A city, or a zone", limits.PLACEHOLDER),
        "initial_option": _option(place, there.zone) if there.zone else _unknown(),
    }


def _told(there: Whereabouts, reader: str) -> str:
    if there.zone:
        return f"It is {parts.label(dates.both(there.now, there.zone, reader))} now."
    if not there.places:
        return f"Nobody knows their clock, so yours counts: {parts.label(dates.city(reader))}."
    named = [f"{parts.label(one.name)} ({parts.label(one.zone)})" for one in there.places]
    several = ", ".join(named[:-1]) + f" or {named[-1]}?" if len(named) > 1 else f"{named[0]}?"
    return f":warning: Which one is meant: {several} Choose the time zone; until then yours counts."


def _option(name: str, zone: str) -> Json:
    told = f"{parts.one_line(name, limits.OPTION_TEXT - len(zone) - 3)} · {zone}"
    return parts.option(told, zone[: limits.OPTION_VALUE])


def _unknown() -> Json:
    return parts.option("Nobody knows: my own clock", NOBODY_KNOWS)
