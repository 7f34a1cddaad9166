"""Restarting the process at any point of the story changes nothing: all that matters is in the database."""

import json
import shutil
from pathlib import Path

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS, GRACE_ADDRESS
from tests.journeys.story import Story, said


def test_the_story_ends_the_same_with_a_restart_before_every_step(story: Story) -> None:
    scenes.connect(story)
    story.restart()
    story.command("/sequence new Backend, Berlin")
    story.modal("sequence_editor")
    scenes.add_stage(story, "email", scenes.FIRST, subject="A thought for {{first_name}}")
    story.restart()
    scenes.add_stage(story, "email", scenes.SECOND, days=3)
    scenes.add_stage(story, "inmail", scenes.INMAIL, days=2, unit="days")
    story.restart()
    assert story.submit()["ok"]
    story.restart()
    scenes.enrolled(story)
    scenes.enrolled(story, ALAN, ALAN_ADDRESS)
    story.command("/sequence digest #recruiting daily at 9:00", channel="C0RECRUIT")
    story.restart()
    story.later(minutes=5)
    assert len(scenes.mails(story, ALAN_ADDRESS)) == 1
    story.google("answer", address=ALAN_ADDRESS, kind="reply", text="Gladly!")
    story.restart()
    story.later(days=3)
    assert "Gladly!" in said(story.dm("Gladly!"))
    story.restart()
    story.later(days=3)
    reminder = story.dm("Hi Grace, shall we talk")
    story.restart()
    story.click("reminder_mark_sent", on=reminder)
    story.dm("Marked sent")
    story.later(days=30)

    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2
    assert len(scenes.mails(story, ALAN_ADDRESS)) == 1
    story.command("/sequence show backend")
    shown = said(story.dm("Did my mail reach you")).lower()
    assert "finished" in shown
    assert "replied" in shown
    reminders = [m for m in story.messages() if "shall we talk" in json.dumps(m)]
    assert len(reminders) <= 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_one_application_may_be_stopped_and_started_again(story: Story) -> None:
    assert story.overture is not None
    story.overture.stop()
    story.overture.start()

    scenes.ready(story)
    scenes.enrolled(story)

    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_restored_copy_of_the_database_sends_nothing_twice(story: Story, tmp_path: Path) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.stop()
    shutil.copytree(tmp_path, tmp_path.parent / f"{tmp_path.name}-copy")
    story.start()
    story.later(days=3, minutes=1)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2
    story.stop()
    shutil.copytree(tmp_path.parent / f"{tmp_path.name}-copy", tmp_path, dirs_exist_ok=True)

    story.start()
    story.later(minutes=5)
    story.later(days=3)

    assert len(scenes.mails(story, GRACE_ADDRESS)) == 2
    assert story.dm("Hi Grace, shall we talk")
