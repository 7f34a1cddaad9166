"""What recruiters set for themselves: read back as it was stored, and what it makes of the rules of the house."""

from datetime import date, time

import pytest

from bot.outreach.house import House
from bot.rules import preferences
from bot.rules.business_time import Holidays
from bot.rules.preferences import Preferences
from storage.statuses import Access

EVERYTHING = Preferences(
    zone="Asia/Tokyo",
    hours="Mon-Fri 9:00-12:00",
    country="JP",
    days_off="2026-12-24",
    signs_follow_ups=False,
    access=Access.PERSONAL,
)


def test_settings_come_back_as_they_were_stored() -> None:
    assert preferences.known(preferences.stored(EVERYTHING)) == EVERYTHING
    assert preferences.known({}) == Preferences()


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        pytest.param(Preferences(zone="Berlin"), "zone", id="a zone that is none"),
        pytest.param(Preferences(hours="nine to five"), "hours", id="hours nobody understands"),
        pytest.param(Preferences(country="ZZ"), "country", id="a country without holidays"),
        pytest.param(Preferences(days_off="Christmas"), "days_off", id="a day that is no date"),
    ],
)
def test_what_cannot_be_understood_is_named(asked: Preferences, field: str) -> None:
    assert [problem.field for problem in preferences.problems(asked)] == [field]


def test_everything_well_written_is_taken() -> None:
    assert preferences.problems(EVERYTHING) == ()


def test_whoever_set_nothing_has_the_rules_of_the_house() -> None:
    house = House()

    assert house.of({}) is house
    assert house.of(preferences.stored(Preferences())) == house


def test_own_hours_take_the_place_of_those_of_the_house() -> None:
    (window,) = House().of(preferences.stored(EVERYTHING)).windows

    assert (window.opens, window.closes) == (time(9), time(12))


def test_own_days_off_come_beside_those_of_the_house_and_its_country_gives_way() -> None:
    christmas, new_year, unity = date(2026, 12, 24), date(2026, 12, 31), date(2026, 10, 3)
    house = House(holidays=Holidays(country="DE", own=frozenset({new_year})))

    only_days = house.of(preferences.stored(Preferences(days_off="2026-12-24"))).holidays
    in_japan = house.of(preferences.stored(EVERYTHING)).holidays

    assert all(day in only_days for day in (christmas, new_year, unity))
    assert christmas in in_japan
    assert new_year in in_japan
    assert unity not in in_japan
    assert date(2026, 11, 3) in in_japan
