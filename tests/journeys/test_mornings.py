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


def test_the_last_of_many_is_held_in_the_window_that_has_them_all(story: Story) -> None:
    scenes.ready(story)
    story.pass_time(hours=12)  # at night, so that everybody waits for the morning
    people = [f"grace.hop{letter}@example.com" for letter in "abcdefg"]
    story.command(f"/enroll {' '.join(people)} in Backend")
    soon(lambda: "Enroll all 7 ready" in str(story.modal("review")))
    story.click("review_enroll_all")
    soon(lambda: "7 enrolled" in str(story.modal("review")))
    story.slack("close", view_id=story.modal()["id"])
    story.later(hours=10, minutes=50)

    morning = story.dm("Good morning")
    story.click("today_see_all", on=morning)
    window = story.modal("today_all")
    [last] = [one["block_id"] for one in window["blocks"] if "Hopg" in str(one.get("text", ""))]
    block = last.replace("today:", "today:do:")
    story.slack("action", view_id=window["id"], block_id=block, action_id="today_hold", state={})
    soon(lambda: "Release" in str(story.modal("today_all")))
    story.later(minutes=15)
    for _ in people:  # mails leave one by one
        story.later(minutes=3)

    assert [len(scenes.mails(story, one)) for one in people] == [1, 1, 1, 1, 1, 1, 0]
    story.click("today_hold", on=morning)
    assert "That has gone out or ended already" in said(story.dm("nothing was changed"))
    assert not any("Good morning" in said(one) for one in story.messages())


def test_whoever_wants_none_gets_none(story: Story) -> None:
    drawn = story.home()
    story.click("settings_open", on={"blocks": drawn["blocks"], "id": drawn["id"], "callback_id": "home"})
    story.modal("settings")
    story.fill("settings_morning_chosen", "no")
    assert story.submit()["ok"]

    until_friday_morning(story)

    assert not any("Good morning" in said(message) for message in story.messages())
