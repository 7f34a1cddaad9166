"""A second click before the first has drawn anything: the screen ends up showing what lies on the desk."""

import json
import time

import pytest

from storage.models import Draft
from tests.journeys import scenes
from tests.journeys.story import Story, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LATE = 1


def two_tasks(story: Story) -> dict[str, object]:
    """Write two stages, and let Slack take its time over the next drawing."""
    story.command("/sequence new Hasty")
    story.modal("sequence_editor")
    scenes.add_stage(story, "task", "First task")
    scenes.add_stage(story, "task", "Second task")
    editor: dict[str, object] = story.modal("sequence_editor")
    story.slack("fault", method="views.update", kind="slow", times=1, retry_after=LATE)
    return editor


def stages_on_the_desk(story: Story) -> int:
    assert story.overture is not None
    with story.overture.db.reading() as tx:
        return len(tx.query(Draft).one().content["stages"])


def test_the_click_that_draws_last_draws_what_both_have_done(story: Story) -> None:
    editor = two_tasks(story)

    story.choose("sequence_stage_menu", "Delete", on=editor, nth=0)
    story.choose("sequence_stage_menu", "Duplicate", on=editor, nth=1)
    time.sleep(LATE + 0.5)

    drawn = json.dumps(story.modal("sequence_editor"))
    assert "2 stages" in drawn
    assert "First task" not in drawn


def test_a_late_drawing_does_not_stand_over_what_was_saved(story: Story) -> None:
    editor = two_tasks(story)

    story.choose("sequence_stage_menu", "Duplicate", on=editor, nth=0)
    soon(lambda: stages_on_the_desk(story) == 3)  # the click is taken down, and drawn later
    story.submit()
    time.sleep(LATE + 0.5)

    assert "is saved: 3 stages" in json.dumps(story.modal("sequence_saved"))
