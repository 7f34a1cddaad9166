"""A value that is missing holds a message and asks: a neutral phrase with one tap, the value itself, or without it."""

from typing import Any

import pytest

from storage.models import Candidate
from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS, GRACE, GRACE_ADDRESS
from tests.journeys.story import Story, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ADA, ADA_ADDRESS = "https://www.linkedin.com/in/ada-lovelace/", "ada.lovelace@example.com"
PEOPLE = {GRACE: GRACE_ADDRESS, ALAN: ALAN_ADDRESS, ADA: ADA_ADDRESS}


def lacking(story: Story) -> None:
    """Write to three people whose school was known, and is not when the second mail speaks of it."""
    scenes.connect(story)
    story.command("/sequence new Campus")
    scenes.add_stage(story, "email", scenes.FIRST, subject="A thought for {{first_name}}")
    scenes.add_stage(story, "email", "What you did at {{school}} is remarkable.", days=1)
    scenes.add_stage(story, "email", "One last question.", days=1)
    assert story.submit()["ok"]
    story.modal("sequence_saved")
    for link, address in PEOPLE.items():
        assert scenes.enroll(story, link, address, "Campus", enroll_school_typed="Vassar")["ok"]
        story.slack("close", view_id=story.modal("enroll_done")["id"])
    assert story.overture is not None
    with story.overture.db.transaction() as tx:
        tx.query(Candidate).update({Candidate.school: ""})
    for _ in range(3):
        story.later(minutes=5)
    story.later(days=1, hours=1)


def asked(story: Story, name: str, word: str = "A value is missing") -> Any:
    """Wait for the card of somebody that says a word."""
    story.work()
    return soon(lambda: next((m for m in story.messages() if name in said(m) and word in said(m)), None))


def latest(story: Story, address: str) -> str:
    return str(scenes.mails(story, address)[-1]["text"])


def test_each_is_mended_from_its_card_and_leaves_as_it_was_shown(story: Story) -> None:
    lacking(story)
    assert [len(scenes.mails(story, address)) for address in PEOPLE.values()] == [1, 1, 1]

    card = asked(story, "Grace")
    assert "What you did at your studies is remarkable." in said(card)
    story.click("trouble_use_fallback", on=card)
    asked(story, "Grace", "goes on with")

    story.click("trouble_fill_in", on=asked(story, "Alan"))
    story.modal("fill_in_form")
    story.fill("fill_in_value_typed", "Princeton")
    assert story.submit()["ok"]

    story.click("trouble_skip", on=asked(story, "Ada"))
    asked(story, "Ada", "kipped")

    for _ in range(3):
        story.later(minutes=5)
    assert "at your studies is remarkable" in latest(story, GRACE_ADDRESS)
    assert "at Princeton is remarkable" in latest(story, ALAN_ADDRESS)
    for _ in range(6):
        story.later(days=1)
    assert [len(scenes.mails(story, address)) for address in PEOPLE.values()] == [3, 3, 2]
    assert "One last question" in latest(story, ADA_ADDRESS)
