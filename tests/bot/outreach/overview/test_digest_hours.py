"""When digests are due: as APScheduler's CronTrigger has it, but for the hours a clock skips or shows twice.

There cron is an hour late, or fires twice; and its first hour of the day after a change is left out altogether.
"""

import random
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger

from bot.outreach.overview import subscribing
from storage.statuses import Cadence

DAYS = {Cadence.DAILY: "*", Cadence.WEEKDAYS: "mon-fri", Cadence.WEEKLY: "mon"}
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "UTC",
)
CHANGES = ("2026-10-25", "2026-11-01", "2027-03-14", "2027-03-28", "2027-04-04", "2027-10-03", "2027-10-31")


@pytest.mark.parametrize("zone", ZONES)
def test_it_agrees_with_cron_around_every_change_of_the_clocks(zone: str) -> None:
    where, chance, compared = ZoneInfo(zone), random.Random(zone), 0
    for _ in range(1_000):
        day = datetime.fromisoformat(chance.choice(CHANGES)).replace(tzinfo=UTC)
        after = day + timedelta(minutes=chance.randrange(-4_000, 4_000))
        cadence, at = chance.choice(list(DAYS)), time(chance.randrange(1, 24), chance.choice((0, 15, 30)))
        due = subscribing.next_time(cadence, at, zone, after)
        cron = CronTrigger(day_of_week=DAYS[cadence], hour=at.hour, minute=at.minute, timezone=where)
        fires = cron.get_next_fire_time(None, after + timedelta(microseconds=1))
        assert after < due <= after + timedelta(days=8)
        if not _is_odd(due, at, where) and not _is_odd(fires, at, where):
            compared += 1
            assert due == fires, (cadence, at, after)
    assert compared > 900


def _is_odd(due: datetime, at: time, where: ZoneInfo) -> bool:
    """Tell whether the clock skips that hour, where cron is late, or shows it twice, where cron fires twice."""
    wall = datetime.combine(due.astimezone(where).date(), at, where)
    return wall.utcoffset() != wall.replace(fold=1).utcoffset()


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [2, 9])
def test_every_day_of_a_year_has_one(zone: str, hour: int) -> None:
    after = datetime(2026, 6, 1, tzinfo=UTC)
    days = []
    for _ in range(366):
        after = subscribing.next_time(Cadence.DAILY, time(hour, 30), zone, after)
        days.append(after.astimezone(ZoneInfo(zone)).date())

    assert all(later - earlier == timedelta(days=1) for earlier, later in zip(days, days[1:], strict=False))
