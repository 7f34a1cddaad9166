"""When a recruiter is away: what waits, until when, and how that is said."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.refusals import Refusal
from bot.rules import business_time
from gmail import days
from storage.statuses import Cover

SAYS = " is away until "
"""What every sentence has in it that says why something waits for somebody's return."""

LONGEST = timedelta(days=366)
EXAMPLE = "Write it like `/sequence away until 2027-03-03`, or `until Monday`."
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})")
_SHORT_WEEKDAY = re.compile(r"^(mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)$", re.IGNORECASE)
_LONG = {"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday"}
_LONG |= {"sat": "saturday", "sun": "sunday"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody who is away; `until` is the first instant of the day they are back, in their `zone`."""

    name: str
    until: datetime
    zone: str
    cover: Cover

    @property
    def day(self) -> str:
        """Say the day they are back."""
        return business_time.say_day(back_on(self))

    @property
    def why(self) -> str:
        """Say why something waits."""
        return f"{self.name.partition(' ')[0] or 'Your colleague'}{SAYS}{self.day}."


def back_on(absence: Absence) -> date:
    """Give the day somebody is back."""
    return absence.until.astimezone(business_time.zone(absence.zone)).date()


def ends(back_on: date, zone: str) -> datetime:
    """Give the first instant of the day somebody is back."""
    return business_time.instant(back_on, time(0), business_time.zone(zone))


def demand_ahead(back_on: date, today: date) -> date:
    """Give the day if it is still to come, and not too far; raises Refusal."""
    if back_on <= today:
        raise Refusal("That day is not still to come.", "Choose the day on which you are back.")
    if back_on - today > LONGEST:
        raise Refusal("That is more than a year away.", "Choose an earlier day; it can be moved later.")
    return back_on


def read(words: str, today: date) -> date:
    """Read the day somebody is back, from `until 2027-03-03`, `3 March` or `Monday`; raises Refusal."""
    said = words.strip().removeprefix("until").strip()
    if _SHORT_WEEKDAY.match(said):
        said = _LONG[said[:3].lower()]
    exact = _ISO.fullmatch(said)
    try:
        named = [date.fromisoformat(exact[1])] if exact else _named(said, today)
    except ValueError:
        named = []
    if len(set(named)) != 1:
        raise Refusal(f"“{said[:40]}” is no day I understand." if said else "Until when?", EXAMPLE)
    return demand_ahead(named[0], today)


def _named(said: str, today: date) -> list[date]:
    return [one.day for one in days.mentioned(f"back on {said}", today)]
