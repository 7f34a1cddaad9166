"""The page as a place to be: talking, mailing, moving the clock, taking the tour."""

import json
import re
import urllib.request
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.sandbox.page.conftest import Live

pytestmark = pytest.mark.browser

GRACE = "grace.hopper@example.com"


def write(live: Live, subject: str = "Hello", text: str = "Hi Grace") -> None:
    """Let Ana write to Grace by hand."""
    ask(live, "compose", {"address": "ana@acme.example", "to": GRACE, "subject": subject, "text": text})


def ask(live: Live, name: str, body: dict[str, Any]) -> None:
    """Use the control API of the mailboxes."""
    request = urllib.request.Request(f"{live.url}/sandbox/google/{name}", data=json.dumps(body).encode())
    urllib.request.urlopen(request, timeout=10).close()


def look_into(page: Page, address: str) -> None:
    """Open a mailbox, and wait until what is shown is no longer that of another."""
    page.locator(f"[data-testid=mailbox][data-address='{address}']").click()
    expect(page.locator("#mail-head")).to_contain_text(address)


def test_a_slash_offers_the_commands(page: Page) -> None:
    composer = page.get_by_test_id("composer")

    composer.press_sequentially("/s")
    expect(page.get_by_test_id("commands").get_by_role("option")).to_have_count(1)
    composer.press("Tab")

    expect(composer).to_have_value("/sequence ")


def test_enter_sends_and_the_message_appears(page: Page) -> None:
    page.get_by_test_id("composer").fill("Good *morning*")
    page.get_by_test_id("composer").press("Enter")

    expect(page.get_by_test_id("message").locator("strong", has_text="morning")).to_be_visible()
    expect(page.get_by_test_id("composer")).to_have_value("")


def test_a_command_nobody_answers_is_told(page: Page) -> None:
    page.get_by_test_id("composer").fill("/sequence new")
    page.get_by_test_id("composer").press("Enter")

    expect(page.get_by_test_id("toast")).to_contain_text("/sequence")


def test_one_can_be_ben(page: Page, live: Live) -> None:
    page.locator("[data-testid=be][data-user=U0BEN]").click()
    page.get_by_test_id("composer").fill("It is Ben")
    page.get_by_test_id("composer").press("Enter")

    expect(page.locator("[data-testid=message][data-author=U0BEN]")).to_contain_text("It is Ben")


def test_one_sets_a_status_and_clears_it_again(page: Page, live: Live) -> None:
    status = page.get_by_test_id("status")

    status.select_option("Vacationing")
    assert live.eventually(lambda: "U0ANA" in live.workspace.statuses)
    assert live.workspace.statuses["U0ANA"].emoji == ":palm_tree:"
    expect(status.locator("option:checked")).to_have_text("🌴 Vacationing")
    status.select_option("")

    assert live.eventually(lambda: not live.workspace.statuses["U0ANA"].emoji)
    expect(status.locator("option:checked")).to_have_text("Set a status")


def test_a_direct_message_shows_as_unread_until_it_is_read(page: Page, live: Live) -> None:
    live.post({"type": "section", "text": {"type": "mrkdwn", "text": "Grace answered"}}, channel="D0ANA")

    expect(page.get_by_test_id("app").locator(".badge")).to_have_text("1")
    page.get_by_test_id("app").click()
    expect(page.get_by_test_id("messages")).to_contain_text("Grace answered")
    expect(page.get_by_test_id("app").locator(".badge")).to_have_count(0)


def test_a_mail_arrives_and_its_candidate_answers(page: Page, live: Live) -> None:
    write(live, "Compilers")
    look_into(page, GRACE)
    expect(page.get_by_test_id("thread-subject")).to_have_text("Compilers")

    page.get_by_test_id("answer-text").fill("With pleasure")
    page.get_by_test_id("answer-send").click()
    expect(page.get_by_test_id("letter")).to_have_count(2)

    look_into(page, "ana@acme.example")
    expect(page.get_by_test_id("threads")).to_contain_text("With pleasure")


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        pytest.param("away", "Automatic reply", id="away"),
        pytest.param("bounce", "Delivery Status Notification", id="bounce"),
        pytest.param("new_thread", "A question about the role", id="new thread"),
    ],
)
def test_candidates_do_what_their_buttons_say(page: Page, live: Live, kind: str, subject: str) -> None:
    write(live)
    look_into(page, GRACE)
    page.get_by_test_id(f"answer-{kind}").click()
    page.get_by_test_id("answer-send").click()
    expect(page.get_by_test_id("toast")).to_be_visible()

    look_into(page, "ana@acme.example")
    assert live.eventually(lambda: any(subject in one for one in subjects(live))), subjects(live)


def subjects(live: Live) -> list[str]:
    """List the subjects in Ana's mailbox."""
    messages = live.google.accounts["ana@acme.example"].mailbox.messages.values()
    return [message.letter.text("Subject") for message in messages]


def test_a_mails_html_is_shown_in_a_frame_without_scripts(page: Page, live: Live) -> None:
    write(live, text="Hello from a mail")
    look_into(page, GRACE)
    frame = page.locator("iframe.letter-frame")

    sandbox = frame.get_attribute("sandbox") or ""
    assert "allow-scripts" not in sandbox
    expect(frame.content_frame.locator("body")).to_contain_text("Hello from a mail")
    page.get_by_test_id("view-headers").click()
    expect(page.get_by_test_id("letter")).to_contain_text("Message-ID")


def test_a_mail_that_is_drawn_again_shows_what_it_showed(page: Page, live: Live) -> None:
    write(live)
    look_into(page, GRACE)
    page.get_by_test_id("view-headers").click()
    page.get_by_test_id("letter").evaluate("letter => { letter.dataset.first = 'yes'; }")

    (message,) = live.google.accounts[GRACE].mailbox.messages.values()
    live.within(lambda: message.labels.add("SPAM"))
    live.within(live.world.changed)

    expect(page.locator("[data-testid=letter]:not([data-first])")).to_contain_text("Message-ID")


def test_a_mail_is_not_drawn_again_because_it_was_read(page: Page, live: Live) -> None:
    write(live)
    look_into(page, GRACE)
    page.get_by_test_id("letter").evaluate("letter => { letter.dataset.first = 'yes'; }")

    (message,) = live.google.accounts[GRACE].mailbox.messages.values()
    ask(live, "read", {"address": GRACE, "thread_id": message.thread_id})

    expect(page.get_by_test_id("thread")).not_to_have_class(re.compile("unread"))
    expect(page.locator("[data-testid=letter][data-first]")).to_be_visible()


def test_the_clock_moves_by_its_buttons(page: Page, live: Live) -> None:
    before = live.world.offset

    page.get_by_test_id("plus-hour").click()
    assert live.eventually(lambda: live.world.offset - before >= timedelta(minutes=59))
    expect(page.get_by_test_id("time-berlin")).to_contain_text("10:3")
    expect(page.get_by_test_id("next-event")).to_be_disabled()

    page.get_by_test_id("plus-business").click()
    assert live.eventually(lambda: live.world.offset - before >= timedelta(days=3))


def test_the_next_event_is_told_and_reached(page: Page, live: Live) -> None:
    due = live.world.now() + timedelta(days=2)

    def planned() -> None:
        live.world.next_event = lambda: due
        live.world.changed()

    live.within(planned)
    expect(page.get_by_test_id("next-event")).to_be_enabled()
    page.get_by_test_id("next-event").click()

    assert live.eventually(lambda: live.world.now() >= due)


def test_the_tour_ticks_itself_off_and_is_dismissed_for_good(page: Page, live: Live) -> None:
    page.get_by_test_id("tour-start").click()
    expect(page.get_by_test_id("tour-connect")).to_have_attribute("data-done", "false")

    live.within(
        lambda: live.google.grant("ana@acme.example", ["https://www.googleapis.com/auth/gmail.compose"])
    )
    expect(page.get_by_test_id("tour-connect")).to_have_attribute("data-done", "true")
    expect(page.locator("#tour")).to_contain_text("Write a sequence")

    page.get_by_test_id("tour-close").click()
    page.goto(live.url)
    expect(page.locator("#tour")).to_be_hidden()


def test_the_tour_types_for_a_newcomer(page: Page, live: Live) -> None:
    page.get_by_test_id("tour-start").click()
    page.get_by_test_id("tour-enroll").click()
    page.get_by_test_id("tour-do-type").click()

    expect(page.get_by_test_id("toast")).to_contain_text("/enroll")
