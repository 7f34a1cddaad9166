"""When the next touch is due, counted from the moment the one before it actually went."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules import business_time
from bot.rules.business_time import Holidays, Window
from bot.rules.drafts import StageDraft
from storage.statuses import DelayUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An instant (UTC) inside the sending hours; `moved` says why it is not the one first meant, if so."""

    at: datetime
    moved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When mail may leave, by one clock."""

    zone: ZoneInfo
    windows: tuple[Window, ...]
    holidays: Holidays

    def opening(self, moment: datetime) -> datetime:
        """Find the first instant from `moment` on at which mail may leave."""
        return business_time.next_opening(moment, self.windows, self.zone, self.holidays)

    def day(self, moment: datetime) -> date:
        """Say which day it is on the wall."""
        return moment.astimezone(self.zone).date()


def plan(
    stage: StageDraft,
    *,
    first: bool,
    after: datetime,
    zone: ZoneInfo,
    windows: tuple[Window, ...],
    holidays: Holidays,
) -> Planned:
    """Say when a stage is due, never before `after` and never outside the sending hours.

    `after` is now for the first stage, and the moment the previous one went for a later one.
    """
    hours = Hours(zone=zone, windows=windows, holidays=holidays)
    after = after.astimezone(UTC)
    meant = max(after, stage.not_before or after) if first else max(after, _meant(stage, after, hours))
    at = hours.opening(meant)
    if stage.at is not None and not first:
        at = _at_the_pinned_hour(at, stage.at, hours)
    return Planned(at=at, moved=_why(meant, at, hours))


def anew(
    meant: datetime, *, not_before: datetime | None, stands: datetime, now: datetime, hours: Hours
) -> datetime:
    """Say when a touch is due whose plan is `meant` now that the hours have changed.

    What would be due already by its plan was put off for a reason of its own, and keeps the time it `stands` at.
    """
    earliest = max(meant, not_before or meant)
    return hours.opening(earliest if earliest > now else stands)


def _meant(stage: StageDraft, after: datetime, hours: Hours) -> datetime:
    if stage.delay == 0 and stage.at is None:
        return after
    if stage.at is not None:
        return _pinned(hours.day(after), stage, stage.at, after, hours)
    shown = business_time.shown(after, hours.zone)
    return business_time.instant(_later(shown.date(), stage, stage.delay, hours), shown.time(), hours.zone)


def _pinned(day: date, stage: StageDraft, hour: time, after: datetime, hours: Hours) -> datetime:
    meant = business_time.instant(_later(day, stage, stage.delay, hours), hour, hours.zone)
    if meant > after:
        return meant
    # That hour is gone on the very day of the stage before: at once would be two messages on top of each other.
    return business_time.instant(_later(day, stage, 1, hours), hour, hours.zone)


def _later(day: date, stage: StageDraft, delay: int, hours: Hours) -> date:
    if stage.delay_unit is DelayUnit.BUSINESS_DAYS:
        return business_time.add_business_days(day, delay, hours.holidays)
    return day + timedelta(days=delay)


def _at_the_pinned_hour(at: datetime, pinned: time, hours: Hours) -> datetime:
    # A stage moved to Monday keeps its hour there, if that hour is one of sending.
    wanted = business_time.instant(hours.day(at), pinned, hours.zone)
    return wanted if wanted >= at and hours.opening(wanted) == wanted else at


def _why(meant: datetime, at: datetime, hours: Hours) -> str:
    if at == meant:
        return ""
    day = hours.day(meant)
    if business_time.is_open_day(day, hours.windows, hours.holidays):
        return "outside the sending hours"
    reason = ", a holiday" if day in hours.holidays else ""
    return f"moved from {business_time.say_day(day)}{reason}"
