"""Which statuses say that somebody is away, until when, and what a change of them means."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules import slack_status
from bot.rules.slack_status import Away, Heeded, Status

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
BERLIN = "Europe/Berlin"


def says(status: Status, zone: str = BERLIN) -> Away | None:
    return slack_status.says(status, zone, NOW)


@pytest.mark.parametrize(
    "status",
    [
        Status(text="Vacationing", emoji="palm_tree"),
        Status(text="Out sick", emoji="face_with_thermometer"),
        Status(emoji="palm_tree"),
        Status(text="Mallorca!", emoji="palm_tree"),
        Status(text="Macht Ferien", emoji="beach_with_umbrella", proposed="Vacationing"),
        Status(text="Out of office"),
        Status(text="out of the office until Monday"),
        Status(text="OOO - back on 9 March", emoji="airplane"),
        Status(text="On leave"),
        Status(text="I'm on parental leave"),
        Status(text="On Holiday!", emoji="beach_with_umbrella"),
        Status(text="bank holiday"),
        Status(text="PTO today"),
        Status(text="Urlaub bis 9.3."),
    ],
    ids=lambda one: f"{one.emoji} {one.text}",
)
def test_an_absence_is_one(status: Status) -> None:
    assert says(status) == Away()


@pytest.mark.parametrize(
    "status",
    [
        Status(),
        Status(text="In a meeting", emoji="spiral_calendar_pad"),
        Status(text="Commuting", emoji="bus"),
        Status(text="Working remotely", emoji="house_with_garden"),
        Status(text="Working remotely", emoji="palm_tree"),
        Status(text="Vacation next week", emoji="palm_tree"),
        Status(text="Back from vacation", emoji="palm_tree"),
        Status(text="Holiday planning"),
        Status(text="On holiday from Monday"),
        Status(text="Out of office hours"),
        Status(text="Vacation in July"),
        Status(text="Happy holidays"),
        Status(text="On fire"),
        Status(text="Away"),
        Status(text="Lunch", emoji="palm"),
    ],
    ids=lambda one: f"{one.emoji} {one.text}",
)
def test_who_is_at_work_or_not_away_yet_is_not_away(status: Status) -> None:
    assert says(status) is None


def test_a_status_counts_for_as_long_as_it_lasts_be_it_two_hours() -> None:
    dentist = Status(text="Out sick", until=NOW + timedelta(hours=2))

    assert says(dentist) == Away(until=NOW + timedelta(hours=2))
    assert slack_status.says(dentist, BERLIN, NOW + timedelta(hours=2)) is None


@pytest.mark.parametrize(
    ("until", "zone", "back"),
    [
        pytest.param(
            datetime(2026, 3, 3, 22, 59, 59, tzinfo=UTC),
            BERLIN,
            datetime(2026, 3, 3, 23, tzinfo=UTC),
            id="today",
        ),
        pytest.param(
            datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC),
            BERLIN,
            datetime(2026, 3, 29, 22, tzinfo=UTC),
            id="this week, across the change of clocks",
        ),
        pytest.param(
            datetime(2026, 3, 3, 22, 59, 59, tzinfo=UTC),
            "America/New_York",
            datetime(2026, 3, 3, 22, 59, 59, tzinfo=UTC),
            id="midnight elsewhere",
        ),
    ],
)
def test_what_lasts_to_the_end_of_a_day_ends_with_it(until: datetime, zone: str, back: datetime) -> None:
    assert says(Status(emoji="palm_tree", until=until), zone) == Away(until=back)


def test_a_status_is_known_again_by_a_mark_that_is_none_of_its_words() -> None:
    sick = Status(text="Out sick", emoji="face_with_thermometer", until=NOW)
    others = (Status(text="Out sick"), Status(text="Out sick", emoji="face_with_thermometer"), Status())

    assert slack_status.mark(sick) == slack_status.mark(Status(**{n: getattr(sick, n) for n in FIELDS}))
    assert len({slack_status.mark(one) for one in (sick, *others)}) == 4
    assert "sick" not in slack_status.mark(sick)


FIELDS = ("text", "emoji", "proposed", "until")


@pytest.mark.parametrize(
    ("before", "said", "mark", "by_hand", "after"),
    [
        pytest.param(Heeded(), Away(), "x", False, Heeded(mark="x", holds=True), id="it begins"),
        pytest.param(Heeded(mark="x", holds=True), Away(), "x", False, Heeded(mark="x", holds=True), id="it goes on"),
        pytest.param(Heeded(mark="x", holds=True), Away(), "y", False, Heeded(mark="y", holds=True), id="it changes"),
        pytest.param(Heeded(mark="x", holds=True), None, "z", False, Heeded(), id="it ends"),
        pytest.param(Heeded(mark="x"), Away(), "x", False, Heeded(mark="x"), id="overruled"),
        pytest.param(Heeded(mark="x"), Away(), "y", False, Heeded(mark="y", holds=True), id="another after that"),
        pytest.param(Heeded(mark="x"), None, "z", False, Heeded(), id="overruled, and gone"),
        pytest.param(Heeded(), Away(), "x", True, Heeded(mark="x"), id="away by hand"),
    ],
)  # fmt: skip
def test_a_status_is_heeded_until_it_is_overruled(
    before: Heeded, said: Away | None, mark: str, by_hand: bool, after: Heeded
) -> None:
    assert slack_status.heed(before, said, mark, is_away_by_hand=by_hand) == after
