"""Days a text names, in figures and in the words of nine languages; which of two readings a language means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = timedelta(days=60)
"""A day further away than this is more likely a misread number."""


def _numbered(first: int, *names: str) -> dict[str, int]:
    return {name: number for number, group in enumerate(names, start=first) for name in group.split()}


_MONTHS = _numbered(
    1,
    "january januar janvier enero gennaio janeiro januari styczeń stycznia jan janv ene jän jänner sty",
    "february februar février fevrier febrero febbraio fevereiro februari luty lutego feb févr fév fevr fev",
    "march märz maerz mars marzo março marco maart marzec marca mar mär mrz mrt",
    "april avril abril aprile kwiecień kwietnia apr avr abr kwi",
    "may mai mayo maggio maio mei maj maja",
    "june juni juin junio giugno junho czerwiec czerwca jun cze",
    "july juli juillet julio luglio julho lipiec lipca jul juil lip",
    "august août aout agosto augustus sierpień sierpnia aug ago sie",
    "september septembre septiembre settembre setembro wrzesień września sep sept wrz",
    "october oktober octobre octubre ottobre outubro październik października oct okt paź",
    "november novembre noviembre novembro listopad listopada nov lis",
    "december dezember décembre decembre diciembre dicembre dezembro grudzień grudnia dec dez déc dic gru",
)
_WEEKDAYS = _numbered(
    0,
    "monday montag lundi lunes lunedì lunedi segunda maandag poniedziałek poniedziałku 月 mon",
    "tuesday dienstag mardi martes martedì martedi terça terca dinsdag wtorek wtorku 火 tue tues",
    "wednesday mittwoch mercredi miércoles miercoles mercoledì mercoledi quarta woensdag środa środę środy 水 wed",
    "thursday donnerstag jeudi jueves giovedì giovedi quinta donderdag czwartek czwartku 木 thu thur thurs",
    "friday freitag vendredi viernes venerdì venerdi sexta vrijdag piątek piątku 金 fri",
    "saturday samstag sonnabend samedi sábado sabado sabato zaterdag sobota sobotę soboty 土",
    "sunday sonntag dimanche domingo domenica zondag niedziela niedzielę niedzieli 日",
)
_SHORT = {"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri"}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(name for name in sorted(_WEEKDAYS, key=len, reverse=True) if len(name) > 1)
_YEAR = r"(?:[,.-]?\s*(?:de |del )?(?P<year>20\d\d))?"
_ORDINAL = r"(?:st|nd|rd|th|er|re|o|ª|°|\.)?"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d./-])(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![./-]?\d)",
        rf"\b(?P<day>\d{{1,2}}){_ORDINAL}(?:\s*|-)(?:of |de |di |d['’])?(?P<name>{_MONTH})\b{_YEAR}",
        rf"\b(?P<name>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\.\d|:){_YEAR}",
        rf"\b(?P<name>{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\s*(?:[-–—]|to|through|thru|until|till|and)\s*(?:the )?"
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\.\d|:|\s*(?:of )?(?:{_MONTH})\b){_YEAR}",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>20\d\d|\d\d)(?![\d:]))?(?!\.?\d)",
        r"(?<![\d.,])(?P<day>\d\d)\.(?P<month>0\d|1[0-2])(?!\d|\.\d|\s?(?:uhr|h\b|€|eur|%))",
        r"(?<![\d/.])(?!24/7\b)(?P<one>\d{1,2})/(?P<two>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?(?![\d/])",
        r"(?<![\d/.-])(?P<one>\d{1,2})-(?P<two>\d{1,2})-(?P<year>20\d\d)(?![\d-])",
        r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        r"(?P<month>\d{1,2})月\d{1,2}日[^。\n\d]{0,9}[~〜–—-]\s?(?P<day>\d{1,2})日",
        rf"\b(?P<weekday>{_WEEKDAY})\b(?!,?\s*(?:the |den |dem |le |el |il |dia )?\d)(?!,?\s*(?:{_MONTH})\b)",
        r"(?P<weekday>[月火水木金土日])曜日?",
        r"\b(?P<next>tomorrow|ab morgen|bis morgen|demain|(?<!la )mañana|domani|amanhã|jutro)\b|(?P<soon>明日)",
        r"\b(?P<next>(?:ben ik|ik ben|tot|vanaf) morgen)\b",
    )
)
_PREPOSITION = re.compile(r"\b(?:on|until|till|by|next|back)\s+$", re.IGNORECASE)
_ENGLISH = re.compile(
    r"\b(?:the|will|and|back|until|office|return\w*|be|my|on|out|away|from|to|of)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:ich|bin|und|zurück|der|je|suis|de|le|la|du|retour|estoy|el|vuelvo|sono|il|rientr\w+|estou|em|ik|het|terug"
    r"|jestem|do|wr\w+)\b",
    re.IGNORECASE,
)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A day a text names, and where; `is_vague` when it is only a weekday or tomorrow, which means nothing alone."""

    day: date
    start: int
    end: int
    is_vague: bool


def mentioned(text: str, received: date) -> Iterator[Mention]:
    """Find every day that is named and lies between the day a mail came and sixty days later."""
    month_first = _has_the_month_first(text)
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            day = _day(text, found, received, month_first=month_first)
            if day is not None:
                said = found.groupdict()
                start = found.start("day") if said.get("day") else found.start()
                vague = not (said.get("day") or said.get("one"))
                yield Mention(day=day, start=start, end=found.end(), is_vague=vague)


def _has_the_month_first(text: str) -> bool:
    """Tell whether a language writes 8/5 for the fifth of August."""
    if _JAPANESE.search(text):
        return True
    return len(_ENGLISH.findall(text)) > len(_OTHERS.findall(text))


def _day(text: str, found: re.Match[str], received: date, *, month_first: bool) -> date | None:
    said = found.groupdict()
    if said.get("weekday"):
        return _weekday(text, found, received)
    if said.get("one"):
        one, two = int(said["one"]), int(said["two"])
        readings = [(one, two), (two, one)] if month_first else [(two, one), (one, two)]
        days = (_within(said["year"], month, day, received) for month, day in readings)
        return next((day for day in days if day), None)
    if said.get("day"):
        month = _MONTHS[said["name"].lower()] if said.get("name") else int(said["month"])
        return _within(said.get("year"), month, int(said["day"]), received)
    return received + timedelta(days=1)


def _weekday(text: str, found: re.Match[str], received: date) -> date | None:
    """Give the next such weekday; short names are words of other languages, unless something stands before them."""
    name = found.group("weekday").lower()
    if name in _SHORT and not _PREPOSITION.search(text[max(0, found.start() - 12) : found.start()]):
        return None
    ahead = (_WEEKDAYS[name] - received.weekday()) % 7
    return received + timedelta(days=ahead or 7)


def _within(year: str | None, month: int, day: int, received: date) -> date | None:
    years = [int(year) % 100 + 2000] if year else [received.year, received.year + 1]
    for number in years:
        try:
            meant = date(number, month, day)
        except ValueError:
            continue  # the 31st of a short month, or a price
        if received <= meant <= received + LONGEST:
            return meant
    return None
