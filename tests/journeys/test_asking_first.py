"""Ana wants to see an email before it leaves, writes it anew for Grace, and leaves out another."""

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, find, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def tick(story: Story, action: str) -> None:
    """Tick the one box of an input of the modal on top."""
    view = story.modal()
    block, element = find(view["blocks"], action)
    state = {"type": "checkboxes", "selected_options": element["options"]}
    answer = story.slack(
        "type", view_id=view["id"], block_id=block["block_id"], action_id=action, state=state
    )
    assert "error" not in answer, answer


def kept(story: Story) -> None:
    """Submit the form of a stage, and wait for the editor beneath it."""
    before = scenes.editor_hash(story)
    assert story.submit()["ok"]
    soon(lambda: scenes.editor_hash(story) != before and story.modal("sequence_editor"))


def written(story: Story) -> None:
    """Write two emails, both of which Ana wants to see first."""
    scenes.connect(story)
    story.command("/sequence new Backend, Berlin")
    for number, body in enumerate((scenes.FIRST, scenes.SECOND)):
        story.click("sequence_add_stage", on=story.modal("sequence_editor"))
        story.modal("stage_form")
        if number:
            story.fill("stage_delay_typed", 3)
        else:
            story.fill("stage_subject_typed", "A thought for {{first_name}}")
        story.fill("stage_body_typed", body)
        tick(story, "stage_ask_first_ticked")
        kept(story)
    assert story.submit()["ok"]
    soon(lambda: story.modal("sequence_saved"))
    story.slack("close", view_id=story.modal()["id"])


def test_an_email_leaves_in_the_words_ana_gave_it_and_the_next_is_left_out(story: Story) -> None:
    written(story)
    scenes.enrolled(story)
    card = story.dm("Before it leaves")
    assert "your work at your team is remarkable" in said(card)
    assert scenes.mails(story, GRACE_ADDRESS) == []

    story.click("question_edit", on=card)
    assert find(story.modal("question_form")["blocks"], "question_subject_typed")[1]["initial_value"] == (
        "A thought for Grace"
    )
    story.fill("question_subject_typed", "Grace, about {{role}}")
    story.fill("question_text_typed", "Dear Grace, we **met** in {{company}}.")
    assert story.submit()["ok"]
    soon(lambda: "Allowed, in your words" in said(story.dm("Before it leaves")))
    story.click("question_send", on=card)  # a stale button is harmless
    story.work()

    (mail,) = scenes.mails(story, GRACE_ADDRESS)
    assert mail["subject"] == "Grace, about {{role}}"
    assert "we met in {{company}}." in mail["text"]
    assert "<strong>met</strong>" in mail["html"]
    story.later(days=3)
    second = story.dm("Did my mail reach you, Grace?")
    story.click("question_skip", on=second)
    soon(lambda: "It was left out by <@U0ANA>" in said(story.dm("Before it leaves")))
    story.later(days=3)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
    story.command("/why Grace")
    assert story.dm("in words written for them")


def test_an_answer_meanwhile_settles_the_card_by_itself(story: Story) -> None:
    written(story)
    scenes.enrolled(story)
    story.click("question_send", on=story.dm("Before it leaves"))
    soon(lambda: "Allowed" in said(story.dm("Before it leaves")))
    story.work_off()
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
    story.later(days=3)
    card = story.dm("Did my mail reach you, Grace?")

    story.google("answer", address=GRACE_ADDRESS, kind="reply", text="Yes, let us talk.")
    story.later(minutes=2)
    soon(lambda: "They have answered meanwhile" in said(story.dm("Before it leaves")))
    story.click("question_send", on=card)

    story.later(days=3)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
