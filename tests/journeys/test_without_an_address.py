"""Nobody knows an address yet: what is done by hand begins, then the address comes and the mail goes."""

from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE, GRACE_ADDRESS
from tests.journeys.story import Story, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def form_says(story: Story, words: str, *, not_words: str = "\0") -> Any:
    """Wait until the form says something, and no more something else."""

    def look() -> Any:
        drawn = str(story.modal("enroll_form")["blocks"])
        return words in drawn and not_words not in drawn

    return soon(look)


def test_by_hand_first_and_by_mail_once_there_is_an_address(story: Story) -> None:
    scenes.ready(story)
    story.command(f"/enroll {GRACE}")
    story.modal("enroll_form")
    story.choose("enroll_sequence_chosen", "Backend")
    form_says(story, "1. Email")
    story.fill("enroll_waits_ticked", True)
    form_says(story, "3. LinkedIn InMail", not_words="1. Email")
    assert story.submit()["ok"]
    assert "The first stage goes" in str(story.modal("enroll_done")["blocks"])
    story.slack("close", view_id=story.modal()["id"])

    reminder = story.dm("Send an InMail to")
    story.click("reminder_mark_sent", on=reminder)
    story.dm("Marked sent")
    story.later(days=3)
    assert scenes.mails(story, GRACE_ADDRESS) == []

    story.click("trouble_fix_address", on=story.dm("No address yet"))
    story.modal("fix_address_form")
    story.fill("fix_address_typed", GRACE_ADDRESS)
    assert story.submit()["ok"]
    story.dm("goes on")
    story.work_off()
    assert "Hello Grace" in scenes.mails(story, GRACE_ADDRESS)[0]["text"]
    for _ in range(6):
        story.later(days=1)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2
    assert len([one for one in story.messages() if "Send an InMail to" in said(one)]) == 0
