"""What an operator decides about time reaches the house, or is refused with every reason at once."""

import subprocess
import sys
from datetime import date

import pytest

from bot import rulebook
from bot.settings import BadSettings
from tests import tree
from tests.bot import environment


def test_the_settings_make_the_house() -> None:
    house = rulebook.house(
        environment.loaded(
            sending_hours="Mon-Fri 8:00-12:00 13:00-18:00; Sat 9:00-12:00",
            days_off="2026-12-24",
            holiday_country="DE",
            sending_zone="America/New_York",
            slow_start="off",
        )
    )

    assert [len(window.weekdays) for window in house.windows] == [5, 5, 1]
    assert date(2026, 12, 24) in house.holidays
    assert date(2026, 12, 25) in house.holidays
    assert house.zone_for(candidate="Asia/Tokyo", recruiter="Europe/Berlin") == "America/New_York"
    assert not house.pace.slow_start


@pytest.mark.parametrize(
    ("rule", "candidate", "expected"),
    [
        pytest.param("candidate", "Asia/Tokyo", "Asia/Tokyo", id="theirs"),
        pytest.param("candidate", "", "Europe/Berlin", id="the recruiter's where theirs is unknown"),
        pytest.param("recruiter", "Asia/Tokyo", "Europe/Berlin", id="always the recruiter's"),
        pytest.param("UTC", "Asia/Tokyo", "UTC", id="one for everybody"),
    ],
)
def test_hours_follow_the_clock_that_was_chosen(rule: str, candidate: str, expected: str) -> None:
    house = rulebook.house(environment.loaded(sending_zone=rule))

    assert house.zone_for(candidate=candidate, recruiter="Europe/Berlin") == expected


def test_all_that_is_not_understood_is_told_at_once() -> None:
    given = {
        "sending_hours": "whenever",
        "holiday_country": "XX",
        "days_off": "soon",
        "sending_zone": "Mars/Base",
    }

    with pytest.raises(BadSettings) as refused:
        rulebook.house(environment.loaded(**given))

    named = [sentence.partition(" ")[0] for sentence in str(refused.value).splitlines()]
    assert named == ["SENDING_HOURS", "HOLIDAY_COUNTRY", "DAYS_OFF", "SENDING_ZONE"]


@pytest.mark.parametrize("command", ["serve", "work"])
def test_overture_does_not_start_with_hours_nobody_understands(command: str) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd=tree.ROOT,
        env=environment.made(sending_hours="whenever"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert asked.returncode == 2
    assert "SENDING_HOURS is not understood. “whenever” are no sending hours." in asked.stderr
