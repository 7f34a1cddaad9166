"""When somebody who is away says they are back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = timedelta(days=60)
"""A return further away than this is more likely a misread number."""

READ_LIMIT = 4_000

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar janvier enero gennaio jan janv ene jän jänner",
            "february februar février fevrier febrero febbraio feb févr fév fevr",
            "march märz maerz mars marzo mar mär mrz",
            "april avril abril aprile apr avr abr",
            "may mai mayo maggio",
            "june juni juin junio giugno jun",
            "july juli juillet julio luglio jul juil",
            "august août aout agosto aug ago",
            "september septembre septiembre settembre sep sept",
            "october oktober octobre octubre ottobre oct okt",
            "november novembre noviembre nov",
            "december dezember décembre decembre diciembre dicembre dec dez déc dic",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday montag lundi lunes mon",
            "tuesday dienstag mardi martes tue",
            "wednesday mittwoch mercredi miércoles miercoles wed",
            "thursday donnerstag jeudi jueves thu",
            "friday freitag vendredi viernes fri",
            "saturday samstag samedi sábado sabado",
            "sunday sonntag dimanche domingo",
        )
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_YEAR = r"(?:,?\s*(?:de |del )?(?P<year>20\d\d))?"

_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s*(?:of |de )?(?P<name>{_MONTH})\b\.?{_YEAR}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<name>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\.\d|:){_YEAR}", re.IGNORECASE
)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>20\d\d|\d\d)(?!\d))?(?!\d)"
)
_SLASHED = re.compile(
    r"(?<![\d/])(?P<one>\d{1,2})[/-](?P<two>\d{1,2})(?:[/-](?P<year>20\d\d|\d\d))?(?![\d/])"
)
_WEEKDAY_ONLY = re.compile(
    rf"\b(?:on|until|till|by|next|this|am|ab|bis|kommenden|nächsten|le|lundi|jusqu['’]au|el|hasta el"
    rf"|próximo)\s+"
    rf"(?P<weekday>{_WEEKDAY})\b(?!,?\s*(?:the |den |le |el )?\d)(?!,?\s*(?:{_MONTH})\b)",
    re.IGNORECASE,
)
_TOMORROW = re.compile(r"\b(?:tomorrow|ab morgen|bis morgen|demain|mañana)\b", re.IGNORECASE)

_BACK = re.compile(
    r"return\w*|\bback\b|again|wieder|zurück|zurueck|erreichbar ab|rückkehr|\bretour|reviendrai"
    r"|serai (?:de|à nouveau)"
    r"|regres\w+|vuelv\w+|volver[ée]|vuelta|incorpor\w+|reachable|available|resum\w+|respond\w*|rientr\w+",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"until|till\b|through|thru|\bto\b|\bbis\b|jusqu|\bau\b|hasta|\bal\b|fino|[-–—]\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    day: date
    start: int
    end: int


def returns_on(text: str, received: date) -> date | None:
    """Find the day an automatic answer names as the return; None for none, a past one or one too far away."""
    text = text[:READ_LIMIT]
    mentions = [
        mention for mention in _mentions(text, received) if received <= mention.day <= received + LONGEST
    ]
    for sign, before, after in ((_BACK, 45, 25), (_UNTIL, 24, 0)):
        near = [mention.day for mention in mentions if _is_near(sign, text, mention, before, after)]
        if near:
            return max(near)
    return max((mention.day for mention in mentions), default=None)


def _is_near(sign: re.Pattern[str], text: str, mention: _Mention, before: int, after: int) -> bool:
    front = re.split(r"[.!?]\s|\n\n", text[max(0, mention.start - before) : mention.start])[-1]
    behind = re.split(r"[.!?](?:\s|$)|\n\n", text[mention.end : mention.end + after])[0]
    return bool(sign.search(front) or (after and sign.search(behind)))


def _mentions(text: str, received: date) -> Iterator[_Mention]:
    for pattern in (_ISO, _DAY_MONTH, _MONTH_DAY, _DOTTED, _SLASHED, _WEEKDAY_ONLY, _TOMORROW):
        for found in pattern.finditer(text):
            for day in _days(found, received):
                yield _Mention(day=day, start=found.start(), end=found.end())


def _days(found: re.Match[str], received: date) -> Iterator[date]:
    """Give the days a match may mean; where a month may be a day, both."""
    said = found.groupdict()
    if "weekday" in said:
        ahead = (_WEEKDAYS[said["weekday"].lower()] - received.weekday()) % 7
        yield received + timedelta(days=ahead or 7)
    elif "one" in said:
        yield from _day(said["year"], int(said["two"]), int(said["one"]), received)
        yield from _day(said["year"], int(said["one"]), int(said["two"]), received)
    elif "name" in said:
        yield from _day(said["year"], _MONTHS[said["name"].lower()], int(said["day"]), received)
    elif "day" in said:
        yield from _day(said["year"], int(said["month"]), int(said["day"]), received)
    else:
        yield received + timedelta(days=1)


def _day(year: str | None, month: int, day: int, received: date) -> Iterator[date]:
    years = [int(year) % 100 + 2000] if year else [received.year, received.year + 1]
    for number in years:
        try:
            meant = date(number, month, day)
        except ValueError:
            continue  # the 31st of a short month, or a price
        if meant >= received:
            yield meant
            return
