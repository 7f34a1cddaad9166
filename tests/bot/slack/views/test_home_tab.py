"""App Home and its shelves: where to go on, how the mailbox does, what somebody set."""

from dataclasses import replace

from bot.outreach.overview.home_pictures import Shelf
from bot.rules.preferences import Preferences
from bot.slack.views import home, shelf
from tests.bot.slack.views import cast, reading
from tests.bot.slack.views.test_pages import CONNECTED, texts


def test_a_full_home_leads_to_all_there_are() -> None:
    made = home.build(cast.home(120))

    assert [name for name in reading.buttons(made) if name.startswith("See all")] == [
        "See all of today (480)",
        *["See all 120"] * 3,
    ]
    said = texts(made)
    assert "and 115 more digests" in said


def test_a_shelf_is_turned_page_by_page() -> None:
    first, last = (shelf.build(cast.shelf(Shelf.MINE, 1_000, page=page)) for page in (0, 99))

    assert "page 1 of 100" in texts(first)
    assert {"Next"} <= set(reading.buttons(first))
    assert "Previous" not in reading.buttons(first)
    assert {"Previous"} <= set(reading.buttons(last))
    assert "Next" not in reading.buttons(last)
    assert shelf.read(last) == (Shelf.MINE, 99)


def test_home_says_how_the_mailbox_does() -> None:
    line = replace(CONNECTED, read_at=cast.NOW, sent=12, cap=20)

    said = texts(home.build(cast.home(1, mailbox=line)))

    assert "Last read <!date^" in said
    assert "12 of 20 mails sent in the last 24 hours" in said


def test_home_says_what_somebody_set_for_themselves() -> None:
    own = Preferences(zone="Asia/Tokyo", hours="Mon-Fri 9:00-12:00", country="JP", signs_follow_ups=False)

    said = texts(home.build(cast.home(1, preferences=own, zone="Asia/Tokyo", is_admin=False)))

    assert "Asia/Tokyo (your own choice)" in said
    assert "Mail leaves Mon-Fri 9:00-12:00." in said
    assert "the holidays of JP" in said
    assert "Only the first mail of a conversation is signed." in said
    assert "administrator" not in said
