"""Named days on which clocks jump, in both hemispheres: what an opening, a delay and a pinned hour make of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules import business_time, due, sending_hours
from bot.rules.business_time import NO_HOLIDAYS
from bot.rules.drafts import StageDraft
from storage.statuses import DelayUnit
from tests.bot.rules import clocks
from tests.bot.rules.test_business_time import utc

ALWAYS = sending_hours.read("Mon-Sun 0:00-24:00")
DAYTIME = sending_hours.read("Mon-Sun 8:00-18:00")


def wall(moment: datetime, where: str) -> str:
    """Say what the clock there shows at an instant, with its distance from UTC."""
    return moment.astimezone(ZoneInfo(where)).strftime("%a %d %b %H:%M %z")


def opening(hours: str, where: str, moment: datetime) -> datetime:
    return business_time.next_opening(moment, sending_hours.read(hours), ZoneInfo(where), NO_HOLIDAYS)


def later(days: int, where: str, after: datetime, at: time | None = None) -> datetime:
    """Plan a stage some calendar days later, at any hour of the day."""
    stage = StageDraft(delay=days, delay_unit=DelayUnit.DAYS, at=at)
    zone = ZoneInfo(where)
    return due.plan(stage, first=False, after=after, zone=zone, windows=ALWAYS, holidays=NO_HOLIDAYS).at


@pytest.mark.parametrize(
    ("where", "hours", "moment", "expected"),
    [
        pytest.param("Europe/Berlin", "Sun 2:15-4:00", utc(2026, 3, 28, 12), "Sun 29 Mar 03:00 +0200",
                     id="Berlin, it opens in the gap"),
        pytest.param("Europe/Berlin", "Sun 1:00-2:30", utc(2026, 3, 29, 0, 59), "Sun 29 Mar 01:59 +0100",
                     id="Berlin, it closes in the gap, and is open before it"),
        pytest.param("Europe/Berlin", "Sun 2:10-2:50", utc(2026, 3, 28, 12), "Sun 05 Apr 02:10 +0200",
                     id="Berlin, hours that are all gap do not open that day"),
        pytest.param("Europe/Berlin", "Sun 2:30-5:00", utc(2026, 10, 24, 12), "Sun 25 Oct 02:30 +0200",
                     id="Berlin, it opens at the first of two"),
        pytest.param("Europe/Berlin", "Sun 2:30-5:00", utc(2026, 10, 25, 1, 10), "Sun 25 Oct 02:30 +0100",
                     id="Berlin, and again at the second"),
        pytest.param("America/New_York", "Sun 2:00-3:00", utc(2026, 3, 7, 12), "Sun 15 Mar 02:00 -0400",
                     id="New York, the missing hour"),
        pytest.param("America/New_York", "Sun 1:30-1:45", utc(2026, 11, 1, 5, 50), "Sun 08 Nov 01:30 -0500",
                     id="New York, a short window in the fold opens once"),
        pytest.param("Australia/Lord_Howe", "Sun 2:10-4:00", utc(2026, 10, 3, 6), "Sun 04 Oct 02:30 +1100",
                     id="Lord Howe, half an hour is missing"),
        pytest.param("Australia/Lord_Howe", "Sun 1:45-4:00", utc(2026, 4, 4, 15, 5), "Sun 05 Apr 01:45 +1030",
                     id="Lord Howe, half an hour comes twice"),
        pytest.param("America/Santiago", "Sun 0:00-6:00", utc(2026, 9, 5, 12), "Sun 06 Sep 01:00 -0300",
                     id="Santiago, midnight does not exist"),
        pytest.param("America/Santiago", "Sat 22:00-24:00", utc(2026, 4, 5, 3, 59), "Sat 04 Apr 23:59 -0400",
                     id="Santiago, an hour before midnight comes twice and is open twice"),
        pytest.param("America/Santiago", "Sat 8:00-24:00", utc(2026, 9, 6, 4), "Sat 12 Sep 08:00 -0300",
                     id="Santiago, a day that ends in the gap ends there"),
        pytest.param("America/Asuncion", "Sun 0:30-2:00", utc(2024, 10, 5, 12), "Sun 06 Oct 01:00 -0300",
                     id="Asuncion, half past midnight does not exist"),
        pytest.param("Africa/Cairo", "Fri 0:00-9:00", utc(2026, 4, 23, 12), "Fri 24 Apr 01:00 +0300",
                     id="Cairo, a Friday without its midnight"),
        pytest.param("Pacific/Apia", "Fri 8:00-18:00", utc(2011, 12, 29, 12), "Fri 06 Jan 08:00 +1400",
                     id="Apia, the Friday that never was"),
        pytest.param("Africa/Casablanca", "Sun 2:30-5:00", utc(2026, 2, 15, 2, 10), "Sun 15 Feb 02:30 +0000",
                     id="Casablanca, back for Ramadan"),
        pytest.param("Africa/Casablanca", "Sun 2:30-5:00", utc(2026, 3, 21, 12), "Sun 22 Mar 03:00 +0100",
                     id="Casablanca, and on again after it"),
        pytest.param("Asia/Kathmandu", "Mon-Fri 8:00-18:00", utc(2026, 3, 4), "Wed 04 Mar 08:00 +0545",
                     id="Kathmandu, a quarter to six hours ahead"),
    ],
)  # fmt: skip
def test_hours_open_where_the_clock_shows_them(
    where: str, hours: str, moment: datetime, expected: str
) -> None:
    assert wall(opening(hours, where, moment), where) == expected


@pytest.mark.parametrize(
    ("where", "after", "days", "at", "expected"),
    [
        pytest.param("Europe/Berlin", utc(2026, 3, 28, 1, 30), 1, None, "Sun 29 Mar 03:00 +0200",
                     id="Berlin, into the gap: the first moment after it"),
        pytest.param("Europe/Berlin", utc(2026, 3, 28, 9), 1, None, "Sun 29 Mar 10:00 +0200",
                     id="Berlin, across the gap: 23 hours, the same hour"),
        pytest.param("Europe/Berlin", utc(2026, 10, 24, 9), 1, None, "Sun 25 Oct 11:00 +0100",
                     id="Berlin, across the fold: 25 hours, the same hour"),
        pytest.param("Europe/Berlin", utc(2026, 10, 24, 0, 30), 1, None, "Sun 25 Oct 02:30 +0200",
                     id="Berlin, into the fold: the first of two"),
        pytest.param("Europe/Berlin", utc(2026, 10, 25, 1, 30), 1, None, "Mon 26 Oct 03:00 +0100",
                     id="Berlin, out of the second of two: never earlier than out of the first"),
        pytest.param("America/New_York", utc(2026, 3, 7, 15), 1, time(2, 30), "Sun 08 Mar 03:00 -0400",
                     id="New York, pinned into the gap"),
        pytest.param("America/New_York", utc(2026, 10, 31, 15), 1, time(1, 30), "Sun 01 Nov 01:30 -0400",
                     id="New York, pinned into the fold: once"),
        pytest.param("Australia/Lord_Howe", utc(2026, 10, 2, 15, 45), 1, None, "Sun 04 Oct 02:30 +1100",
                     id="Lord Howe, into its half hour"),
        pytest.param("America/Santiago", utc(2026, 9, 5, 4, 30), 1, None, "Sun 06 Sep 01:00 -0300",
                     id="Santiago, half past midnight does not exist"),
        pytest.param("America/Santiago", utc(2026, 4, 5, 3, 30), 1, None, "Mon 06 Apr 00:00 -0400",
                     id="Santiago, out of the second half past eleven"),
        pytest.param("America/Asuncion", utc(2024, 10, 5, 4, 15), 1, None, "Sun 06 Oct 01:00 -0300",
                     id="Asuncion, into the gap at midnight"),
        pytest.param("Pacific/Apia", utc(2011, 12, 29, 19), 1, None, "Sat 31 Dec 00:00 +1400",
                     id="Apia, a day later never was: the first moment after it"),
        pytest.param("Pacific/Apia", utc(2011, 12, 29, 19), 2, None, "Sat 31 Dec 09:00 +1400",
                     id="Apia, two days later is the next morning but one on the calendar"),
        pytest.param("Africa/Casablanca", utc(2026, 2, 14, 9), 1, None, "Sun 15 Feb 10:00 +0000",
                     id="Casablanca, into Ramadan"),
        pytest.param("Asia/Kathmandu", utc(2026, 3, 4, 3, 27), 3, None, "Sat 07 Mar 09:12 +0545",
                     id="Kathmandu, where no clock ever jumps"),
    ],
)  # fmt: skip
def test_a_delay_keeps_the_hour_on_the_wall(
    where: str, after: datetime, days: int, at: time | None, expected: str
) -> None:
    assert wall(later(days, where, after, at), where) == expected


@pytest.mark.parametrize(
    ("where", "first_pass", "second_pass"),
    [
        pytest.param("Europe/Berlin", utc(2026, 10, 25, 0, 45), utc(2026, 10, 25, 1, 15), id="Berlin"),
        pytest.param("America/New_York", utc(2026, 11, 1, 5, 45), utc(2026, 11, 1, 6, 15), id="New York"),
        pytest.param("Australia/Lord_Howe", utc(2026, 4, 4, 14, 50), utc(2026, 4, 4, 15, 5), id="Lord Howe"),
        pytest.param("America/Santiago", utc(2026, 4, 5, 2, 45), utc(2026, 4, 5, 3, 15), id="Santiago"),
        pytest.param("Africa/Casablanca", utc(2026, 2, 15, 1, 45), utc(2026, 2, 15, 2, 15), id="Casablanca"),
    ],
)
def test_what_went_in_the_second_pass_of_an_hour_is_not_followed_earlier(
    where: str, first_pass: datetime, second_pass: datetime
) -> None:
    assert second_pass.astimezone(ZoneInfo(where)).fold == 1
    assert later(3, where, first_pass) < later(3, where, second_pass)


def test_a_zone_whose_rules_change_keeps_its_hour_on_the_wall() -> None:
    old, new = clocks.made("CET-1CEST,M3.5.0,M10.5.0/3"), clocks.made("CEST-2")  # it stays in summer for ever
    stage, went = StageDraft(delay=3, delay_unit=DelayUnit.DAYS, at=time(9)), utc(2026, 11, 23, 9)
    as_planned, anew = (
        due.plan(stage, first=False, after=went, zone=zone, windows=DAYTIME, holidays=NO_HOLIDAYS).at
        for zone in (old, new)
    )
    hours = due.Hours(zone=new, windows=DAYTIME, holidays=NO_HOLIDAYS)

    moved = due.anew(anew, not_before=None, stands=as_planned, now=went, hours=hours)

    assert (as_planned, moved) == (utc(2026, 11, 26, 8), utc(2026, 11, 26, 7))


def test_a_zone_that_gives_up_summer_time_moves_only_its_summer() -> None:
    old, new = clocks.made("<-03>3<-02>,M10.3.0/0,M2.3.0/0"), clocks.made("<-03>3")
    stage = StageDraft(delay=1, delay_unit=DelayUnit.DAYS, at=time(9))

    def planned(zone: ZoneInfo, after: datetime) -> datetime:
        return due.plan(stage, first=False, after=after, zone=zone, windows=DAYTIME, holidays=NO_HOLIDAYS).at

    assert planned(old, utc(2026, 7, 1)) == planned(new, utc(2026, 7, 1))
    assert planned(new, utc(2026, 12, 1)) - planned(old, utc(2026, 12, 1)) == timedelta(hours=1)


def test_every_name_of_a_zone_leads_there_and_back() -> None:
    new_year = datetime(2026, 1, 1, tzinfo=UTC)
    for name in clocks.SURPRISING:
        where = business_time.zone(name)
        for day in range(0, 366, 7):
            noon = business_time.instant((new_year + timedelta(days=day)).date(), time(12), where)
            assert noon.astimezone(where).time() == time(12)
            assert business_time.shown(noon, where).date() == date(2026, 1, 1) + timedelta(days=day)
