"""The form of an absence gives back what it shows, and the Home tab says whether a status is read."""

from datetime import timedelta
from typing import Any

import pytest

from bot.outreach.overview.home_pictures import ByStatus, Standing
from bot.rules.absences import Absence
from bot.slack.views import away
from storage.statuses import Cover
from tests.builders import NOW

TODAY = NOW.date()
WEEK = TODAY + timedelta(days=7)
THERE = Standing(today=TODAY)
READ = Standing(today=TODAY, by_status=ByStatus(cover=Cover.DEPUTY, deputy="U0BEN"))


def absent(until: Any, **more: Any) -> Standing:
    absence = Absence(name="Ana", until=until, zone="Europe/Berlin", cover=Cover.BY_HAND)
    return Standing(today=TODAY, absence=absence, **more)


def test_who_opens_it_for_an_absence_gets_a_day_and_no_tick() -> None:
    assert away.read(away.build(THERE, WEEK)) == away.Typed(back_on=WEEK, cover=Cover.EVERYTHING)


def test_who_opens_it_for_their_status_gets_a_tick_and_no_day() -> None:
    form = away.build(THERE, None, by_status=True)

    assert away.read(form) == away.Typed(back_on=None, cover=Cover.EVERYTHING, by_status=True)
    [day] = [block for block in form["blocks"] if block.get("block_id") == away.DAY_BLOCK]
    assert day["optional"]


def test_what_was_arranged_is_shown_again() -> None:
    typed = away.read(away.build(READ, None))

    assert typed == away.Typed(back_on=None, cover=Cover.DEPUTY, deputy="U0BEN", by_status=True)


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        pytest.param(
            absent(NOW + timedelta(hours=14)), "You are away until *Tue 24 Nov*: emails go on", id="by hand"
        ),
        pytest.param(
            absent(None, is_by_status=True),
            "Your Slack status says that you are away, until it changes: emails go on",
            id="without an end",
        ),
        pytest.param(
            absent(NOW + timedelta(hours=2), is_by_status=True),
            "Your Slack status says that you are away, until *Mon 23 Nov, 12:00*: emails go on",
            id="for two hours",
        ),
    ],
)
def test_the_home_tab_says_who_says_so_and_until_when(standing: Standing, sentence: str) -> None:
    first, _ = away.rows(standing)

    assert sentence in first["text"]["text"]
    assert first["accessory"]["action_id"] == away.BACK


def test_the_home_tab_says_whether_the_status_is_read() -> None:
    assert "can say it, too" in away.rows(THERE)[1]["text"]["text"]
    assert "status is read: while it says that you are away, emails go on, and <@U0BEN>" in str(
        away.rows(READ)[1]
    )
