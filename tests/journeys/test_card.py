"""A candidate's card opens from `/why`, and what is typed there is true at once, over real wires."""

from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, soon

NEW_ADDRESS = "grace@navy.example"


def test_details_and_addresses_are_changed_and_the_next_mail_goes_to_the_new_one(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.command("/why grace hopper")
    story.click("candidate_open", on=story.dm("is due"))
    assert "went out" in str(story.modal("candidate_card")["blocks"])

    story.click("candidate_edit")
    form = story.modal("candidate_edit_form")
    titled = next(block for block in form["blocks"] if block.get("block_id") == "candidate_line:title")
    story.slack(
        "type",
        view_id=form["id"],
        block_id=titled["block_id"],
        action_id="candidate_line_typed",
        state={"type": "plain_text_input", "value": "Rear Admiral"},
    )
    assert story.submit()["ok"]
    soon(lambda: "Rear Admiral" in str(story.modal("candidate_card")["blocks"]))

    story.click("candidate_add_address")
    story.modal("candidate_address_form")
    story.fill("candidate_address_typed", NEW_ADDRESS)
    assert story.submit()["ok"]
    soon(lambda: NEW_ADDRESS in str(story.modal("candidate_card")["blocks"]))
    story.choose("candidate_address_menu", "Prefer this one")
    soon(lambda: "candidate_use_address" in str(story.modal("candidate_card")["blocks"]))
    story.click("candidate_use_address")
    soon(lambda: "preferred address now" in str(story.modal("candidate_card")["blocks"]))

    story.slack("close", view_id=story.modal()["id"])
    story.later(days=3, hours=4)
    counts = [len(scenes.mails(story, address)) for address in (GRACE_ADDRESS, NEW_ADDRESS)]
    assert counts == [1, 1]
