"""The morning: on working days, at a quarter to nine where the recruiter lives, once, if there is something to say."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.outreach import people
from bot.outreach.house import House
from bot.outreach.overview import mornings
from bot.outreach.people import Profile
from bot.rules import preferences
from bot.rules.business_time import Holidays
from bot.rules.preferences import Preferences
from storage.database import Database
from storage.models import Notice, Recruiter
from storage.statuses import NoticeStatus
from tests import builders
from tests.builders import ANA, HOUSE, NOW, by_hand, email

TODAY = datetime(2026, 11, 24, 7, 45, tzinfo=UTC)  # a Tuesday, 8:45 in Berlin
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def told(db: Database) -> list[str]:
    with db.reading() as tx:
        found = tx.query(Notice).filter(Notice.kind == "morning").order_by(Notice.id)
        return [notice.key.rpartition(":")[2] for notice in found]


def at(db: Database, *moments: datetime, house: House = HOUSE) -> list[str]:
    for moment in moments:
        mornings.owe_due(db, house, moment)
    return told(db)


def change(db: Database, **changes: Any) -> None:
    with db.transaction() as tx:
        for name, value in changes.items():
            setattr(tx.query(Recruiter).one(), name, value)


@pytest.fixture
def busy(db: Database) -> Database:
    """Let Ana have an InMail to send, from Monday on."""
    builders.make_enrollment(db, by_hand(), email())
    return db


def test_it_comes_at_a_quarter_to_nine_and_once(busy: Database) -> None:
    assert at(busy, NOW, TODAY - MINUTE) == []

    assert at(busy, TODAY, TODAY + MINUTE, TODAY + HOUR) == ["2026-11-24"]


def test_it_comes_again_on_the_next_working_day(busy: Database) -> None:
    friday = TODAY + 3 * DAY

    assert at(busy, NOW, friday, friday + DAY, friday + 2 * DAY, friday + 3 * DAY) == [
        "2026-11-27",
        "2026-11-30",
    ]


def test_of_mornings_slack_did_not_take_only_the_latest_is_still_told(busy: Database) -> None:
    at(busy, NOW, TODAY, TODAY + DAY)

    with busy.reading() as tx:
        waiting = tx.query(Notice).filter(Notice.kind == "morning", Notice.status == NoticeStatus.OWED)
        assert [notice.key.rpartition(":")[2] for notice in waiting] == ["2026-11-25"]


def test_whoever_has_nothing_before_them_hears_nothing(db: Database) -> None:
    builders.make_recruiter(db)

    assert at(db, NOW, TODAY) == []


def test_a_holiday_is_no_working_day(busy: Database) -> None:
    house = replace(HOUSE, holidays=Holidays(own=frozenset({TODAY.date()})))

    assert at(busy, NOW, TODAY, TODAY + DAY, house=house) == ["2026-11-25"]


def test_after_an_outage_it_is_told_late_but_not_at_noon(busy: Database) -> None:
    assert at(busy, NOW, TODAY + 2 * HOUR) == ["2026-11-24"]

    assert at(busy, TODAY + DAY + 4 * HOUR) == ["2026-11-24"]


def test_whoever_wants_none_gets_none(busy: Database) -> None:
    change(busy, preferences=preferences.stored(Preferences(morning=False)))

    assert at(busy, NOW, TODAY) == []


def test_it_comes_at_the_hour_somebody_chose(busy: Database) -> None:
    change(busy, preferences=preferences.stored(Preferences(morning_at="09:30")))

    assert at(busy, NOW, TODAY, TODAY + 45 * MINUTE - MINUTE) == []
    assert at(busy, TODAY + 45 * MINUTE) == ["2026-11-24"]


def test_it_counts_by_the_clock_of_who_hears_it(busy: Database) -> None:
    change(busy, zone="America/New_York")

    assert at(busy, NOW, TODAY, TODAY + 6 * HOUR - MINUTE) == []
    assert at(busy, TODAY + 6 * HOUR) == ["2026-11-24"]


def test_whoever_flies_east_hears_it_the_next_morning_there(busy: Database) -> None:
    change(busy, zone="America/New_York")
    at(busy, NOW, TODAY + 6 * HOUR)
    landed = TODAY + 7 * HOUR + 15 * MINUTE  # Wednesday begins in Tokyo

    people.refresh(busy, ANA, Profile(name="Ana", title="", zone="Asia/Tokyo"), landed)

    assert at(busy, landed, TODAY + 16 * HOUR) == ["2026-11-24", "2026-11-25"]


@pytest.mark.parametrize(
    ("before", "due"),
    [
        pytest.param(
            datetime(2026, 3, 27, 9, 0, tzinfo=UTC), datetime(2026, 3, 30, 6, 45, tzinfo=UTC), id="spring"
        ),
        pytest.param(
            datetime(2026, 10, 23, 9, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 45, tzinfo=UTC), id="autumn"
        ),
    ],
)
def test_it_stays_at_a_quarter_to_nine_when_the_clocks_change(
    db: Database, before: datetime, due: datetime
) -> None:
    builders.make_enrollment(db, by_hand(), now=before)

    assert at(db, before, due - MINUTE) == []
    assert at(db, due) == [due.date().isoformat()]
