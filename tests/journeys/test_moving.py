"""Somebody is moved to another sequence from the answer to `/why`, over real wires."""

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_whoever_is_moved_goes_on_by_the_other_sequence_and_reads_nothing_twice(story: Story) -> None:
    scenes.ready(story)
    story.command("/sequence new Data, Paris")
    scenes.add_stage(story, "email", scenes.FIRST, subject="A thought for {{first_name}}")
    scenes.add_stage(story, "email", "Paris is lovely, {{first_name}}.", days=1)
    assert story.submit()["ok"]
    story.modal("sequence_saved")
    story.slack("close", view_id=story.modal()["id"])
    scenes.enrolled(story)

    story.command("/why grace")
    story.choose("why_menu", "Move to another sequence", on=story.dm("is due"))
    story.modal("transfer_form")
    story.choose("transfer_sequence_chosen", "Data, Paris")
    soon(lambda: "When it would go" in str(story.modal("transfer_form")["blocks"]))
    assert story.submit()["ok"]
    assert "Data, Paris" in str(story.modal("transfer_done")["blocks"])

    for _ in range(6):
        story.later(days=1)
    texts = [mail["text"] for mail in scenes.mails(story, GRACE_ADDRESS)]
    assert len(texts) == 2
    assert "Paris is lovely, Grace." in texts[1]
    assert not any("Send an InMail" in str(message) for message in story.messages())
