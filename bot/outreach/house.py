"""What an operator decides for everybody: hours, holidays, pace."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.rules import business_time, preferences
from bot.rules.business_time import Holidays, Window
from bot.rules.engagement import Engagement
from bot.rules.pacing import Pace, Quota
from bot.rules.stopping import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The rules of one installation; `poll` is how often a mailbox that waits for answers is read.

    `zone` says in whose zone hours count; `clocks` names the edition of the world's time zones this process knows.
    `reach` says whose other sequences with the same person an answer ends as well. With `four_eyes` nobody new comes
    into a version that only its author has seen. `engagement` says what speaks against enrolling somebody. After
    `overdue_days` working days a manual stage is asked about. `source_line` ends the first email to everybody, if it
    says anything.
    """

    windows: tuple[Window, ...] = business_time.DEFAULT_WINDOWS
    holidays: Holidays = business_time.NO_HOLIDAYS
    pace: Pace = Pace()
    quota: Quota = Quota()
    poll: timedelta = timedelta(seconds=60)
    admin_channel: str = ""
    zone: str = business_time.CANDIDATE
    clocks: str = ""
    reach: Reach = Reach.RECRUITER
    four_eyes: bool = False
    source_line: str = ""
    engagement: Engagement = Engagement()
    overdue_days: int = 3

    def of(self, stored: Mapping[str, object]) -> "House":
        """Give the rules as one recruiter has them, by the preferences stored for them."""
        if not stored:
            return self
        own = preferences.known(stored)
        return replace(
            self,
            windows=preferences.windows(own.hours) if own.hours else self.windows,
            holidays=preferences.holidays(own, self.holidays),
        )

    def zone_for(self, *, candidate: str, recruiter: str) -> str:
        """Say in whose zone the hours of an enrollment count, by the zones of both."""
        return business_time.sending_zone(self.zone, candidate=candidate, recruiter=recruiter)
