"""What a recruiter makes of an answer, on its card, over real wires."""

from typing import Any

import pytest

from tests.journeys import mailbag, scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, ask, said, soon

# What is made of an answer is tried on both databases in tests/bot/outreach; here it is the wire that counts.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def card(story: Story, containing: str) -> Any:
    """Wait until the card of the answer says something."""
    return soon(lambda: next((m for m in reversed(story.messages()) if containing in said(m)), None))


def answered(story: Story, text: str = "I am happy where I am, but ask me again.") -> Any:
    """Let Grace answer the first mail; give the card."""
    scenes.ready(story)
    scenes.enrolled(story)
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text=text)
    story.later(minutes=2)
    return story.dm("answered")


def test_a_mark_stands_on_the_card_and_can_be_taken_back_for_ten_minutes(story: Story) -> None:
    shown = answered(story)
    assert "after stage 1 of 3 · Nothing more goes out." in said(shown)

    story.click("reply_interested", on=shown)
    marked = card(story, "Marked *Interested*")
    story.pass_time(minutes=9)
    story.click("reply_undo", on=marked)

    again = card(story, "Wrong person")
    assert "Marked" not in said(again)
    story.click("reply_wrong_person", on=again)
    marked = card(story, "Marked *Wrong person*")
    story.pass_time(minutes=10)
    story.click("reply_undo", on=marked)
    assert "too late" in said(story.dm("too late"))
    story.later(minutes=1)
    soon(lambda: "reply_undo" not in said(card(story, "Marked *Wrong person*")))


def test_not_now_comes_back_on_its_day_and_may_go_on(story: Story) -> None:
    shown = answered(story)

    story.click("reply_not_now", on=shown)
    assert "Grace" in str(story.modal("answer_not_now_form")["blocks"])
    assert story.submit()["ok"]
    card(story, "it comes back on Wed 3 Jun 2026")
    story.later(days=91)
    assert not [m for m in story.messages() if "Back to them today" in said(m)]

    story.later(days=1)
    back = story.dm("You wanted to come back to Grace Hopper today.")
    story.click("trouble_resume_answered", on=back)
    card(story, "goes on")
    story.work()
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2


def test_why_somebody_is_not_interested_stands_on_the_card(story: Story) -> None:
    shown = answered(story, "No, thank you: the pay is too low.")

    story.click("reply_not_interested", on=shown)
    story.modal("answer_not_interested_form")
    story.fill("answer_reason_chosen", "Pay")
    story.fill("answer_words_typed", "<b>half</b> of what she has")
    assert story.submit()["ok"]

    marked = card(story, "Marked *Not interested* (Pay: &lt;b&gt;half")
    assert "by <@U0ANA>" in said(marked)


def test_what_was_no_reply_goes_on_and_the_click_can_be_taken_back(story: Story) -> None:
    shown = answered(story, "Test, please ignore.")

    story.click("reply_not_a_reply", on=shown)
    marked = card(story, "the sequence goes on")
    story.click("reply_undo", on=marked)
    card(story, "Not a reply: resume")
    story.later(days=5)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1


def test_who_asks_not_to_be_written_to_is_left_alone_unless_it_was_misread(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text="Please remove me from your list.")
    story.later(minutes=2)
    told = story.dm("asked not to be written to")
    story.later(days=6)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1

    story.click("trouble_undo_opt_out", on=told)
    card(story, "Undone: Grace Hopper may be written to again.")
    story.work()
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2


def test_the_help_card_and_today_list_answers_that_wait_until_one_is_dealt_with(story: Story) -> None:
    shown = answered(story)
    soon(lambda: "Waits for your answer" in str(story.screen()["home"]))  # nobody has opened it again

    story.command("/sequence")
    assert "I am happy where I am" in said(story.dm("Waits for your answer"))
    story.command("/sequence today")
    assert "1 waiting for your answer" in said(story.dm("Today: "))

    story.click("reply_interested", on=shown)
    card(story, "Marked *Interested*")
    story.command("/sequence today")
    assert "waiting for your answer" not in said(story.dm("Nothing goes out today"))
    soon(lambda: "Waits for your answer" not in str(story.screen()["home"]))


def test_a_follower_hears_of_answers_and_a_claim_shows_on_every_copy(story: Story) -> None:
    scenes.ready(story)
    story.slack("command", user="U0BEN", channel="", text="/sequence follow Backend")
    scenes.enrolled(story)
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text="Gladly.")
    story.later(minutes=2)
    mine = story.dm("answered")

    story.click("reply_claim", on=mine)

    card(story, "<@U0ANA> has got it")
    theirs = soon(lambda: [m for m in as_ben(story) if "<@U0ANA> has got it" in said(m)])
    assert "Give it back" in said(theirs[0])


def test_a_soft_bounce_waits_until_she_lets_it_go_on_in_a_week(story: Story) -> None:
    mailbag.enrolled(story)
    mailbag.bounce("4.4.1", "451 4.4.1 No answer from the host")(story)
    story.later(minutes=2)
    told = story.dm("An email could not be delivered")
    story.later(days=4)

    story.click("trouble_in_a_week", on=told)
    soon(lambda: [m for m in story.messages() if "The sequence goes on Mon 16 Mar, 8:00" in said(m)])

    story.later(days=6)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
    story.later(days=3)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2


def as_ben(story: Story) -> list[Any]:
    """Read Ben's DM with Overture."""
    screen = ask(f"{story.address}/sandbox/slack/state?user=U0BEN")
    return [m for one in screen["channels"] if one["id"] == "D0BEN" for m in one["messages"]]
