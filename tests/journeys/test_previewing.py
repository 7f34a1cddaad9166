"""A sequence is looked at as somebody would get it, and one of its mails comes to its writer."""

import json
from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS, FIRST
from tests.journeys.story import Story, find, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def previewed(story: Story) -> None:
    story.command("/sequence new Frontend")
    story.modal("sequence_editor")
    scenes.add_stage(story, "email", FIRST, subject="A thought for {{first_name}}")
    story.click("sequence_preview")
    story.modal("preview")


def shown(story: Story) -> str:
    return json.dumps(story.modal("preview"), ensure_ascii=False)


def trials(story: Story) -> list[Any]:
    return [mail for mail in scenes.mails(story, "ana@acme.example") if mail["subject"].startswith("[Test]")]


def test_it_is_shown_as_somebody_she_has_enrolled(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story, ALAN, ALAN_ADDRESS)
    previewed(story)
    surface = story.modal("preview")
    block, _ = find(surface["blocks"], "preview_person_chosen")
    where = {"view_id": surface["id"], "block_id": block["block_id"], "action_id": "preview_person_chosen"}

    options = story.slack("options", **where, query="tur")["options"]
    alan = next(one for one in options if "Turing" in one["text"]["text"])
    state = {"type": "external_select", "selected_option": alan}
    story.slack("action", **where, state=state)

    soon(lambda: "as Alan Turing would get it" in shown(story))
    assert "Hello Alan" in shown(story)


def test_a_test_of_a_mail_comes_to_her_alone(story: Story) -> None:
    scenes.connect(story)
    previewed(story)

    story.click("preview_try")

    soon(lambda: "marked as a test" in shown(story))
    (mail,) = trials(story)
    assert mail["subject"] == "[Test] A thought for Grace"
    assert "Talent Partner, Acme" in json.dumps(mail)


def test_a_text_that_is_being_typed_is_tried_as_it_stands(story: Story) -> None:
    scenes.connect(story)
    story.command("/sequence new Frontend")
    story.modal("sequence_editor")
    story.click("sequence_add_stage")
    story.modal("stage_form")
    story.fill("stage_subject_typed", "Not saved yet")
    story.fill("stage_body_typed", "Hello {{first_name}}")

    story.click("stage_try")

    soon(lambda: "marked as a test" in json.dumps(story.modal("stage_form")))
    (mail,) = trials(story)
    assert mail["subject"] == "[Test] Not saved yet"


def test_without_gmail_it_says_why_in_place(story: Story) -> None:
    previewed(story)

    story.click("preview_try")

    soon(lambda: "Your Gmail is not connected." in shown(story))
