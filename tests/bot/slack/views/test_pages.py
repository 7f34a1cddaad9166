"""App Home, lists, today, the preview, and small answers."""

from dataclasses import replace
from datetime import date

import pytest

from bot import refusals
from bot.outreach.overview.home_pictures import MailboxLine, Shelf, ShelfPage
from bot.outreach.pictures import Counts, TodayPage
from bot.rules import well_known
from bot.rules.steers import Steer
from bot.slack.views import (
    breaks,
    digest_settings,
    help,
    home,
    listing,
    preview,
    refusal,
    rich_text,
    show,
    status,
    tokens,
    why,
)
from storage.statuses import Access, MailboxStatus, SequenceStatus
from tests.bot.slack.views import cast, forms, reading
from tests.bot.slack.views.cast import Json

CONNECTED = MailboxLine(address="ana@example.com", status=MailboxStatus.CONNECTED)
EMPTY_SHELVES = (ShelfPage(shelf=Shelf.MINE), ShelfPage(shelf=Shelf.SHARED))
EMPTY: Json = {
    "today": TodayPage(zone="UTC"),
    "digests": (),
    "mine": EMPTY_SHELVES[0],
    "shared": EMPTY_SHELVES[1],
    "archived": ShelfPage(shelf=Shelf.ARCHIVED),
    "parked": None,
}


def texts(thing: Json) -> str:
    return "\n".join(reading.mrkdwn_of(thing))


def test_a_newcomer_sees_three_steps_and_the_button_for_the_first() -> None:
    made = home.build(cast.home(0, "Ana", mailbox=None, **EMPTY))

    assert "0 of 3 steps done" in texts(made)
    assert reading.buttons(made) == ["Connect Gmail", "New sequence", "Settings"]
    assert [one.get("style") for one in reading.elements_of(made, "button")] == ["primary", None, None]


def test_a_sequence_names_its_owner_as_slack_does() -> None:
    line = replace(cast.lines(1)[0], owner="U0ANA")

    assert "<@U0ANA>" in texts(listing.row(line))
    assert "<@U0ANA>" in texts(status.build([line]))


def test_a_lost_mailbox_stands_first_and_says_why() -> None:
    lost = MailboxLine(address="ana@example.com", status=MailboxStatus.LOST, reason="revoked")

    made = home.build(cast.home(1, mailbox=lost))

    assert made["blocks"][0]["text"]["text"] == "Mailbox"
    assert "Google says the access was taken back" in texts(made)
    primary = [one for one in reading.elements_of(made, "button") if one.get("style") == "primary"]
    assert [one["text"]["text"] for one in primary] == ["Reconnect"]


def test_a_connected_mailbox_that_ails_says_so() -> None:
    ailing = MailboxLine(
        address="ana@example.com",
        status=MailboxStatus.CONNECTED,
        reason="Gmail could not be reached since Mon 23 Nov, 10:00; nothing leaves before it is.",
    )

    made = texts(home.build(cast.home(1, mailbox=ailing)))

    assert ":warning: Gmail could not be reached since Mon 23 Nov, 10:00" in made


def test_steps_are_ticked_one_by_one() -> None:
    made = home.build(
        cast.home(0, "Ana", **(EMPTY | {"mailbox": CONNECTED, "mine": cast.shelf(Shelf.MINE, 1)}))
    )

    assert "2 of 3 steps done" in texts(made)
    assert ":white_check_mark: ~*1. Connect your Gmail*~ done" in texts(made)


def test_whoever_has_done_all_steps_sees_no_welcome() -> None:
    made = home.build(cast.home(2, mailbox=CONNECTED, has_enrolled=True))

    assert "steps done" not in texts(made)
    assert not any(
        block["type"] == "header" and "Welcome" in block["text"]["text"] for block in made["blocks"]
    )


@pytest.mark.parametrize(
    ("state", "button"),
    [
        (MailboxStatus.CONNECTED, "Disconnect"),
        (MailboxStatus.LOST, "Reconnect"),
        (MailboxStatus.DISCONNECTED, "Reconnect"),
    ],
)
def test_the_mailbox_has_the_button_it_needs(state: MailboxStatus, button: str) -> None:
    line = MailboxLine(address="ana@example.com", status=state)

    assert button in reading.buttons(home.build(cast.home(0, **(EMPTY | {"mailbox": line}))))


@pytest.mark.parametrize(
    ("more", "verbs"),
    [
        pytest.param({}, ["show", "edit", "clone", "pause", "archive"], id="mine"),
        pytest.param(
            {"status": SequenceStatus.PAUSED},
            ["show", "edit", "clone", "resume", "archive"],
            id="mine, paused",
        ),
        pytest.param({"status": SequenceStatus.ARCHIVED}, ["show", "clone", "resume"], id="mine, archived"),
        pytest.param({"may_change": False}, ["show", "clone"], id="to use"),
        pytest.param({"may_change": False, "may_use": False}, ["show", "clone"], id="to look at"),
    ],
)
def test_a_menu_offers_what_this_person_may_do(more: Json, verbs: list[str]) -> None:
    [menu] = reading.elements_of(listing.row(cast.line(id=12, **more)), "overflow")

    assert [listing.read_menu(one["value"]) for one in menu["options"]] == [(verb, 12) for verb in verbs]
    is_archived = more.get("status") is SequenceStatus.ARCHIVED
    assert ("Bring back" in [one["text"]["text"] for one in menu["options"]]) is is_archived


def test_an_empty_list_offers_the_first_sequence() -> None:
    assert reading.buttons(listing.build(*EMPTY_SHELVES)) == ["New sequence"]


def test_a_list_names_the_sequences_in_its_text() -> None:
    mine, shared = cast.line("Backend"), cast.line("Sales", id=2)

    made = listing.build(
        ShelfPage(shelf=Shelf.MINE, lines=(mine,), total=1),
        ShelfPage(shelf=Shelf.SHARED, lines=(shared,), total=1),
    )

    assert "• Backend: 40 enrolled" in made["text"]
    assert "• Sales: " in made["text"]


def test_show_has_the_text_of_every_stage() -> None:
    page = cast.page(2, "Hi **Grace**")

    said = texts(show.build(page))

    assert said.count("Hi *Grace*") == 2
    assert "*2 of 40 people*" in said


def test_a_preview_shows_the_text_untouched_and_the_time_by_both_clocks() -> None:
    made = preview.build(cast.preview(1, "*Hi* Grace"), preview.Shown(draft_id=7))

    [body] = [block for block in made["blocks"] if block["type"] == "rich_text"]
    assert body["elements"][0]["elements"][0]["text"] == "*Hi* Grace"
    assert "Tue 3 Mar, 9:12 in Berlin · 3:12 for you" in texts(made)
    assert "submit" not in made


def test_a_preview_shows_an_email_in_its_styles() -> None:
    [shown] = cast.stages_shown(1)
    looks = replace(shown, text="Hi *Grace*", body="Hi **Grace**, [us](https://a.example)\n\n- one")

    made = preview.build(replace(cast.preview(1), stages=(looks,)))

    [body] = [block for block in made["blocks"] if block["type"] == "rich_text"]
    assert body == rich_text.from_markdown(looks.body)
    assert body["elements"][0]["elements"][1] == {"type": "text", "text": "Grace", "style": {"bold": True}}


def test_a_preview_pages_by_ten() -> None:
    made = preview.build(cast.preview(25), preview.Shown(page=1, draft_id=7))

    assert "*11. Email*" in texts(made)
    assert reading.buttons(made) == ["Email me a test"] * 10 + ["Previous", "Next"]
    assert preview.read_metadata(made) == preview.Shown(draft_id=7, page=1)


def test_every_rate_stands_with_its_formula() -> None:
    said = texts(status.build([cast.line("Backend")]))

    assert "*Reply rate*\n28 % (10 of 36)" in said
    assert "Reply rate = replied ÷ delivered, both of people whom a stage has reached" in said


def test_there_is_no_rate_of_nothing() -> None:
    assert "no figure yet" in texts(status.build([cast.line("Backend", counts=Counts(enrolled=3))]))


def test_several_sequences_are_added_up() -> None:
    assert status.build(cast.lines(12))["text"].startswith(
        "*All 12 sequences*: 480 enrolled, 240 in progress"
    )


def test_every_token_is_explained() -> None:
    said = tokens.build(forms.token_page())["text"]

    assert all(f"`{{{{{known.name}}}}}`" in said for known in well_known.TOKENS)


def test_why_says_what_happened_what_is_next_and_the_rule() -> None:
    made = why.build(forms.explanation("Grace", next="Nothing until Monday.", rule="It is Sunday."))

    assert "*Next*: Nothing until Monday." in texts(made)
    assert "*Why*: It is Sunday." in texts(made)
    assert "waiting for you. Nothing until Monday." in made["text"]


def test_why_of_nobody_says_so() -> None:
    assert why.build()["text"].startswith("I know nobody")


@pytest.mark.parametrize("build", [refusal.message, refusal.modal])
def test_a_refusal_says_what_and_how_to_mend_it(build: object) -> None:
    no = refusals.Refusal("That link is a company's.", "Paste a person's profile.")
    made = (
        refusal.message(no, incident="a1b2")
        if build is refusal.message
        else refusal.modal(no, incident="a1b2")
    )

    assert "That link is a company's.\nPaste a person's profile." in texts(made)
    assert "`a1b2`" in texts(made)


def test_home_and_the_command_show_the_same_help() -> None:
    assert home.build(cast.home(0))["blocks"][-len(help.blocks()) :] == help.blocks()
    assert help.build()["blocks"] == help.blocks()


def test_an_unknown_word_is_named() -> None:
    assert help.build("dance")["text"] == "I do not know *dance*. Here is what I understand."


def test_a_digest_says_where_when_and_the_first_time() -> None:
    made = digest_settings.turned_on(cast.digest_line("C0123"))

    assert made["text"].startswith("<#C0123> gets the digest every day at 9:00 in Berlin. First one: <!date^")


def test_no_digest_says_how_to_get_one() -> None:
    assert "/sequence digest #recruiting daily at 9:00" in digest_settings.build(())["text"]


def test_personal_sequences_are_called_so() -> None:
    assert "· personal ·" in texts(listing.row(cast.line(access=Access.PERSONAL)))


def test_why_offers_what_fits_and_nothing_to_whoever_may_only_look() -> None:
    made = why.build(forms.explanation(may=(Steer.PAUSE, Steer.WEEK, Steer.STOP)))

    (menu,) = reading.elements_of(made, "static_select")
    assert [why.read(one["value"]) for one in menu["options"]] == [(Steer.PAUSE, 4), (Steer.WEEK, 4)]
    assert reading.buttons(made) == ["Fill in", "Card", "Stop sequence"]
    assert reading.elements_of(why.build(forms.explanation(may=())), "static_select") == []


def test_a_break_is_read_as_it_was_chosen() -> None:
    view = breaks.build(4, person="Grace", suggested=date(2026, 3, 10))

    assert breaks.read(reading.typed_back(view)) == breaks.BreakAsked(
        enrollment_id=4, until=date(2026, 3, 10)
    )
