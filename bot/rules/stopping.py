"""What a mail that came in does to a sequence: end it, delay it, or ask. A wrong stop costs a click."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules import business_time
from bot.rules.business_time import Holidays, Window
from gmail.classify import Kind, Meaning
from gmail.failures import Bounce
from storage.statuses import EnrollmentStatus


class Reach(StrEnum):
    """Whose other sequences with the same person an answer ends as well."""

    SEQUENCE = "sequence"
    RECRUITER = "recruiter"
    EVERYONE = "everyone"


ANOTHER_DAY = "The mail could not be delivered, but it may work another day."
LONGEST_ABSENCE = timedelta(days=120)
TEST = "test-"
"""What the token of a mail begins with that its writer sent to themselves to try it: it concerns nobody else."""

PATIENCE_WITH_DELAY = timedelta(hours=72)
PATIENCE_WITH_ABSENCE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How a mail belongs to an enrollment.

    `from_candidate`: it comes from one of their addresses. `about_candidate`: a report is about theirs, not about
    somebody in copy. `is_likely`: it was matched by less than thread, Message-ID or address. `refused_before`: their
    server has not taken an earlier mail for a reason that passes.
    """

    from_candidate: bool = True
    about_candidate: bool = True
    is_likely: bool = False
    refused_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """End the enrollment; with `suppress` the address may not be written to by anybody again.

    `elsewhere` says why the person's other sequences end as well, empty where they go on; `has_left`: they no longer
    work where we wrote to.
    """

    status: EnrollmentStatus
    why: str
    suppress: bool = False
    elsewhere: str = ""
    has_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Postpone:
    """Let what is still to come wait: for a return, for some working days, or for some hours."""

    why: str
    returns_on: date | None = None
    working_days: int = 0
    hours: timedelta = timedelta(0)

    def until(
        self, now: datetime, *, zone: ZoneInfo, windows: tuple[Window, ...], holidays: Holidays
    ) -> datetime:
        """Say when it goes on: inside the sending hours, on the working day after a return."""
        today = now.astimezone(zone).date()
        back = max(today, self.returns_on or today)
        days = 1 if self.returns_on else self.working_days
        day = business_time.add_business_days(back, days, holidays)
        earliest = business_time.instant(day, time(0), zone) if days else now
        return business_time.next_opening(max(earliest, now + self.hours), windows, zone, holidays)


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseMailbox:
    """It is about the mailbox, not about the candidate: nothing leaves it for `hours`."""

    why: str
    hours: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldAndAsk:
    """Wait for a person to say what it is; `is_soft`: it is a bounce for a reason that passes."""

    why: str
    is_soft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    why: str


Decision = Stop | Postpone | PauseMailbox | HoldAndAsk | Ignore

_PLAIN = Circumstances()


def decide(meaning: Meaning, circumstances: Circumstances = _PLAIN, *, today: date | None = None) -> Decision:
    """Say what a mail that is not our own sending does to the enrollment it belongs to.

    `today` lets a return that is too far off be asked about instead of waited for.
    """
    if circumstances.is_likely:
        return HoldAndAsk(why="A mail came that may be their answer.")
    match meaning.kind:
        case Kind.HUMAN | Kind.CALENDAR:
            return _human(meaning, circumstances)
        case Kind.OWN:
            return Stop(status=EnrollmentStatus.STOPPED, why="you wrote to them yourself")
        case Kind.BOUNCE:
            return _bounce(meaning, circumstances)
        case Kind.AUTO_REPLY:
            return _absent(meaning, today)
        case Kind.MAYBE_AUTO:
            return _unsure(meaning)
        case _:
            return _others(meaning.kind)


def _human(meaning: Meaning, circumstances: Circumstances) -> Decision:
    if meaning.opted_out:
        why = "they asked not to be written to"
        return Stop(status=EnrollmentStatus.OPTED_OUT, why=why, suppress=True, elsewhere=why)
    if meaning.kind is Kind.CALENDAR:
        return _answered("they answered with an invitation")
    if not circumstances.from_candidate:
        return _answered("somebody answered in the conversation")
    return _answered("they answered")


def _answered(why: str) -> Stop:
    return Stop(status=EnrollmentStatus.REPLIED, why=why, elsewhere="they answered in another sequence")


def _bounce(meaning: Meaning, circumstances: Circumstances) -> Decision:
    if not circumstances.about_candidate:
        return Ignore(why="the bounce is about somebody else")
    match meaning.bounce:
        case Bounce.HARD:
            why = "their address does not exist"
            return Stop(status=EnrollmentStatus.BOUNCED, why=why, suppress=True)
        case Bounce.POLICY:
            return Stop(status=EnrollmentStatus.BOUNCED, why="their server refused the mail")
        case _ if circumstances.refused_before:
            return Stop(status=EnrollmentStatus.BOUNCED, why="their mailbox did not take the mail twice")
        case _:
            return HoldAndAsk(why=ANOTHER_DAY, is_soft=True)


def _absent(meaning: Meaning, today: date | None) -> Decision:
    if meaning.left:
        why = "they no longer work there; find a new address"
        return Stop(status=EnrollmentStatus.STOPPED, why=why, has_left=True)
    if meaning.returns_on is None:
        return Postpone(why="they are away", working_days=PATIENCE_WITH_ABSENCE)
    if today is not None and meaning.returns_on - today > LONGEST_ABSENCE:
        return HoldAndAsk(why=f"They are away until {business_time.say_day(meaning.returns_on)}.")
    why = f"they are away until {business_time.say_day(meaning.returns_on)}"
    return Postpone(why=why, returns_on=meaning.returns_on)


def _unsure(meaning: Meaning) -> Decision:
    if meaning.opted_out:
        why = "they asked not to be written to"
        return Stop(status=EnrollmentStatus.OPTED_OUT, why=why, suppress=True, elsewhere=why)
    return HoldAndAsk(why="A mail came that may be automatic, or may be their answer.")


def _others(kind: Kind) -> Decision:
    match kind:
        case Kind.COMPLAINT:
            why = "they marked the mail as spam"
            return Stop(status=EnrollmentStatus.OPTED_OUT, why=why, suppress=True, elsewhere=why)
        case Kind.DELAY:
            return Postpone(why="their server has not taken the last mail yet", hours=PATIENCE_WITH_DELAY)
        case Kind.LIMIT:
            return PauseMailbox(why="Gmail says that this mailbox has sent too much.")
        case Kind.CHALLENGE:
            return HoldAndAsk(why="Their mail filter asks you to confirm that you are a person.")
        case _:
            return Ignore(why="it is no answer")
