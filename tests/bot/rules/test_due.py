from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from bot.rules import business_time, due
from bot.rules.business_time import DEFAULT_WINDOWS, NO_HOLIDAYS, Holidays
from bot.rules.drafts import StageDraft
from bot.rules.due import Planned
from storage.statuses import DelayUnit, StageKind
from tests.bot.rules.test_business_time import moments, utc, windows, zones

BERLIN = ZoneInfo("Europe/Berlin")
DAYS, BUSINESS = DelayUnit.DAYS, DelayUnit.BUSINESS_DAYS


def later(stage: StageDraft, after: datetime, holidays: Holidays = NO_HOLIDAYS) -> Planned:
    return due.plan(stage, first=False, after=after, zone=BERLIN, windows=DEFAULT_WINDOWS, holidays=holidays)


def first(stage: StageDraft, now: datetime) -> Planned:
    return due.plan(stage, first=True, after=now, zone=BERLIN, windows=DEFAULT_WINDOWS, holidays=NO_HOLIDAYS)


@pytest.mark.parametrize(
    ("not_before", "now", "expected", "moved"),
    [
        pytest.param(None, utc(2026, 3, 4, 9), utc(2026, 3, 4, 9), "", id="right away"),
        pytest.param(
            None, utc(2026, 3, 4, 19), utc(2026, 3, 5, 7), "outside the sending hours", id="in the evening"
        ),
        pytest.param(None, utc(2026, 3, 8, 9), utc(2026, 3, 9, 7), "moved from Sun 8 Mar", id="on a sunday"),
        pytest.param(utc(2026, 3, 10, 12), utc(2026, 3, 4, 9), utc(2026, 3, 10, 12), "", id="on a date"),
        pytest.param(
            utc(2026, 3, 8, 12),
            utc(2026, 3, 4, 9),
            utc(2026, 3, 9, 7),
            "moved from Sun 8 Mar",
            id="on a sunday date",
        ),
        pytest.param(utc(2026, 3, 1, 12), utc(2026, 3, 4, 9), utc(2026, 3, 4, 9), "", id="a date gone by"),
    ],
)
def test_the_first_stage_goes_right_away_or_on_its_date(
    not_before: datetime | None, now: datetime, expected: datetime, moved: str
) -> None:
    assert first(StageDraft(not_before=not_before, delay=5), now) == Planned(at=expected, moved=moved)


@pytest.mark.parametrize(
    ("stage", "after", "expected", "moved"),
    [
        pytest.param(
            StageDraft(delay=3, delay_unit=BUSINESS),
            utc(2026, 3, 5, 9),
            utc(2026, 3, 10, 9),
            "",
            id="3 working days",
        ),
        pytest.param(
            StageDraft(delay=3, delay_unit=DAYS),
            utc(2026, 3, 5, 9),
            utc(2026, 3, 9, 7),
            "moved from Sun 8 Mar",
            id="3 days end on a sunday",
        ),
        pytest.param(
            StageDraft(delay=3, delay_unit=DAYS, at=time(15)),
            utc(2026, 3, 5, 9),
            utc(2026, 3, 9, 14),
            "moved from Sun 8 Mar",
            id="a pinned hour is kept on monday",
        ),
        pytest.param(
            StageDraft(delay=1, at=time(19)),
            utc(2026, 3, 4, 9),
            utc(2026, 3, 6, 7),
            "outside the sending hours",
            id="a pinned hour that is never open",
        ),
        pytest.param(
            StageDraft(delay=1, at=time(6)),
            utc(2026, 3, 4, 9),
            utc(2026, 3, 5, 7),
            "outside the sending hours",
            id="a pinned hour before the opening",
        ),
        pytest.param(
            StageDraft(delay=3, delay_unit=DAYS),
            utc(2026, 3, 27, 9),
            utc(2026, 3, 30, 8),
            "",
            id="into summer time",
        ),
        pytest.param(
            StageDraft(delay=3, delay_unit=DAYS),
            utc(2026, 10, 23, 9),
            utc(2026, 10, 26, 10),
            "",
            id="into winter",
        ),
        pytest.param(
            StageDraft(kind=StageKind.INMAIL),
            utc(2026, 3, 4, 9, 30),
            utc(2026, 3, 4, 9, 30),
            "",
            id="by hand, at once",
        ),
        pytest.param(
            StageDraft(kind=StageKind.INMAIL),
            utc(2026, 3, 6, 17, 30),
            utc(2026, 3, 9, 7),
            "outside the sending hours",
            id="by hand, after hours",
        ),
        pytest.param(
            StageDraft(at=time(9)), utc(2026, 3, 4, 9), utc(2026, 3, 5, 8), "", id="the hour is gone today"
        ),
        pytest.param(
            StageDraft(at=time(9)),
            utc(2026, 3, 6, 8),
            utc(2026, 3, 9, 8),
            "",
            id="the hour is now, on Friday",
        ),
        pytest.param(StageDraft(at=time(14)), utc(2026, 3, 4, 9), utc(2026, 3, 4, 13), "", id="later today"),
    ],
)
def test_a_later_stage_counts_from_the_moment_the_one_before_went(
    stage: StageDraft, after: datetime, expected: datetime, moved: str
) -> None:
    assert later(stage, after) == Planned(at=expected, moved=moved)


def test_thursday_and_one_business_day_over_easter_is_tuesday() -> None:
    planned = later(StageDraft(delay=1), utc(2026, 4, 2, 8), business_time.holidays_of("DE"))

    assert planned == Planned(at=utc(2026, 4, 7, 8))


def test_a_stage_that_meets_a_holiday_says_so() -> None:
    closed = business_time.holidays_of(None, own=[date(2026, 3, 5)])

    planned = later(StageDraft(delay=1, delay_unit=DAYS), utc(2026, 3, 4, 8), closed)

    assert planned == Planned(at=utc(2026, 3, 6, 7), moved="moved from Thu 5 Mar, a holiday")


stages = st.builds(
    StageDraft,
    delay=st.integers(0, 40),
    delay_unit=st.sampled_from(DelayUnit),
    at=st.none() | st.times(),
    not_before=st.none() | moments,
)


@settings(max_examples=100, deadline=None)
@given(stages, st.booleans(), moments, windows, zones)
def test_nothing_is_due_early_or_outside_the_hours(
    stage: StageDraft,
    is_first: bool,
    after: datetime,
    hours: tuple[business_time.Window, ...],
    where: ZoneInfo,
) -> None:
    planned = due.plan(stage, first=is_first, after=after, zone=where, windows=hours, holidays=NO_HOLIDAYS)

    shown = planned.at.astimezone(where)
    assert planned.at >= after
    assert planned.at.tzinfo is UTC
    assert shown.weekday() in hours[0].weekdays
    assert hours[0].opens <= shown.time() < hours[0].closes


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.sampled_from(DelayUnit), moments, st.integers(0, 9 * 24), zones)
def test_what_went_later_is_followed_later(
    delay: int, unit: DelayUnit, after: datetime, hours: int, where: ZoneInfo
) -> None:
    stage = StageDraft(delay=delay, delay_unit=unit)
    went = (
        business_time.next_opening(moment, DEFAULT_WINDOWS, where, NO_HOLIDAYS)
        for moment in (after, after + timedelta(hours=hours))
    )

    sooner, later_on = (
        due.plan(stage, first=False, after=at, zone=where, windows=DEFAULT_WINDOWS, holidays=NO_HOLIDAYS).at
        for at in went
    )

    assert sooner <= later_on
