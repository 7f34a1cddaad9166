"""What is done by hand: a list with marks and Undo, a touch made elsewhere, an absence; over real wires."""

from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

PEOPLE = ("ada-lovelace", "alan-turing", "annie-easley", "grace-hopper")


def by_hand(story: Story) -> None:
    """Let four people have an InMail due at the same moment, and Ana be told."""
    scenes.connect(story)
    story.command("/sequence new InMail first")
    scenes.add_stage(story, "inmail", scenes.INMAIL)
    scenes.add_stage(story, "email", scenes.SECOND, subject="One more thing", days=1)
    assert story.submit()["ok"]
    story.pass_time(days=4)  # Saturday: everything is due on Monday
    for name in PEOPLE:
        address = f"{name.replace('-', '.')}@example.com"
        scenes.enrolled(story, f"https://www.linkedin.com/in/{name}/", address, "InMail first")
    story.later(days=2)


def now_says(story: Story, *words: str) -> Any:
    """Wait until the list says all of this."""
    return soon(lambda: next((m for m in story.messages() if all(word in said(m) for word in words)), None))


def test_four_in_mails_come_as_one_list_that_is_worked_off_in_place(story: Story) -> None:
    by_hand(story)
    listed = story.dm("4 to do by hand")
    assert [said(m).count("Hi Ada") for m in story.messages() if "Hi Ada" in said(m)] == [1]

    story.click("reminder_mark_sent", on=listed)
    listed = now_says(story, "3 to do by hand (1 of 4 done)", "Marked sent")
    story.click("reminder_undo", on=listed)
    listed = now_says(story, "4 to do by hand")
    story.choose("reminder_more", "Edit text", on=listed)
    story.modal("reminder_words_form")
    story.fill("reminder_words_typed", "Dear Ada, in my own words")
    assert story.submit()["ok"]
    listed = now_says(story, "Dear Ada, in my own words", "4 to do by hand")
    story.click("reminder_mark_replied", on=listed)
    listed = now_says(story, "What did they say?", "3 to do by hand")
    story.choose("reminder_label", "Not interested", on=listed)
    story.modal("reminder_why_form")
    now_says(story, "Marked replied", "*Not interested*")  # written down before anybody is asked why
    story.fill("answer_reason_chosen", "Pay")
    assert story.submit()["ok"]
    now_says(story, "Marked replied", "*Not interested* (Pay)")

    story.command("/sequence log alan turing")
    story.modal("log_form")
    assert story.submit()["ok"]
    assert "Marked as done" in said_in(story.modal("log_form_done"))
    story.work()
    listed = now_says(story, "2 to do by hand (2 of 4 done)")
    story.choose("reminders_snooze_all", "Tomorrow at 9:00", on=listed)
    now_says(story, "Next reminder")
    story.later(days=1)
    assert len([m for m in story.messages() if "Hi Grace" in said(m)]) == 2


def said_in(modal: Any) -> str:
    """Give everything a modal says."""
    return str(modal["blocks"])


def test_nothing_leaves_while_ana_is_away_and_nothing_comes_all_at_once_after(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1

    story.command("/sequence away until 2026-03-16")
    told = story.dm("You are away until")
    assert "Mon 16 Mar" in said(told)
    story.later(days=8)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
    story.command("/why grace")
    assert "Ana is away until Mon 16 Mar." in said(story.dm("Ana is away"))

    story.command("/sequence back")
    story.dm("You are there")
    story.work_off()
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2


def test_the_morning_shows_each_mail_as_it_would_be_read(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.later(days=2, hours=22, minutes=50)  # ten to nine on Friday
    morning = story.dm("Good morning")

    story.click("today_preview", on=morning)

    assert "Did my mail reach you, Grace?" in said_in(story.modal("letter"))
