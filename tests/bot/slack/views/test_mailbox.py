"""The form that connects a mailbox, and the menu of addresses mail leaves from."""

from bot.rules.senders import Offer
from bot.slack.views import home, mailbox
from tests.bot.slack.views import cast, reading

TWO = Offer(addresses=("ana@acme.example", "talent@acme.example"), default="ana@acme.example")


def test_what_the_form_suggests_is_what_it_reads_back() -> None:
    drawn = mailbox.build(address="ana@acme.example")

    assert mailbox.read(reading.typed_back(drawn)) == "ana@acme.example"


def test_google_s_page_is_offered_only_where_there_is_one() -> None:
    url = "https://accounts.example.com/consent"

    assert "Consent at Google" in reading.buttons(mailbox.build(address="", consent_url=url))
    assert reading.buttons(mailbox.build(address="")) == []


def test_there_is_nothing_to_choose_from_one_address() -> None:
    assert mailbox.senders(Offer(addresses=("ana@acme.example",), default="ana@acme.example")) is None


def test_gmails_own_default_is_chosen_until_somebody_chooses() -> None:
    menu = mailbox.senders(TWO)

    assert menu is not None
    assert [one["text"]["text"] for one in menu["options"]] == [
        "Gmail's default (ana@acme.example)",
        "ana@acme.example",
        "talent@acme.example",
    ]
    assert mailbox.read_sender({"selected_option": menu["initial_option"]}) == ""
    assert mailbox.read_sender({"selected_option": menu["options"][2]}) == "talent@acme.example"


def test_an_address_that_is_accepted_no_more_is_told_and_nothing_is_chosen() -> None:
    gone = cast.connected("ana@acme.example", chosen="old@acme.example", withdrawn="old@acme.example")

    drawn = home.build(cast.home(0, mailbox=gone))

    assert "no longer accepts old@acme.example" in "".join(reading.mrkdwn_of(drawn))
    (menu,) = [
        one for one in reading.elements_of(drawn, "static_select") if one["action_id"] == mailbox.SENDER
    ]
    assert "initial_option" not in menu
