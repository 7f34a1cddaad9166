"""Somebody is forgotten, over real wires, and nobody adds them again by accident."""

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE, GRACE_ADDRESS
from tests.journeys.story import Story, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_whoever_is_forgotten_leaves_slack_and_is_refused_from_then_on(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.google("answer", address=GRACE_ADDRESS, kind="reply")
    story.later(minutes=2)
    story.dm("Grace")

    story.command("/sequence export person grace")
    soon(lambda: GRACE_ADDRESS in str(story.modal("sequence_exported")))
    story.command("/sequence forget grace")
    assert "Grace Hopper" in str(soon(lambda: story.modal("forget_form")))
    assert story.submit()["ok"]
    assert "is forgotten" in str(story.modal("forget_done")["blocks"])
    story.work_off()

    story.dm("This person was forgotten.")
    assert not any("Grace" in said(message) for message in story.messages())
    story.command(f"/enroll {GRACE}")
    soon(lambda: "asked to be forgotten" in str(story.modal("enroll_form")))
