"""When a recruiter is away: what waits, until when, and how that is said."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.refusals import Refusal
from bot.rules import business_time
from gmail import days
from storage.statuses import Cover

SAYS = " is away until "
"""What every sentence has in it that says why something waits for somebody's return."""

UNTIL_IT_CHANGES = "their Slack status changes"
OPEN = datetime(9000, 1, 1, tzinfo=UTC)
"""Where an absence ends of which nobody has said when: what compares instants needs one, and no sentence names it."""

AGAIN = timedelta(days=1)
"""When it is looked again at what waits for such an end."""

LONGEST = timedelta(days=366)
EXAMPLE = "Write it like `/sequence away until 2027-03-03`, or `until Monday`."
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})")
_SHORT_WEEKDAY = re.compile(r"^(mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)$", re.IGNORECASE)
_LONG = {"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday"}
_LONG |= {"sat": "saturday", "sun": "sunday"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody who is away; `until` is the first instant at which they are back, None while nobody knows.

    By hand that is the beginning of a day in their `zone`; a Slack status may end at any minute of one.
    """

    name: str
    until: datetime | None
    zone: str
    cover: Cover

    @property
    def end(self) -> str:
        """Say when they are back, to go after "until"."""
        if self.until is None:
            return UNTIL_IT_CHANGES
        day = self.until.astimezone(business_time.zone(self.zone)).date()
        if self.until == ends(day, self.zone):
            return business_time.say_day(day)
        return business_time.say(self.until, self.zone)

    @property
    def why(self) -> str:
        """Say why something waits."""
        name = self.name.partition(" ")[0] or "Your colleague"
        return f"{name}{SAYS}{self.end}{' (their time)' if ', ' in self.end else ''}."

    def is_over(self, now: datetime) -> bool:
        """Tell whether they are back."""
        return self.until is not None and self.until <= now

    def look_at(self, now: datetime) -> datetime:
        """Give the instant from which what waits is looked at again."""
        return now + AGAIN if self.until is None else self.until


def back_on(absence: Absence) -> date | None:
    """Give the day somebody is back; None while nobody knows."""
    if absence.until is None:
        return None
    return absence.until.astimezone(business_time.zone(absence.zone)).date()


def is_without_end(why: str) -> bool:
    """Tell whether something waits, by its reason, for a return nobody knows the day of."""
    return why.endswith(f"{SAYS}{UNTIL_IT_CHANGES}.")


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
