"""The seed's story once more, in a real browser: every step is a click or a key pressed."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import scenes
from tests.browser.conftest import start, stop
from tests.browser.desk import PATIENCE, Desk
from tests.browser.scenes import (
    ALAN,
    ALAN_ADDRESS,
    ANA_ADDRESS,
    GRACE,
    GRACE_ADDRESS,
    KATHERINE,
    KATHERINE_ADDRESS,
)
from tests.journeys.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_the_whole_story_by_mouse_and_keyboard(desk: Desk) -> None:
    gmail_is_connected(desk)
    a_sequence_is_written(desk)
    grace_is_enrolled(desk)
    katherine_answers(desk)
    alan_is_enrolled_too(desk)
    the_second_email_joins_the_first(desk)
    two_in_mails_are_asked_for(desk)
    the_channel_gets_its_digest(desk)
    nothing_more_ever_leaves(desk)


def gmail_is_connected(desk: Desk) -> None:
    expect(desk.home()).to_contain_text("0 of 3 steps done", timeout=PATIENCE)

    scenes.connect(desk)

    desk.message(f"{ANA_ADDRESS} is connected", within=desk.dm())
    expect(desk.home()).to_contain_text("1 of 3 steps done", timeout=PATIENCE)
    desk.mailbox(ANA_ADDRESS)
    expect(desk.page.get_by_test_id("connected")).to_have_text("Overture may send")


def a_sequence_is_written(desk: Desk) -> None:
    editor = scenes.write_stages(desk)
    desk.press("sequence_preview", on=editor)
    preview = desk.modal("preview")
    expect(preview).to_contain_text("Hello Grace, your work at Acme is remarkable.")
    expect(preview).to_contain_text("Fri 6 Mar")
    desk.close(preview)

    scenes.save(desk)

    expect(desk.home()).to_contain_text("Backend, Berlin", timeout=PATIENCE)
    desk.command("/sequence list")
    desk.message("Backend, Berlin", within=desk.channel())


def grace_is_enrolled(desk: Desk) -> None:
    form = scenes.start_enrolling(desk, GRACE, GRACE_ADDRESS)
    expect(form.locator("[data-action-id=enroll_first_name_typed]")).to_have_value("Grace")
    for day in ("Tue 3 Mar", "Fri 6 Mar", "Mon 9 Mar"):
        expect(form).to_contain_text(day)

    desk.submit(form)
    desk.close(desk.modal("enroll_done"))

    thread = desk.mailbox(GRACE_ADDRESS)
    expect(desk.page.get_by_test_id("thread-subject")).to_have_text("A thought for Grace", timeout=PATIENCE)
    letter = thread.frame_locator("iframe.letter-frame").locator("body")
    expect(letter).to_contain_text("Hello Grace, your work at your team is remarkable.")
    expect(letter.locator("strong")).to_have_text("remarkable")
    expect(thread).to_contain_text("Ana Lovelace")
    thread.get_by_test_id("view-text").click()
    expect(thread.locator(".letter-text")).to_contain_text(
        "Hello Grace, your work at your team is remarkable."
    )


def katherine_answers(desk: Desk) -> None:
    scenes.enroll(desk, KATHERINE, KATHERINE_ADDRESS)
    thread = desk.mailbox(KATHERINE_ADDRESS)
    desk.wait("plus-hour", "11:00")  # one mail leaves a little after the other
    expect(thread.get_by_test_id("letter")).to_have_count(1, timeout=PATIENCE)
    desk.expect_next("Fri 6 Mar, 10:00")

    desk.answer(KATHERINE_ADDRESS, "Yes, tell me more!")
    expect(thread.get_by_test_id("letter")).to_have_count(2)
    desk.wait("plus-hour", "12:00")

    told = desk.message("Yes, tell me more!", within=desk.dm())
    expect(told).to_contain_text("Katherine Johnson")
    expect(told).not_to_contain_text("wrote:")  # the quoted mail is cut off


def alan_is_enrolled_too(desk: Desk) -> None:
    scenes.enroll(desk, ALAN, ALAN_ADDRESS)

    desk.mailbox(ALAN_ADDRESS)

    expect(desk.page.get_by_test_id("thread-subject")).to_have_text("A thought for Alan", timeout=PATIENCE)
    desk.expect_next("Fri 6 Mar, 10:00")


def the_second_email_joins_the_first(desk: Desk) -> None:
    thread = desk.mailbox(GRACE_ADDRESS)
    desk.wait("plus-business", "Fri 6 Mar")

    expect(thread.get_by_test_id("letter")).to_have_count(2, timeout=PATIENCE)
    expect(desk.page.get_by_test_id("thread")).to_have_count(1)
    letter = thread.frame_locator("iframe.letter-frame").locator("body")
    expect(letter).to_contain_text("Did my mail reach you, Grace?")
    letters = thread.get_by_test_id("letter")
    letters.first.locator("summary").click()
    assert header(letters.last, "In-Reply-To") == header(letters.first, "Message-ID")
    assert header(letters.last, "References") == header(letters.first, "Message-ID")
    desk.mailbox(ANA_ADDRESS)
    own = desk.page.get_by_test_id("thread").filter(has_text="A thought for Grace")
    expect(own).to_have_count(1)
    own.click()
    expect(thread.get_by_test_id("letter")).to_have_count(2)
    desk.command("/why grace")
    desk.message("Stage 2 went out on Fri 6 Mar", within=desk.channel())


def header(letter: Locator, name: str) -> str:
    """Read a header of an open letter."""
    letter.get_by_test_id("view-headers").click()
    return letter.locator(f"dt:text-is('{name}') + dd").inner_text()


def two_in_mails_are_asked_for(desk: Desk) -> None:
    thread = desk.mailbox(ALAN_ADDRESS)
    desk.wait("plus-hour", "13:00")
    expect(thread.get_by_test_id("letter")).to_have_count(2, timeout=PATIENCE)
    desk.expect_next("Mon 9 Mar")
    desk.wait("plus-business", "Wed 11 Mar")
    graces = desk.message("Hi Grace, shall we talk about your team?", within=desk.dm())
    expect(graces.locator("a[href*='linkedin.com/in/grace-hopper-1906']").first).to_be_visible()
    alans = desk.message("Hi Alan, shall we talk about your team?", within=desk.dm())

    desk.press("reminder_mark_sent", on=graces)
    desk.message("Marked sent", within=desk.dm())
    desk.press("reminder_mark_replied", on=alans)
    desk.message("Marked replied", within=desk.dm())

    desk.command("/sequence show backend")
    shown = desk.message("Did my mail reach you", within=desk.channel())
    expect(shown).to_contain_text(re.compile("Grace Hopper.*finished"))
    expect(shown).to_contain_text(re.compile("Alan Turing.*replied"))


def the_channel_gets_its_digest(desk: Desk) -> None:
    desk.command("/sequence digest #recruiting daily at 9:00")
    desk.message("gets the digest every day at 9:00", within=desk.channel())

    desk.wait("next-event", "Thu 12 Mar, 09:00")

    digest = desk.message("3 enrolled", within=desk.channel())
    expect(digest.get_by_test_id("chart").first).to_be_visible(timeout=PATIENCE)
    for name in ("Grace", "Alan", "Katherine"):
        expect(digest).not_to_contain_text(name)


def nothing_more_ever_leaves(desk: Desk) -> None:
    chart = desk.page.get_by_test_id("chart").first
    digests = desk.channel().get_by_test_id("message").filter(has=chart)
    for count, day in enumerate(("Fri 13 Mar", "Sat 14 Mar", "Sun 15 Mar", "Mon 16 Mar"), start=2):
        desk.wait("plus-day", day)
        expect(digests).to_have_count(count, timeout=PATIENCE)  # so Overture has lived through that day

    for address in (GRACE_ADDRESS, ALAN_ADDRESS, KATHERINE_ADDRESS):
        expect(desk.mailbox(address).get_by_test_id("letter")).to_have_count(2)


def test_a_restart_in_the_middle_changes_nothing_the_page_shows(desk: Desk, story: Story) -> None:
    scenes.connect(desk)
    editor = scenes.write_stages(desk)
    restart(desk, story)
    expect(scenes.stages(editor)).to_have_count(3)
    scenes.save(desk)
    scenes.enroll(desk, GRACE, GRACE_ADDRESS)
    thread = desk.mailbox(GRACE_ADDRESS)
    expect(thread.get_by_test_id("letter")).to_have_count(1, timeout=PATIENCE)
    desk.expect_next("Fri 6 Mar, 10:00")
    before = told(desk)

    restart(desk, story)

    assert told(desk) == before
    desk.wait("plus-business", "Fri 6 Mar")
    expect(thread.get_by_test_id("letter")).to_have_count(2, timeout=PATIENCE)


def restart(desk: Desk, story: Story) -> None:
    """Stop Overture and start it anew; the page tells both."""
    light = desk.page.get_by_test_id("light")
    stop(story)
    expect(light).to_have_text("Overture not connected")
    start(story)
    expect(light).to_have_text("Overture connected", timeout=PATIENCE)


def told(desk: Desk) -> list[str]:
    """Read App Home and the direct messages."""
    home = desk.home()
    expect(home).to_contain_text("Nothing goes out today", timeout=PATIENCE)
    expect(home).to_contain_text("1 in progress")
    return [home.inner_text(), desk.dm().inner_text()]
