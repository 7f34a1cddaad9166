"""What the day brings: its numbers, what has no room, what is held."""

from dataclasses import replace

from bot.outreach.pictures import TodayPage
from bot.rules.steers import Mending
from bot.slack.views import today, today_all
from tests.bot.slack.views import cast, reading


def test_today_says_its_numbers_in_its_text() -> None:
    made = today.build(cast.today_page(2))

    assert made["text"] == "Today: 2 to go out, 2 for you to send, 2 held, 2 waiting for your answer."
    assert (
        reading.buttons(made)
        == ["Card", "Hold", "Preview"] * 2
        + ["Card", "Mark sent", "Show text"] * 2
        + ["Card", "Release"] * 2
        + ["Card"] * 2
    )


def test_what_has_no_room_today_is_one_press_away() -> None:
    made = today.build(cast.today_page(7))
    pages = [today_all.build(cast.today_page(7), number) for number in (0, 1)]

    assert reading.buttons(made)[-1] == "See all of today (28)"
    assert [reading.buttons(page).count("Hold") for page in pages] == [7, 0]
    assert [str(page).count("Open in Gmail") for page in pages] == [0, 7]
    assert "See all" not in str(today.build(cast.today_page(4)))


def test_what_is_held_offers_what_mends_it_and_nothing_to_hold() -> None:
    held = cast.due(2, is_held=True, why="it lacks reason", mend="Fill in what is missing.")
    lines = (replace(held[0], mending=Mending.FILL_IN), replace(held[1], mending=Mending.GO_ON))

    made = today.build(TodayPage(zone="UTC", held=lines))

    assert reading.buttons(made) == ["Card", "Fill in", "Card"]
    assert str(made).count("it lacks reason. Fill in what is missing.") == 2


def test_a_quiet_today_says_so() -> None:
    assert today.build(TodayPage(zone="UTC"))["text"] == today.NOTHING
