"""Any number of stages, through the modal's own clicks."""

import json

import pytest

from tests.journeys import scenes
from tests.journeys.story import Story, ask, find, said, soon

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite"], indirect=True
)  # the story itself runs on both


def test_a_hundred_and_twenty_stages_are_built_by_clicks(story: Story) -> None:
    ask(f"{story.address}/sandbox/slack/pace", {"generosity": 100})
    story.command("/sequence new Very long")
    story.modal("sequence_editor")
    scenes.add_stage(story, "task", "Look at the profile again")

    for count in range(2, 121):
        act(story, "Duplicate", 0)
        assert f"{count} stages" in json.dumps(story.modal())

    assert story.submit()["ok"]
    story.command("/sequence list")
    assert "120 stages" in said(story.dm("Very long"))


def test_pages_turn_and_stages_move_and_go(story: Story) -> None:
    story.command("/sequence new Pages")
    story.modal("sequence_editor")
    for number in range(1, 13):
        scenes.add_stage(story, "task", f"Task number {number}")
    assert "Task number 12" in json.dumps(story.modal())

    turn(story, "sequence_previous_page")
    assert "Task number 10" in json.dumps(story.modal())
    act(story, "Move down", 0)
    assert order(story)[:2] == ["Task number 2", "Task number 1"]
    act(story, "Delete", 0)

    assert order(story)[0] == "Task number 1"
    assert "11 stages" in json.dumps(story.modal())


def turn(story: Story, action: str) -> None:
    before = scenes.editor_hash(story)
    story.click(action)
    soon(lambda: scenes.editor_hash(story) != before)


def act(story: Story, verb: str, nth: int) -> None:
    before = scenes.editor_hash(story)
    story.choose("sequence_stage_menu", verb, on=story.modal("sequence_editor"), nth=nth)
    soon(lambda: scenes.editor_hash(story) != before)


def order(story: Story) -> list[str]:
    rows = [
        block["text"]["text"]
        for block in story.modal()["blocks"]
        if block["block_id"].startswith("sequence_stage")
    ]
    return [row[row.index("Task number") :].split("\n")[0].rstrip("_*") for row in rows]


def test_what_is_typed_on_the_desk_survives_closing(story: Story) -> None:
    story.command("/sequence new Half done")
    story.modal("sequence_editor")
    scenes.add_stage(story, "email", "Hello {{first_name}}", subject="Hi")
    story.slack("close", view_id=story.modal()["id"])

    story.restart()
    story.command("/sequence new")

    editor = story.modal("sequence_editor")
    _, name = find(editor["blocks"], "sequence_name_typed")
    assert name["initial_value"] == "Half done"
    assert "1 stage" in json.dumps(editor)


def test_a_double_click_adds_one_stage(story: Story) -> None:
    story.command("/sequence new Twice")
    story.modal("sequence_editor")
    scenes.add_stage(story, "task", "Once only")
    editor = story.modal("sequence_editor")

    # The second click comes before the first has drawn anything: Slack sends it with the same hash.
    story.slack("fault", method="views.update", kind="slow", times=1, retry_after=2)
    story.choose("sequence_stage_menu", "Duplicate", on=editor)
    story.choose("sequence_stage_menu", "Duplicate", on=editor)

    soon(lambda: scenes.editor_hash(story) != editor["hash"])
    assert "2 stages" in json.dumps(story.modal())
