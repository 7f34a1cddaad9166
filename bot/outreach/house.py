"""What an operator decides for everybody: hours, holidays, pace."""

from dataclasses import dataclass
from datetime import timedelta

from bot.rules import business_time
from bot.rules.business_time import Holidays, Window
from bot.rules.pacing import Pace, Quota


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The rules of one installation; `poll` is how often a mailbox that waits for answers is read."""

    windows: tuple[Window, ...] = business_time.DEFAULT_WINDOWS
    holidays: Holidays = business_time.NO_HOLIDAYS
    pace: Pace = Pace()
    quota: Quota = Quota()
    poll: timedelta = timedelta(seconds=60)
    admin_channel: str = ""
