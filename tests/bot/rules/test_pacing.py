from datetime import datetime, timedelta

import pytest

from bot.rules import pacing
from bot.rules.pacing import Bucket, Pace
from tests.bot.rules.test_business_time import utc

NOON = NOW = utc(2026, 3, 4, 12)
PACE = Pace(daily_cap=150, least=timedelta(seconds=30), most=timedelta(seconds=90))


@pytest.mark.parametrize(
    ("last", "nth", "jitter", "expected"),
    [
        pytest.param(None, None, 0.5, None, id="nothing sent yet"),
        pytest.param(NOON, None, 0.0, NOON + timedelta(seconds=30), id="shortest distance"),
        pytest.param(NOON, None, 1.0, NOON + timedelta(seconds=90), id="longest distance"),
        pytest.param(NOON, None, 0.5, NOON + timedelta(seconds=60), id="between"),
        pytest.param(NOON, None, 7.0, NOON + timedelta(seconds=90), id="never more than the longest"),
        pytest.param(NOON, NOON - timedelta(hours=3), 0.0, NOON + timedelta(hours=21), id="the day is full"),
        pytest.param(
            NOON, NOON - timedelta(hours=30), 0.0, NOON + timedelta(seconds=30), id="the day was full"
        ),
    ],
)
def test_mails_leave_apart_and_not_too_many_a_day(
    last: datetime | None, nth: datetime | None, jitter: float, expected: datetime | None
) -> None:
    assert pacing.next_allowed(PACE, last_sent_at=last, nth_latest_sent_at=nth, jitter=jitter) == expected


def test_no_24_hours_see_more_than_the_cap() -> None:
    pace, now = Pace(daily_cap=5), NOON
    sent: list[datetime] = []
    for _ in range(40):
        nth = sent[-5] if len(sent) >= 5 else None
        free = pacing.next_allowed(
            pace, last_sent_at=sent[-1] if sent else None, nth_latest_sent_at=nth, jitter=0.3
        )
        now = max(now, free or now)
        sent.append(now)

    assert all(later - earlier >= timedelta(hours=24) for earlier, later in zip(sent, sent[5:], strict=False))
    assert all(later - earlier >= pace.least for earlier, later in zip(sent, sent[1:], strict=False))


BUCKET = Bucket(per_minute=60, burst=10)


@pytest.mark.parametrize(
    ("full_at", "units", "there"),
    [
        pytest.param(None, 10, None, id="never used"),
        pytest.param(NOW + timedelta(seconds=5), 5, None, id="five are left"),
        pytest.param(NOW + timedelta(seconds=5), 6, NOW + timedelta(seconds=1), id="one is wanting"),
        pytest.param(NOW + timedelta(seconds=10), 1, NOW + timedelta(seconds=1), id="empty"),
        pytest.param(
            NOW + timedelta(seconds=3), 99, NOW + timedelta(seconds=3), id="more than it ever holds"
        ),
        pytest.param(NOW + timedelta(days=1), 1, None, id="a clock was set back by a day"),
    ],
)
def test_a_bucket_tells_when_it_holds_enough(full_at: datetime | None, units: int, there: object) -> None:
    assert BUCKET.has(units, full_at, NOW) == there


def test_what_is_taken_out_of_a_bucket_runs_in_again() -> None:
    once = BUCKET.drained(None, 30, NOW)
    twice = BUCKET.drained(once, 30, NOW)

    assert (once, twice) == (NOW + timedelta(seconds=30), NOW + timedelta(seconds=60))
    assert BUCKET.drained(twice, 0, NOW + timedelta(hours=1)) == NOW + timedelta(hours=1)


SLOW = Pace(daily_cap=150, slow_start=True)


@pytest.mark.parametrize(
    ("days", "cap"),
    [
        pytest.param(0, 20, id="the first 24 hours"),
        pytest.param(0.99, 20, id="still the first"),
        pytest.param(1, 29, id="the second day"),
        pytest.param(7, 85, id="half of the way"),
        pytest.param(13.5, 140, id="the last slow day"),
        pytest.param(14, 150, id="grown up"),
        pytest.param(400, 150, id="a year on"),
        pytest.param(-1, 20, id="a clock set back"),
    ],
)
def test_a_new_mailbox_starts_slowly_and_grows_every_day(days: float, cap: int) -> None:
    assert SLOW.cap(own=None, began_at=NOON, now=NOON + timedelta(days=days)) == cap


def test_a_slow_start_never_allows_more_than_the_mailboxs_own_limit() -> None:
    caps = [SLOW.cap(own=10, began_at=NOON, now=NOON + timedelta(days=day)) for day in range(20)]

    assert set(caps) == {10}


def test_a_mailbox_never_shrinks_while_it_grows() -> None:
    for full in (1, 19, 20, 21, 60, 150, 1500):
        pace = Pace(daily_cap=full, slow_start=True)
        caps = [pace.cap(own=None, began_at=NOON, now=NOON + timedelta(days=day)) for day in range(20)]
        assert caps == sorted(caps)
        assert caps[-1] == full


@pytest.mark.parametrize(
    "pace", [pytest.param(PACE, id="switched off"), pytest.param(SLOW, id="a mailbox from before")]
)
def test_only_a_new_mailbox_starts_slowly(pace: Pace) -> None:
    began_at = NOON if pace is PACE else None

    assert pace.cap(own=None, began_at=began_at, now=NOON) == 150
    assert pace.grows_at(own=None, began_at=began_at, now=NOON) is None


def test_a_slow_mailbox_may_send_more_when_its_next_day_begins() -> None:
    now = NOON + timedelta(days=2, hours=5)

    assert SLOW.grows_at(own=None, began_at=NOON, now=now) == NOON + timedelta(days=3)
