"""What holds for any hours, holidays, zones and instants, among them every day on which some clock jumps."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings, strategies as st

from bot.rules import business_time, due
from bot.rules.business_time import Holidays, Window
from bot.rules.drafts import StageDraft
from bot.rules.due import Hours
from storage.statuses import DelayUnit
from tests.bot.rules.clocks import zones

modest = settings(max_examples=100, deadline=None)

EARLIEST = datetime(2010, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=20 * 365)
# Around the changes of 2026, of Asuncion's last summer, and of the day Apia left out.
JUMPS = [
    datetime(2011, 12, 30, 10, tzinfo=UTC),
    datetime(2024, 3, 24, 3, tzinfo=UTC),
    datetime(2024, 10, 6, 4, tzinfo=UTC),
    datetime(2026, 2, 15, 2, tzinfo=UTC),
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2026, 4, 5, 3, tzinfo=UTC),
    datetime(2026, 9, 6, 4, tzinfo=UTC),
    datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 10, 29, 21, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
]
anywhen = st.timedeltas(timedelta(0), SPAN).map(lambda past: EARLIEST + past)
near_a_jump = st.builds(
    lambda jump, minutes: jump + timedelta(minutes=minutes), st.sampled_from(JUMPS), st.integers(-2880, 2880)
)
instants = anywhen | near_a_jump
quarters = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """Draw up to three spans of hours on up to seven days; midnight may end one."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        days = draw(st.sets(st.integers(0, 6), min_size=1))
        opens, closes = sorted((draw(quarters), draw(quarters)))
        made.append(
            Window(weekdays=frozenset(days), opens=opens, closes=closes if closes > opens else time(0))
        )
    return tuple(made)


holidays = st.sets(st.dates(date(2010, 1, 1), date(2030, 12, 31)), max_size=5).map(
    lambda own: business_time.holidays_of(None, own)
) | st.sampled_from([business_time.holidays_of(name) for name in ("DE", "US-CA", "IL", "SA", "CL")])
hours = st.builds(Hours, zone=zones, windows=windows(), holidays=holidays)
stages = st.builds(
    StageDraft, delay=st.integers(0, 30), delay_unit=st.sampled_from(DelayUnit), at=st.none() | quarters
)


def is_open(moment: datetime, hours: Hours) -> bool:
    """Tell, by looking at the wall and nothing else, whether mail may leave."""
    local = moment.astimezone(hours.zone)
    return local.date() not in hours.holidays and any(
        local.weekday() in window.weekdays
        and window.opens <= local.time()
        and (local.time() < window.closes or window.closes == time(0))
        for window in hours.windows
    )


def plan(stage: StageDraft, after: datetime, hours: Hours) -> datetime:
    """Plan a later stage."""
    return due.plan(
        stage, first=False, after=after, zone=hours.zone, windows=hours.windows, holidays=hours.holidays
    ).at


@modest
@given(instants, hours)
def test_nothing_opens_outside_the_hours_or_before_its_time(moment: datetime, when: Hours) -> None:
    opening = when.opening(moment)

    assert opening >= moment
    assert is_open(opening, when)


@modest
@given(instants, hours)
def test_nothing_waits_longer_than_until_the_first_quarter_of_an_hour_that_is_open(
    moment: datetime, when: Hours
) -> None:
    opening = when.opening(moment)

    quarter = moment
    while quarter < min(opening, moment + timedelta(days=3)):
        local = quarter.astimezone(when.zone)
        # A window that ends in an hour shown twice is over when it has ended once.
        assert not is_open(quarter, when) or local.fold == 1
        quarter += timedelta(minutes=15)


@modest
@given(instants, hours)
def test_an_opening_opens_at_once(moment: datetime, when: Hours) -> None:
    opening = when.opening(moment)

    assert when.opening(opening) == opening


@modest
@given(instants, st.timedeltas(timedelta(0), timedelta(days=3)), hours)
def test_who_comes_later_never_gets_in_earlier(moment: datetime, wait: timedelta, when: Hours) -> None:
    assert when.opening(moment) <= when.opening(moment + wait)


@modest
@given(stages, instants, st.timedeltas(timedelta(0), timedelta(days=3)), hours)
def test_what_went_later_is_never_followed_earlier(
    stage: StageDraft, after: datetime, wait: timedelta, when: Hours
) -> None:
    sooner, later = (plan(stage, went, when) for went in (after, after + wait))

    if stage.delay_unit is DelayUnit.BUSINESS_DAYS and stage.at is None and stage.delay:
        # One working day after Friday, Saturday or Sunday is Monday, each at its own hour.
        days = [went.astimezone(when.zone).date() for went in (after, after + wait)]
        assume(all(business_time.is_business_day(day, when.holidays) for day in days))
    assert sooner <= later


@modest
@given(stages, instants, hours)
def test_two_stages_are_never_closer_than_planned(stage: StageDraft, went: datetime, when: Hours) -> None:
    follows = plan(stage, went, when)

    first_day, second_day = went.astimezone(when.zone).date(), follows.astimezone(when.zone).date()
    assert is_open(follows, when)
    if stage.delay_unit is DelayUnit.DAYS:
        assert (second_day - first_day).days >= stage.delay
    else:
        assert second_day >= business_time.add_business_days(first_day, stage.delay, when.holidays)
    if stage.at is None:
        # The same hour on the wall, which is an hour nearer where the clocks jump on, and a day where one is left out.
        jumped = (follows.astimezone(when.zone).utcoffset() or timedelta(0)) - (
            went.astimezone(when.zone).utcoffset() or timedelta(0)
        )
        assert follows - went >= timedelta(days=stage.delay) - max(jumped, timedelta(0))


@modest
@given(stages, instants, st.none() | instants, instants, hours, hours)
def test_planning_anew_twice_moves_nothing_the_second_time(
    stage: StageDraft,
    went: datetime,
    not_before: datetime | None,
    now: datetime,
    before: Hours,
    after: Hours,
) -> None:
    stands = before.opening(max(plan(stage, went, before), now + timedelta(seconds=1)))
    meant = plan(stage, went, after)

    once = due.anew(meant, not_before=not_before, stands=stands, now=now, hours=after)

    assert once > now
    assert is_open(once, after)
    assert not_before is None or once >= min(not_before, stands)
    assert due.anew(meant, not_before=not_before, stands=once, now=now, hours=after) == once


@modest
@given(stages, instants, instants, hours)
def test_planning_anew_by_the_same_rules_moves_nothing(
    stage: StageDraft, went: datetime, now: datetime, when: Hours
) -> None:
    stands = plan(stage, went, when)

    if stands > now:
        assert due.anew(stands, not_before=None, stands=stands, now=now, hours=when) == stands


@modest
@given(instants, zones)
def test_an_instant_survives_the_way_to_the_wall_and_back(moment: datetime, where: ZoneInfo) -> None:
    wall = business_time.shown(moment, where)

    back = business_time.instant(wall.date(), wall.time(), where)

    assert back.tzinfo is UTC
    assert back == moment or (moment.astimezone(where).fold == 1 and timedelta(0) < back - moment)


@modest
@given(st.integers(2010, 2030), st.sets(st.dates(date(2010, 1, 1), date(2030, 12, 31)), max_size=5))
def test_the_holidays_of_a_year_are_exactly_its_days_off(year: int, own: set[date]) -> None:
    closed = Holidays(country="DE", own=frozenset(own))

    days = {date(year, 1, 1) + timedelta(days=day) for day in range(366)}
    assert {day for day in days if day in closed and day.year == year} == closed.of_year(year)
