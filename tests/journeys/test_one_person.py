"""Somebody met twice is one person: asked when they are enrolled, merged on their card, over real wires."""

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, find, said, soon

OTHER_LINK = "https://www.linkedin.com/in/grace-hopper-77/"
OTHER_ADDRESS = "admiral@example.org"


def test_a_namesake_is_asked_about_and_two_records_become_one(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)

    story.command(f"/enroll {OTHER_LINK}")
    form = story.modal("enroll_form")
    assert "Same person?" in str(form["blocks"])
    story.fill("enroll_address_typed", OTHER_ADDRESS)
    story.choose("enroll_sequence_chosen", "Backend")
    soon(lambda: story.modal("enroll_form")["hash"] != form["hash"])
    assert not story.submit()["ok"]
    before = story.modal("enroll_form")["hash"]
    story.choose("enroll_same_chosen", "No, somebody else")
    soon(lambda: story.modal("enroll_form")["hash"] != before)
    assert story.submit()["ok"]
    soon(lambda: story.modal("enroll_done"))
    story.slack("close", view_id=story.modal()["id"])
    story.work_off()
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1  # the other waits: mails leave one by one

    story.command(f"/why {GRACE_ADDRESS}")
    story.click("candidate_open", on=story.dm("is due"))
    card = story.modal("candidate_card")
    assert OTHER_ADDRESS not in str(card["blocks"])
    story.click("candidate_merge")
    form = story.modal("candidate_merge_form")
    block, _ = find(form["blocks"], "candidate_with_chosen")
    where = {"view_id": form["id"], "block_id": block["block_id"], "action_id": "candidate_with_chosen"}
    [option] = story.slack("options", **where, query="")["options"]
    state = {"type": "external_select", "selected_option": option}
    story.slack("type", **where, state=state)
    assert story.submit()["ok"]
    confirm = story.modal("candidate_merge_confirm")
    assert "This stops" in str(confirm["blocks"])
    assert story.submit()["ok"]

    soon(lambda: OTHER_ADDRESS in str(story.modal("candidate_card")["blocks"]))
    story.slack("close", view_id=story.modal()["id"])
    story.later(days=3, hours=4)
    sent = [len(scenes.mails(story, address)) for address in (GRACE_ADDRESS, OTHER_ADDRESS)]
    assert sent == [2, 0]
    story.command(f"/why {OTHER_ADDRESS}")
    assert "in this sequence twice" in said(story.dm("in this sequence twice"))
