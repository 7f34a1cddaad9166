"""After enrolling: taken back, written anew for one person, stopped together with others; over real wires."""

from typing import Any

from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS, GRACE_ADDRESS
from tests.journeys.story import Story, find, soon


def opened(story: Story, callback: str) -> Any:
    """Wait for a modal on top."""
    return soon(lambda: story.modal(callback))


def begins_with_a_call(story: Story) -> None:
    """Write a sequence whose first stage is done by hand, so that nothing leaves by itself."""
    story.command("/sequence new")
    story.modal("sequence_editor")
    story.fill("sequence_name_typed", "Backend, by phone")
    scenes.add_stage(story, "call", "Ring {{first_name}}")
    scenes.add_stage(story, "email", scenes.SECOND, subject="A thought", days=1)
    assert story.submit()["ok"]
    soon(lambda: story.modal("sequence_saved"))
    story.slack("close", view_id=story.modal()["id"])


def test_one_is_written_to_in_words_of_her_own_or_taken_back(story: Story) -> None:
    scenes.connect(story)
    begins_with_a_call(story)
    assert scenes.enroll(story)["ok"]
    done = opened(story, "enroll_done")

    story.click("person_stages", on=done)
    stages = opened(story, "their_stages")
    story.choose("their_stages_menu", "Write it for them", on=stages, nth=1)
    opened(story, "own_stage_form")
    story.fill("own_stage_body_typed", "Only for you, {{first_name}}.")
    assert story.submit()["ok"]
    assert "Only for you, Grace." in str(opened(story, "own_stage_saved")["blocks"])
    story.slack("close", view_id=story.modal()["id"])
    soon(lambda: "in words of their own" in str(story.modal("their_stages")["blocks"]))
    story.choose("their_stages_menu", "Begin here", nth=1)
    soon(lambda: "began at stage 2" in str(story.modal("their_stages")["blocks"]))
    story.work_off()
    assert "Only for you, Grace." in str(scenes.mails(story, GRACE_ADDRESS))

    for _ in range(2):
        story.slack("close", view_id=story.modal()["id"])
    assert scenes.enroll(story, ALAN, ALAN_ADDRESS)["ok"]
    story.click("person_undo", on=opened(story, "enroll_done"))
    assert "Nothing was sent" in str(opened(story, "person_undone")["blocks"])
    story.later(days=3)
    assert scenes.mails(story, ALAN_ADDRESS) == []


def test_many_are_stopped_at_once(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    scenes.enrolled(story, ALAN, ALAN_ADDRESS)

    before = [len(scenes.mails(story, to)) for to in (GRACE_ADDRESS, ALAN_ADDRESS)]

    story.command("/sequence people Backend")
    people = opened(story, "crowd")
    assert len(find(people["blocks"], "crowd_people_ticked")[1]["options"]) == 2
    story.fill("crowd_everybody_ticked", True)
    story.fill("crowd_deed_chosen", "Stop for good")
    assert story.submit()["ok"]

    assert "done with 2 of 2 people" in str(opened(story, "crowd_done")["blocks"])
    story.later(days=9)
    assert [len(scenes.mails(story, to)) for to in (GRACE_ADDRESS, ALAN_ADDRESS)] == before
