"""What the workspace decides: whom nobody may approach, where data come from, how long people are kept."""

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS, GRACE_ADDRESS
from tests.journeys.story import ANA, Story, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def under(story: Story, **changes: str) -> None:
    """Let Overture run with other settings."""
    story.changes |= changes
    story.restart()


def test_a_blocked_domain_stops_who_is_written_to_and_keeps_others_out(story: Story) -> None:
    under(story, ADMINS=ANA)
    scenes.ready(story)
    scenes.enrolled(story)
    story.command("/sequence block example.com because they are a client")
    story.dm("1 in sequences was stopped.")

    scenes.enroll(story, ALAN, ALAN_ADDRESS)
    soon(lambda: "they are a client" in str(story.modal()["blocks"]))
    for _ in range(2):
        story.slack("close", view_id=story.modal()["id"])
    story.later(days=4)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1

    story.command("/sequence unblock example.com")
    story.dm("may be approached again")
    scenes.enroll(story)
    soon(lambda: "should lie between" in str(story.modal("enroll_form")))


def test_the_first_mail_says_where_data_come_from_and_who_is_finished_is_forgotten(story: Story) -> None:
    under(story, SOURCE_LINE="I found you on {{source}}.", RETENTION_MONTHS="2")
    scenes.connect(story)
    story.command("/sequence new One mail")
    scenes.add_stage(story, "email", scenes.FIRST, subject="A thought for {{first_name}}")
    scenes.add_stage(story, "email", scenes.SECOND, days=1)
    assert story.submit()["ok"]
    story.modal("sequence_saved")
    scenes.enrolled(story, sequence="One mail")
    story.later(days=2)
    first, second = (mail["text"] for mail in scenes.mails(story, GRACE_ADDRESS))
    assert "I found you on linkedin.com." in first
    assert "I found you" not in second

    story.later(days=50)
    story.command("/why grace")
    story.dm("every stage is done")
    story.later(days=50)
    assert story.overture is not None
    story.overture.loops.tick("privacy")
    story.command("/why grace")
    story.dm("I know nobody called")
