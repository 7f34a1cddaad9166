from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from bot.refusals import Refusal
from bot.rules import business_time
from bot.rules.business_time import DEFAULT_WINDOWS, NO_HOLIDAYS, Window

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "America/Santiago",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "Pacific/Auckland",
        "Pacific/Apia",
        "Asia/Kolkata",
        "Africa/Casablanca",
    )
]
zones = st.sampled_from(ZONES)
moments = st.timedeltas(timedelta(0), timedelta(days=1800)).map(
    lambda past: datetime(2024, 1, 1, tzinfo=UTC) + past
)
walls = st.times().map(lambda wall: wall.replace(microsecond=0))
windows = (
    st.tuples(st.sets(st.integers(0, 6), min_size=1), walls, walls)
    .filter(lambda parts: parts[1] < parts[2])
    .map(lambda parts: (Window(weekdays=frozenset(parts[0]), opens=parts[1], closes=parts[2]),))
)
modest = settings(max_examples=100, deadline=None)


def utc(*parts: int) -> datetime:
    year, month, day, hour, minute = (*parts, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("where", "day", "wall", "expected"),
    [
        pytest.param("Europe/Berlin", date(2026, 1, 5), time(9), utc(2026, 1, 5, 8), id="winter"),
        pytest.param("Europe/Berlin", date(2026, 7, 6), time(9), utc(2026, 7, 6, 7), id="summer"),
        pytest.param("Europe/Berlin", date(2026, 3, 29), time(2, 30), utc(2026, 3, 29, 1), id="in the gap"),
        pytest.param("Europe/Berlin", date(2026, 3, 29), time(2), utc(2026, 3, 29, 1), id="gap begins"),
        pytest.param("Europe/Berlin", date(2026, 3, 29), time(3), utc(2026, 3, 29, 1), id="gap ends"),
        pytest.param("Europe/Berlin", date(2026, 10, 25), time(2, 30), utc(2026, 10, 25, 0, 30), id="twice"),
        pytest.param(
            "Australia/Sydney", date(2026, 10, 4), time(2, 1), utc(2026, 10, 3, 16), id="south, gap"
        ),
        pytest.param(
            "Australia/Sydney", date(2026, 4, 5), time(2, 30), utc(2026, 4, 4, 15, 30), id="south, twice"
        ),
        pytest.param(
            "Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), utc(2026, 10, 3, 15, 30), id="half an hour"
        ),
        pytest.param(
            "Pacific/Apia", date(2011, 12, 30), time(12), utc(2011, 12, 30, 10), id="a day that never was"
        ),
    ],
)
def test_a_clock_on_the_wall_names_one_instant(where: str, day: date, wall: time, expected: datetime) -> None:
    assert business_time.instant(day, wall, ZoneInfo(where)) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(utc(2026, 3, 4, 10), utc(2026, 3, 4, 10), id="inside"),
        pytest.param(utc(2026, 3, 4, 7), utc(2026, 3, 4, 7), id="at the very opening"),
        pytest.param(utc(2026, 3, 4, 17), utc(2026, 3, 5, 7), id="at the very closing"),
        pytest.param(utc(2026, 3, 4, 3), utc(2026, 3, 4, 7), id="before breakfast"),
        pytest.param(utc(2026, 3, 7, 12), utc(2026, 3, 9, 7), id="a saturday"),
        pytest.param(
            utc(2026, 3, 27, 20), utc(2026, 3, 30, 6), id="friday evening, across the change to summer"
        ),
        pytest.param(utc(2026, 4, 2, 20), utc(2026, 4, 7, 6), id="easter"),
    ],
)
def test_mail_waits_for_the_next_opening(moment: datetime, expected: datetime) -> None:
    german = business_time.holidays_of("DE")

    assert business_time.next_opening(moment, DEFAULT_WINDOWS, BERLIN, german) == expected


def test_several_windows_open_whichever_comes_first() -> None:
    morning = Window(weekdays=frozenset({2}), opens=time(9), closes=time(11))
    evening = Window(weekdays=frozenset({2}), opens=time(17), closes=time(0))
    both = (evening, morning)

    assert business_time.next_opening(utc(2026, 3, 4, 12), both, BERLIN, NO_HOLIDAYS) == utc(2026, 3, 4, 16)
    assert business_time.next_opening(utc(2026, 3, 4, 22, 59), both, BERLIN, NO_HOLIDAYS).hour == 22
    assert business_time.next_opening(utc(2026, 3, 4, 23), both, BERLIN, NO_HOLIDAYS) == utc(2026, 3, 11, 8)


def test_hours_that_the_clocks_repeat_open_twice() -> None:
    night = (Window(weekdays=frozenset(range(7)), opens=time(1, 30), closes=time(3)),)
    second_ten_past_one = utc(2026, 11, 1, 6, 10)

    opening = business_time.next_opening(second_ten_past_one, night, NEW_YORK, NO_HOLIDAYS)

    assert opening == utc(2026, 11, 1, 6, 30)


def test_windows_that_never_open_are_refused() -> None:
    with pytest.raises(Refusal, match="never open"):
        business_time.next_opening(utc(2026, 3, 4), (), BERLIN, NO_HOLIDAYS)


def test_a_window_that_ends_before_it_begins_is_an_error() -> None:
    with pytest.raises(ValueError, match="closes after"):
        Window(weekdays=frozenset({0}), opens=time(18), closes=time(8))


@modest
@given(moments, windows, zones)
def test_an_opening_is_never_outside_the_window(
    moment: datetime, hours: tuple[Window, ...], where: ZoneInfo
) -> None:
    opening = business_time.next_opening(moment, hours, where, NO_HOLIDAYS)

    shown = opening.astimezone(where)
    assert opening >= moment
    assert shown.weekday() in hours[0].weekdays
    assert hours[0].opens <= shown.time() < hours[0].closes


@modest
@given(moments, windows, zones)
def test_an_opening_is_its_own_next_opening(
    moment: datetime, hours: tuple[Window, ...], where: ZoneInfo
) -> None:
    opening = business_time.next_opening(moment, hours, where, NO_HOLIDAYS)

    assert business_time.next_opening(opening, hours, where, NO_HOLIDAYS) == opening


@modest
@given(moments, st.timedeltas(timedelta(0), timedelta(days=9)), windows, zones)
def test_a_later_moment_never_opens_earlier(
    moment: datetime, wait: timedelta, hours: tuple[Window, ...], where: ZoneInfo
) -> None:
    opening = business_time.next_opening(moment, hours, where, NO_HOLIDAYS)

    assert opening <= business_time.next_opening(moment + wait, hours, where, NO_HOLIDAYS)


@modest
@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), walls, zones)
def test_an_instant_shows_its_own_wall_time_or_the_end_of_the_gap(
    day: date, wall: time, where: ZoneInfo
) -> None:
    found = business_time.instant(day, wall, where)

    shown = found.astimezone(where)
    meant = datetime.combine(day, wall)
    just_before = (found - timedelta(seconds=1)).astimezone(where)
    assert shown.replace(tzinfo=None) == meant or just_before.replace(tzinfo=None) < meant < shown.replace(
        tzinfo=None
    )


@modest
@given(moments, zones)
def test_a_moment_survives_the_way_to_the_wall_and_back(moment: datetime, where: ZoneInfo) -> None:
    shown = moment.astimezone(where)

    back = business_time.instant(shown.date(), shown.time(), where)

    assert back == moment or (shown.fold == 1 and back < moment)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        pytest.param(date(2026, 3, 4), 1, date(2026, 3, 5), id="wednesday plus one"),
        pytest.param(date(2026, 3, 6), 1, date(2026, 3, 9), id="friday plus one"),
        pytest.param(date(2026, 3, 7), 1, date(2026, 3, 9), id="saturday plus one"),
        pytest.param(date(2026, 4, 2), 1, date(2026, 4, 7), id="thursday before easter plus one is tuesday"),
        pytest.param(date(2026, 3, 7), 0, date(2026, 3, 7), id="none leaves the day alone"),
    ],
)
def test_business_days_skip_weekends_and_holidays(day: date, n: int, expected: date) -> None:
    assert business_time.add_business_days(day, n, business_time.holidays_of("DE")) == expected


def test_a_country_brings_its_own_weekend() -> None:
    israel = business_time.holidays_of("IL")

    assert business_time.is_business_day(date(2026, 3, 8), israel)
    assert not business_time.is_business_day(date(2026, 3, 6), israel)


def test_own_days_off_count_like_holidays() -> None:
    offsite = date(2026, 3, 5)
    ours = business_time.holidays_of("DE-BY", own=[offsite])

    assert not business_time.is_business_day(offsite, ours)
    assert date(2026, 1, 6) in ours
    assert date(2026, 1, 6) not in business_time.holidays_of("DE")
    assert business_time.is_business_day(offsite, business_time.holidays_of(None))


@pytest.mark.parametrize("country", ["XX", "DE-ZZ", "Germany?"])
def test_an_unknown_country_is_refused(country: str) -> None:
    with pytest.raises(Refusal, match="no holidays of"):
        business_time.holidays_of(country)


@pytest.mark.parametrize(
    "name", ["", "Europe", "../etc/passwd", "Mars/Base", "Europe/Berlin ", "a\0b", "x" * 5000]
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="not a time zone"):
        business_time.zone(name)


def test_a_moment_is_said_as_people_say_it() -> None:
    assert business_time.say(utc(2026, 3, 3, 8, 12), "Europe/Berlin") == "Tue 3 Mar, 9:12"
    assert business_time.say(utc(2026, 12, 31, 23, 5), "Asia/Kolkata") == "Fri 1 Jan, 4:35"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        pytest.param(date(2026, 3, 3), 1, date(2026, 4, 3), id="the same day"),
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="there is no 31 February"),
        pytest.param(date(2027, 11, 30), 3, date(2028, 2, 29), id="into a leap year"),
        pytest.param(date(2026, 12, 31), 12, date(2027, 12, 31), id="a year"),
    ],
)
def test_months_are_counted_as_people_count_them(day: date, months: int, expected: date) -> None:
    assert business_time.add_months(day, months) == expected
