"""A token of the workspace and two texts of one stage, from the form to the mailboxes of the candidates."""

import json
from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.story import Story, find, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MOST_PEOPLE = 14
"""So many people all getting the same of two texts would be one in eight thousand."""


def redrawn(story: Story, before: Any) -> Any:
    """Wait until the form is drawn anew."""
    return soon(lambda: (view := story.modal())["hash"] != before["hash"] and view)


def coin(story: Story, **typed: str) -> Any:
    """Ask for a token of the workspace; give the answer of Slack."""
    story.command("/sequence tokens")
    story.click("tokens_own", on=story.dm("may stand in a subject or a text"))
    story.modal("tokens_form")
    for field, value in typed.items():
        story.fill(f"tokens_{field}_typed", value)
    return story.submit()


def click(story: Story, action: str, label: str = "") -> Any:
    """Click in the stage form, or choose in it, and wait until it is drawn anew."""
    before = story.modal("stage_form")
    if label:
        story.choose(action, label, on=before)
    else:
        story.click(action, on=before)
    return redrawn(story, before)


def typed(form: Any) -> str:
    """Read what the text of the form starts with."""
    _, element = find(form["blocks"], "stage_body_typed")
    return json.dumps(element.get("initial_value"))


def write(story: Story) -> None:
    """Write a sequence whose first stage has two texts, the first with a token put in by the menu."""
    story.command("/sequence new Tried")
    story.click("sequence_add_stage", on=story.modal("sequence_editor"))
    story.modal("stage_form")
    story.fill("stage_subject_typed", "The first subject")
    story.fill("stage_body_typed", "Hello {{first_name}}, come to")
    form = click(story, "stage_token_inserted", "office_city")
    assert "come to {{office_city}}" in typed(form)
    assert find(form["blocks"], "stage_subject_typed")[1]["initial_value"] == "The first subject"
    click(story, "stage_variant_added")
    story.fill("stage_subject_typed", "The second subject")
    story.fill("stage_body_typed", "Would {{office_city}} be a place for you?")
    assert "come to {{office_city}}" in typed(click(story, "stage_variant_shown", "Variant A"))
    assert story.submit()["ok"]
    soon(lambda: "2 variants" in json.dumps(story.modal("sequence_editor")))
    before = scenes.editor_hash(story)
    scenes.add_stage(story, "email", "And again, {{first_name}}", days=1)
    assert scenes.editor_hash(story) != before
    assert story.submit()["ok"]
    soon(lambda: story.modal("sequence_saved"))
    story.slack("close", view_id=story.modal()["id"])


def enroll(story: Story, name: str) -> Any:
    """Enroll somebody, let their mail go, and read it."""
    address = f"{name}.doe@example.com"
    link = f"https://www.linkedin.com/in/{name}-doe/"
    assert scenes.enroll(story, link, address, "Tried")["ok"]
    soon(lambda: story.modal("enroll_done"))
    story.slack("close", view_id=story.modal()["id"])
    for _ in range(4):
        story.later(minutes=2)
        if mails := scenes.mails(story, address):
            return mails[0]
    raise AssertionError("no mail came")


def test_both_texts_go_out_with_the_token_filled_in_and_keep_their_thread(story: Story) -> None:
    scenes.connect(story)
    assert coin(story, name="office_city", about="Where they would work", value="Lisbon")["ok"]
    soon(lambda: "Added." in json.dumps(story.modal("tokens_form")))
    story.slack("close", view_id=story.modal()["id"])
    write(story)

    got: dict[str, str] = {}
    for number in range(MOST_PEOPLE):
        name = f"jane{'abcdefghijklmn'[number]}"
        mail = enroll(story, name)
        got[mail["subject"]] = name
        expected = {
            "The first subject": "come to Lisbon",
            "The second subject": "Would Lisbon be a place for you?",
        }
        assert expected[mail["subject"]] in json.dumps(mail)
        if len(got) == 2:
            break
    assert len(got) == 2

    story.later(days=1, hours=1)
    for _ in range(MOST_PEOPLE):
        story.later(minutes=2)
    for subject, name in got.items():
        subjects = [mail["subject"] for mail in scenes.mails(story, f"{name}.doe@example.com")]
        assert subjects == [subject, f"Re: {subject}"]

    story.command("/sequence status Tried")
    told = said(story.dm("Too early to say"))
    assert "of 100 sent" in told
    assert "Variant B" in told


def test_a_token_that_is_used_stays_and_one_of_everybody_is_no_name(story: Story) -> None:
    scenes.connect(story)
    coin(story, name="office_city", about="Where they would work", value="Lisbon")
    soon(lambda: "Added." in json.dumps(story.modal("tokens_form")))
    form = story.modal("tokens_form")
    story.fill("tokens_name_typed", "company")
    story.fill("tokens_about_typed", "Theirs")
    assert "there already" in story.submit()["errors"]["tokens_name:1"]
    story.slack("close", view_id=form["id"])
    write(story)

    story.command("/sequence tokens")
    story.click("tokens_own", on=story.dm("may stand in a subject or a text"))
    story.choose("tokens_remove", "office_city", on=story.modal("tokens_form"))

    refusal = soon(lambda: (view := story.modal()) and view["callback_id"] != "tokens_form" and view)
    assert "is used by “Tried”" in json.dumps(refusal, ensure_ascii=False)
    story.slack("close", view_id=refusal["id"])
    assert "office_city" in json.dumps(story.modal("tokens_form"))
