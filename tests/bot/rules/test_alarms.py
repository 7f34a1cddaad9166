"""When lasting trouble is told: not at once, not at night, not twice a day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.rules import alarms, business_time
from tests.bot.rules.test_business_time import utc

BERLIN = ZoneInfo("Europe/Berlin")
TOLD = utc(2026, 11, 23, 9)  # a Monday, ten in Berlin


@pytest.mark.parametrize(
    ("now", "again"),
    [
        pytest.param(utc(2026, 11, 23, 16), False, id="the same day"),
        pytest.param(utc(2026, 11, 24, 7, 59), False, id="a minute before nine"),
        pytest.param(utc(2026, 11, 24, 8), True, id="nine on the next day"),
        pytest.param(utc(2026, 11, 24, 16, 59), True, id="late, when nobody ran at nine"),
        pytest.param(utc(2026, 11, 24, 17), False, id="after hours"),
        pytest.param(utc(2026, 11, 28, 10), False, id="on a Saturday"),
        pytest.param(utc(2026, 12, 25, 10), False, id="at Christmas"),
    ],
)
def test_a_lost_mailbox_is_told_again_in_the_morning_of_a_working_day(now: datetime, again: bool) -> None:
    holidays = business_time.holidays_of("DE")

    assert alarms.is_time_again(TOLD, now, zone=BERLIN, holidays=holidays) is again


def test_trouble_is_long_after_an_hour() -> None:
    assert not alarms.is_long(TOLD, TOLD + timedelta(minutes=59))
    assert alarms.is_long(TOLD, TOLD + timedelta(hours=1))


def test_the_operator_hears_from_the_third_telling_on() -> None:
    assert alarms.OPERATOR_FROM == 3
