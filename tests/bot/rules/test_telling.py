"""When somebody is told a thing: as they have set it, and answers always."""

from datetime import datetime
from typing import Any

import pytest

from bot.rules import business_time, telling
from bot.rules.preferences import Preferences, Told
from bot.rules.telling import Hours

HOURS = Hours(windows=business_time.DEFAULT_WINDOWS, holidays=business_time.NO_HOLIDAYS, zone="Europe/Berlin")
FRIDAY_NIGHT = datetime.fromisoformat("2026-11-27T21:00:00+00:00")
FRIDAY_NOON = datetime.fromisoformat("2026-11-27T11:00:00+00:00")
MONDAY_OPENS = datetime.fromisoformat("2026-11-30T07:00:00+00:00")  # eight in Berlin
MONDAY_MORNING = datetime.fromisoformat("2026-11-30T07:45:00+00:00")
ONE_PERSON = {"kind": "bounce", "enrollment": 1}
DAILY = Preferences(reminders=Told.DAILY, questions=Told.DAILY, trouble=Told.DAILY, news=Told.DAILY)
QUIET = Preferences(quiet=True)


def at(kind: str, about: dict[str, Any], wishes: Preferences, now: datetime) -> datetime:
    return telling.at(kind, about, wishes, HOURS, owed_at=now, now=now)


@pytest.mark.parametrize("kind", ["reply", "reminder", "question", "trouble", "news", "approval", "morning"])
def test_without_a_wish_everything_is_told_at_once(kind: str) -> None:
    assert at(kind, {"enrollment": 1}, Preferences(), FRIDAY_NIGHT) == FRIDAY_NIGHT


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("reply", {}),
        ("reminder", {}),
        ("trouble", ONE_PERSON),
        ("trouble", {"kind": "mailbox_lost", "mailbox": 1}),
    ],
)
def test_quiet_hours_last_until_the_next_opening(kind: str, about: dict[str, Any]) -> None:
    assert at(kind, about, QUIET, FRIDAY_NIGHT) == MONDAY_OPENS
    assert at(kind, about, QUIET, FRIDAY_NOON) == FRIDAY_NOON


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("trouble", {"kind": "mailbox_connected", "mailbox": 1}),
        ("import", {"import": 1}),
        ("morning", {}),
        ("digest", {"digest": 1}),
        ("operator", {"kind": "operator_lost", "mailbox": 1}),
        ("redraw", {"inbound": 1}),
    ],
)
def test_quiet_hours_keep_no_channel_waiting_nor_what_answers_a_click(
    kind: str, about: dict[str, Any]
) -> None:
    assert at(kind, about, QUIET, FRIDAY_NIGHT) == FRIDAY_NIGHT


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("reminder", {}),
        ("reminders", {}),
        ("question", {}),
        ("permission", {}),
        ("approval", {}),
        ("news", {}),
        ("trouble", ONE_PERSON),
        ("trouble", {"kind": "moved", "moves": []}),
    ],
)
def test_what_is_wanted_once_a_day_comes_on_the_next_working_morning(
    kind: str, about: dict[str, Any]
) -> None:
    assert at(kind, about, DAILY, FRIDAY_NOON) == MONDAY_MORNING


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("reply", {}),
        ("trouble", {"kind": "mailbox_lost", "mailbox": 1}),
        ("trouble", {"kind": "breaker_breaks", "sequence": 1}),
        ("trouble", {"kind": "comeback", "enrollment": 1}),
        ("trouble", {"kind": "digest_rests", "digest": 1}),
    ],
)
def test_answers_and_what_stops_everything_are_never_gathered(kind: str, about: dict[str, Any]) -> None:
    assert at(kind, about, DAILY, FRIDAY_NOON) == FRIDAY_NOON


def test_once_its_morning_has_come_it_is_told_and_put_off_no_further() -> None:
    told = telling.at("news", {}, DAILY, HOURS, owed_at=FRIDAY_NOON, now=MONDAY_MORNING)

    assert told == MONDAY_MORNING


def test_only_reminders_can_be_switched_off() -> None:
    off = Preferences(reminders=Told.NEVER, trouble=Told.NEVER, questions=Told.NEVER)

    assert [telling.muted(kind, off) for kind in ("reminder", "trouble", "question", "reply")] == [
        True,
        False,
        False,
        False,
    ]
