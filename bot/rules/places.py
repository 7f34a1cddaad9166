"""Where somebody lives, in a recruiter's words -> the zone whose clock they live by; what is not sure is asked."""

import re
import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.rules import gazetteer, names_of_places
from bot.rules.gazetteer import Area, City

MOST = 4
CLEARLY = 10
"""A place is meant without asking if it has so many times the people of the next of its name."""

_BETWEEN = re.compile(r"[,;/|·•()\[\]\n،、，]|\s[-–—]\s")
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_AROUND = re.compile(
    r"^(greater|city of|the city of|metro|remote in|remote from|remote|near|based in) "
    r"| (bay area|metropolitan area|metropolitan region|metro area|metroplex|metro|area|region|city area)$"
)
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place somebody may mean, and the zone (IANA) people live by there."""

    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class _Meant:
    name: str
    zone: str
    weight: int


def find(text: str) -> tuple[Place, ...]:
    """Name the places that may be meant, the likeliest first, one a zone: one is sure, several ask, none is unknown."""
    text = text[:LONGEST]
    found = _meant(list(_parts(text))) or _meant(list(_parts(text.replace("-", ","))))
    if not found and _EASTERN.search(text):
        # From the country to the quarter, with nothing but spaces between them.
        found = _meant(list(_parts(text.replace(" ", ","))))
    return tuple(Place(name=one.name, zone=one.zone) for one in found[:MOST])


def _parts(text: str) -> Iterator[str]:
    for written in _BETWEEN.split(text):
        folded = gazetteer.fold(written)
        while (bare := _AROUND.sub("", folded).strip()) != folded and bare:
            folded = bare
        if folded:
            yield folded


def _meant(parts: Sequence[str]) -> list[_Meant]:
    for place, name in enumerate(parts):
        cities = list(_cities(name))
        rest = [*parts[:place], *parts[place + 1 :]]
        if cities and (place == 0 or not _areas(name)):
            return _chosen(name, cities, rest)
    return _by_zone(_Meant(area.name, zone, 1) for area in _narrowest(parts) for zone in area.zones)


def _narrowest(parts: Sequence[str]) -> Sequence[Area]:
    """Give the parts of countries that are named, or the countries; two letters alone name no part."""
    every = [_areas(name) for name in parts]
    if len(parts) == 1 and len(parts[0]) == 2:
        every = [tuple(area for area in areas if not area.region) for areas in every]
    found = [area for areas in every for area in areas]
    within = {area.country for areas in every[1:] for area in areas} or {area.country for area in found}
    here = [area for area in found if area.country in within]
    cut = {area.country for area in here if area.region}
    return [area for area in here if area.region or area.country not in cut]


def _cities(name: str) -> Iterator[tuple[City, int]]:
    known = gazetteer.known()
    for key in (name, name.removesuffix(" city")):
        others = known.others.get(key, ()) if key.isascii() else tuple(names_of_places.known().get(key))
        yield from ((city, city.people) for city in known.cities.get(key, ()))
        # A nickname counts for less: York is not Toronto, though it was called so.
        yield from ((city, city.people // CLEARLY) for city in others)
        if key in known.cities or others:
            return


def _areas(name: str) -> tuple[Area, ...]:
    return gazetteer.known().areas.get(name, ())


def _chosen(name: str, cities: list[tuple[City, int]], rest: Iterable[str]) -> list[_Meant]:
    """Choose among places of one name by what stands beside it; an area of that name is meant as well."""
    is_understood = True
    for word in rest:
        areas = _areas(word)
        within = [one for one in cities if any(_is_in(one[0], area) for area in areas)]
        is_understood = is_understood and bool(areas or word == name)
        if within:
            cities = within
        elif areas:
            is_understood = False
    found = _by_zone(_Meant(_told(city), city.zone, weight) for city, weight in cities)
    if is_understood and len(found) > 1 and found[0].weight >= CLEARLY * found[1].weight:
        return found[:1]
    return found


def _is_in(city: City, area: Area) -> bool:
    return city.country == area.country and area.region in {"", city.region}


def _told(city: City) -> str:
    where = gazetteer.area_name(city.country, city.region) if city.country in {"US", "CA", "AU"} else ""
    where = where or gazetteer.area_name(city.country)
    return f"{city.name}, {where}" if where and where != city.name else city.name


def _by_zone(every: Iterable[_Meant]) -> list[_Meant]:
    first: dict[str, _Meant] = {}
    for one in sorted(every, key=lambda one: -one.weight):
        first.setdefault(one.zone, one)
    return list(first.values())


def suggest(words: str) -> tuple[Place, ...]:
    """Offer the zones that words may name, as a place or as a zone, places first; for no words every zone there is."""
    typed = gazetteer.fold(words)
    zones = (name for name in _zones() if typed in gazetteer.fold(name))
    found = {place.zone: place for place in (find(words) if typed else ())}
    for name in zones:
        found.setdefault(name, Place(name=name.rpartition("/")[2].replace("_", " "), zone=name))
    return tuple(found.values())


@cache
def _zones() -> tuple[str, ...]:
    parts_of_the_world = (
        "Africa/",
        "America/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    every = (name for name in zoneinfo.available_timezones() if name.startswith(parts_of_the_world))
    return (*sorted(every), "UTC")
