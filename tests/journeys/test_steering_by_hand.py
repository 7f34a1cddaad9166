"""Somebody in a sequence is steered from the answer to `/why`, over real wires."""

from typing import Any

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, said, soon


def why(story: Story, containing: str) -> Any:
    """Ask why about Grace, and wait for an answer that says something."""
    story.command("/why grace")
    return story.dm(containing)


def now_says(story: Story, containing: str) -> Any:
    """Wait until the answer that was clicked says something else."""
    return soon(lambda: next((m for m in reversed(story.messages()) if containing in said(m)), None))


def test_a_pause_keeps_the_next_mail_back_until_it_is_ended(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    answer = why(story, "Stage 2 (email) is due Fri 6 Mar")

    story.choose("why_menu", "Pause", on=answer)
    paused = now_says(story, "paused by hand")
    story.later(days=6)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1

    story.choose("why_menu", "Go on now", on=paused)
    now_says(story, "in progress")
    story.work()
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2


def test_a_snooze_of_a_month_lasts_a_month(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)

    story.choose("why_menu", "Snooze for a month", on=why(story, "Stage 2 (email) is due Fri 6 Mar"))

    now_says(story, "snoozed until Fri 3 Apr")
    story.later(days=30)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
    story.later(days=1)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2


def test_a_day_of_ones_own_is_picked_in_a_form(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)

    story.choose("why_menu", "Snooze until a date", on=why(story, "Stage 2 (email) is due Fri 6 Mar"))
    form = story.modal("break_form")
    assert "Grace" in str(form["blocks"])
    assert story.submit()["ok"]

    assert "goes on Tue 10 Mar, 8:00 (your time)." in str(story.modal("break_form_done")["blocks"])


def test_a_stop_ends_it_for_good(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)

    story.click("why_stop", on=why(story, "Stage 2 (email) is due Fri 6 Mar"))

    now_says(story, "stopped by hand")
    story.later(days=9)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
