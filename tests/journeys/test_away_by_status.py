"""Ana lets her Slack status say that she is away: what is due stays, and goes when it is gone; over real wires."""

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def home_says(story: Story, words: str) -> bool:
    """Wait until the Home tab says something."""
    return soon(lambda: words in str(story.screen()["home"]["blocks"]))


def looked_at(story: Story, is_away: bool) -> None:
    """Let ten minutes pass, and Overture look at the status."""
    story.later(minutes=10)
    home_says(story, "Slack status says that you are away" if is_away else "Away for a while?")


def received(story: Story) -> int:
    return len(scenes.mails(story, GRACE_ADDRESS))


def goes_on(story: Story) -> int:
    """Let some seconds pass; count what Grace has."""
    story.later(minutes=0.1)
    return received(story)


def test_a_mail_stays_while_the_status_says_away_and_goes_when_it_is_gone(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.click("away_status", on=story.home())
    story.modal("away_form")
    assert story.submit()["ok"]
    assert "status is read" in str(story.modal("away_form_done"))

    story.slack("status", proposed="In a meeting")
    looked_at(story, is_away=False)
    story.slack("status", proposed="Vacationing")
    story.slack("fault", method="users.info", kind="error:fatal_error")
    story.later(minutes=10)
    looked_at(story, is_away=True)
    story.later(days=8)
    assert received(story) == 1
    story.command("/why grace")
    assert "has no day yet" in said(story.dm("Ana is away until their Slack status changes."))

    story.slack("status")
    story.slack("fault", method="users.info", kind="ratelimited", retry_after=1)
    story.later(minutes=10)
    assert received(story) == 1
    soon(lambda: goes_on(story) == 2)
    home_says(story, "Away for a while?")


def test_i_am_back_counts_for_more_than_the_status(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.click("away_status", on=story.home())
    story.modal("away_form")
    story.submit()
    story.slack("status", proposed="Vacationing")
    looked_at(story, is_away=True)

    story.click("away_back", on=story.screen()["home"])
    home_says(story, "Away for a while?")
    for _ in range(2):
        looked_at(story, is_away=False)
    story.later(days=8)

    assert received(story) == 2
