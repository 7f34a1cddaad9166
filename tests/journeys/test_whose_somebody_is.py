"""Ana would enroll somebody Ben is in touch with: she is told, asks him, or says why she does it all the same."""

from typing import Any

import pytest

from storage.household import LoggedTouch
from storage.models import Candidate, Enrollment, Override, Recruiter, Sequence
from storage.statuses import Access
from tests.journeys import scenes
from tests.journeys.story import Story, ask, find, said, soon
from tests.journeys.test_who_comes_in import BEN

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BOX, WHY = "enroll_override_ticked", "enroll_why_typed"


def bens(story: Story) -> None:
    """Let Ben be in touch with Grace, in the sequence they share; Ana has another one."""
    scenes.ready(story)
    scenes.enrolled(story)
    assert story.overture is not None
    story.slack("command", user=BEN, channel="D0BEN", text="/sequence list")
    soon(lambda: "Backend" in str(bens_messages(story)))
    with story.overture.db.transaction() as tx:
        tx.query(Enrollment).one().recruiter = tx.query(Recruiter).filter_by(slack_id=BEN).one()
    scenes.write_sequence(story, "Data, Paris")


def bens_messages(story: Story) -> list[Any]:
    state = ask(f"{story.address}/sandbox/slack/state?user={BEN}")
    return next((list(one["messages"]) for one in state["channels"] if one["id"] == "D0BEN"), [])


def asked_of_ben(story: Story) -> list[Any]:
    return [one for one in bens_messages(story) if "would like to write" in said(one)]


def tick(story: Story) -> None:
    view = story.modal("enroll_form")
    block, element = find(view["blocks"], BOX)
    state = {"type": "checkboxes", "selected_options": element["options"]}
    story.slack("type", view_id=view["id"], block_id=block["block_id"], action_id=BOX, state=state)


def open_form(story: Story) -> str:
    scenes.enroll(story, sequence="Data")
    return str(soon(lambda: "theirs for" in str(story.modal("enroll_form")) and story.modal("enroll_form")))


def test_a_warning_is_overridden_with_a_word(story: Story) -> None:
    bens(story)
    assert "Ben Okafor is in touch with them" in open_form(story)

    tick(story)
    assert "Say in a few words why" in str(story.submit())
    story.fill(WHY, "We met at a fair")
    answer = story.submit()
    assert answer["ok"], answer

    soon(lambda: story.modal("enroll_done"))
    assert story.overture is not None
    with story.overture.db.transaction() as tx:
        assert {row.why for row in tx.query(Override)} == {"We met at a fair"}


def test_a_call_that_is_logged_makes_somebody_theirs_for_longer_and_is_counted(story: Story) -> None:
    bens(story)
    story.command(f"/sequence log {scenes.GRACE}")
    story.modal("log_form")
    assert story.submit()["ok"]
    assert "counts like a message" in str(story.modal("log_form_done"))

    story.command("/sequence report mine 7d")
    story.click("report_tab_recruiters", on=story.dm("Funnel: my people"))
    assert "By hand, elsewhere 1 · People 1" in said(story.dm("Recruiters: my people"))

    assert story.overture is not None
    with story.overture.db.transaction() as tx:
        tx.query(LoggedTouch).one().recruiter = tx.query(Recruiter).filter_by(slack_id=BEN).one()
    assert "theirs for 60 days more" in open_form(story)


def test_the_owner_is_asked_and_releases(story: Story) -> None:
    bens(story)
    open_form(story)
    story.click("enroll_ask_owner")
    soon(lambda: "I have asked Ben Okafor" in str(story.modal("enroll_form")))
    story.work()

    answered_by_ben(story, "release_release")

    story.dm("you may enroll them within 14 days")
    answer = story.submit()
    assert answer["ok"], answer
    soon(lambda: story.modal("enroll_done"))


def answered_by_ben(story: Story, action: str) -> None:
    """Let Ben answer on the card that asks him."""
    card = soon(lambda: asked_of_ben(story))[0]
    block, _ = find(card["blocks"], action)
    where = {"channel": "D0BEN", "ts": card["ts"], "block_id": block["block_id"]}
    story.slack("action", user=BEN, **where, action_id=action, state={})


def test_a_colleague_keeps_whom_they_are_in_touch_with(story: Story) -> None:
    bens(story)
    open_form(story)
    story.click("enroll_ask_owner")
    soon(lambda: "I have asked Ben Okafor" in str(story.modal("enroll_form")))
    story.work()

    answered_by_ben(story, "release_keep")

    story.dm("keeps")
    story.submit()
    soon(lambda: "theirs for" in str(story.modal("enroll_form")))


def test_of_a_confidential_sequence_nothing_is_told_but_that_somebody_wrote(story: Story) -> None:
    bens(story)
    assert story.overture is not None
    with story.overture.db.transaction() as tx:
        ben = tx.query(Recruiter).filter_by(slack_id=BEN).one()
        theirs = tx.query(Sequence).filter_by(name="Backend, Berlin").one()
        theirs.access, theirs.owner = Access.CONFIDENTIAL, ben

    scenes.enroll(story, sequence="Data")

    told = str(
        soon(lambda: "contacted recently" in str(story.modal("enroll_form")) and story.modal("enroll_form"))
    )
    assert "Backend" not in told
    assert "Ben" not in told


def test_a_place_that_may_be_several_is_asked_about_in_the_form(story: Story) -> None:
    scenes.ready(story)
    story.command(f"/enroll {scenes.GRACE}")
    story.fill("enroll_address_typed", scenes.GRACE_ADDRESS)
    before = story.modal("enroll_form")["hash"]
    story.choose("enroll_sequence_chosen", "Backend")
    soon(lambda: story.modal("enroll_form")["hash"] != before)
    story.fill("enroll_location_typed", "Portland")

    soon(lambda: "Which one is meant" in str(story.modal("enroll_form")))
    view = story.modal("enroll_form")
    block, _ = find(view["blocks"], "enroll_zone_chosen")
    offered = story.slack(
        "options",
        view_id=view["id"],
        block_id=block["block_id"],
        action_id="enroll_zone_chosen",
        query="portland",
    )
    oregon = next(one for one in offered["options"] if "Portland, Oregon" in one["text"]["text"])
    story.slack(
        "action",
        view_id=view["id"],
        block_id=block["block_id"],
        action_id="enroll_zone_chosen",
        state={"type": "external_select", "selected_option": oregon},
    )
    soon(lambda: "in Los Angeles" in str(story.modal("enroll_form")))
    answer = story.submit()
    assert answer["ok"], answer
    soon(lambda: story.modal("enroll_done"))
    assert story.overture is not None
    with story.overture.db.transaction() as tx:
        person = tx.query(Candidate).one()
        assert (person.location, person.zone) == ("Portland", "America/Los_Angeles")
