"""What the day brings comes in the morning, with a Hold that truly holds."""

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def until_friday_morning(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.later(minutes=5)
    story.later(days=2, hours=22, minutes=45)  # ten to nine on Friday


def test_what_goes_out_today_can_be_held_from_the_message_of_the_morning(story: Story) -> None:
    until_friday_morning(story)
    morning = story.dm("Good morning")
    assert "Grace" in said(morning)

    story.click("today_hold", on=morning)
    soon(lambda: "Release" in said(story.dm("Today")))
    story.later(hours=4)
    story.click("candidate_open", on={**story.home(), "callback_id": "home"})
    assert GRACE_ADDRESS in str(story.modal("candidate_card"))

    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1


def test_whoever_wants_none_gets_none(story: Story) -> None:
    drawn = story.home()
    story.click("settings_open", on={"blocks": drawn["blocks"], "id": drawn["id"], "callback_id": "home"})
    story.modal("settings")
    story.fill("settings_morning_chosen", "no")
    assert story.submit()["ok"]

    until_friday_morning(story)

    assert not any("Good morning" in said(message) for message in story.messages())
