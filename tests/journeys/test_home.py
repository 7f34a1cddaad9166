"""The Home tab over the wire: settings, shelves, and what it says of the mailbox."""

import json
from typing import Any

import pytest

from storage import sequences
from storage.models import Recruiter
from storage.statuses import Access
from tests.journeys import scenes
from tests.journeys.scenes import GRACE_ADDRESS
from tests.journeys.story import Story, find, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def home(story: Story) -> str:
    return json.dumps(story.home(), ensure_ascii=False)


def opened_settings(story: Story) -> None:
    story.click("settings_open", on=home_surface(story))
    story.modal("settings")


def home_surface(story: Story) -> dict[str, Any]:
    drawn = story.home()
    return {"blocks": drawn["blocks"], "id": drawn["id"], "callback_id": "home"}


def test_settings_are_kept_and_said_on_the_home_tab(story: Story) -> None:
    scenes.connect(story)
    opened_settings(story)
    story.fill("settings_hours_typed", "Mon-Fri 14:00-16:00")
    story.fill("settings_cap_typed", 40)
    story.fill("settings_signature_chosen", "first")

    assert story.submit()["ok"]

    said = home(story)
    assert "Mail leaves Mon-Fri 14:00-16:00." in said
    assert "0 of 20 mails sent in the last 24 hours" in said  # a mailbox connected today begins slowly


def test_hours_nobody_understands_are_refused_under_their_line(story: Story) -> None:
    opened_settings(story)
    story.fill("settings_hours_typed", "whenever I like")

    errors = story.submit()["errors"]

    assert "are no sending hours" in errors["settings_hours"]


def test_a_line_that_is_emptied_is_empty(story: Story) -> None:
    opened_settings(story)
    story.fill("settings_days_off_typed", "2026-12-24")
    story.submit()
    opened_settings(story)
    story.fill("settings_days_off_typed", "")
    story.submit()

    assert "your days off" not in home(story)


def test_an_answer_that_comes_at_night_is_told_in_the_morning_to_whoever_wants_it_so(story: Story) -> None:
    scenes.ready(story)
    opened_settings(story)
    story.fill("settings_quiet_chosen", "hours")
    assert story.submit()["ok"]
    scenes.enrolled(story)
    story.later(hours=12)
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text="A midnight thought.")
    story.later(minutes=2)
    assert not any("midnight" in said(message) for message in story.messages())

    story.later(hours=10)

    story.dm("A midnight thought.")


def test_the_first_mail_is_signed_and_the_follow_up_is_not(story: Story) -> None:
    scenes.connect(story)
    opened_settings(story)
    story.fill("settings_signature_chosen", "first")
    story.submit()
    scenes.write_sequence(story)
    scenes.enrolled(story)
    story.later(minutes=5)
    story.later(days=3, hours=1)

    first, second = (json.dumps(mail) for mail in scenes.mails(story, GRACE_ADDRESS))

    assert "Talent Partner, Acme" in first
    assert "Did my mail reach you" in second
    assert "Talent Partner, Acme" not in second


def shelf(story: Story, count: int) -> None:
    assert story.overture is not None
    story.home()
    now = story.world.now()
    with story.overture.db.transaction() as tx:
        ana = tx.query(Recruiter).filter(Recruiter.slack_id == "U0ANA").one()
        for number in range(count):
            name = f"Role {number:04}"
            row = sequences.add(
                tx,
                team=ana.team_id,
                owner_id=ana.id,
                name=name,
                access=Access.PERSONAL,
                now=now,
            )
            sequences.add_version(tx, row.id, [], by=ana.id, now=now)


def test_a_thousand_sequences_are_paged_and_one_of_the_last_is_paused(story: Story) -> None:
    shelf(story, 1_000)
    surface = home_surface(story)
    _, button = find(surface["blocks"], "sequence_see_all")
    assert button["text"]["text"] == "See all 1,000"

    story.click("sequence_see_all", on=surface)
    story.modal("shelf")
    story.choose("shelf_go_to_page", "Page 100")
    soon(lambda: "Role 0999" in json.dumps(story.modal("shelf")))
    story.choose("sequence_line_menu", "Pause")

    soon(lambda: "paused" in json.dumps(story.modal("shelf")))
    assert "page 100 of 100" in json.dumps(story.modal("shelf"))


def opened_shelf(story: Story) -> None:
    shelf(story, 12)
    surface = home_surface(story)
    story.click("sequence_see_all", on=surface)
    story.modal("shelf")
    story.click("shelf_next_page")
    soon(lambda: "Role 0011" in json.dumps(story.modal("shelf")))


def test_a_sequence_of_the_second_page_is_edited_like_any_other(story: Story) -> None:
    opened_shelf(story)
    story.choose("sequence_line_menu", "Edit")
    story.modal("sequence_editor")
    scenes.add_stage(story, "task", "Look at the profile")
    assert "Look at the profile" in json.dumps(story.modal("sequence_editor"))

    story.click("sequence_add_stage")
    story.modal("stage_form")
    story.click("stage_preview")
    story.modal("preview")


def test_from_a_sequence_there_is_a_way_back_to_its_page(story: Story) -> None:
    opened_shelf(story)
    story.choose("sequence_line_menu", "Show")
    story.modal("sequence_shown")
    story.choose("sequence_line_menu", "Pause")
    soon(lambda: "paused" in json.dumps(story.modal("sequence_shown")))

    story.click("sequence_see_all")

    assert "page 2 of 2" in json.dumps(story.modal("shelf"))


def test_pausing_from_a_list_that_was_typed_for_is_answered(story: Story) -> None:
    shelf(story, 1)
    story.command("/sequence list")
    story.choose("sequence_line_menu", "Pause", on=story.dm("Role 0000"))

    assert "Nothing of it goes out" in said(story.dm("is paused now"))


def test_what_was_archived_is_gone_from_the_list_beneath(story: Story) -> None:
    scenes.connect(story)
    shelf(story, 11)
    scenes.write_sequence(story, "A first one")
    scenes.enroll(story, sequence="A first one")
    story.slack("close", view_id=story.modal()["id"])
    story.click("sequence_see_all", on=home_surface(story))
    story.choose("sequence_line_menu", "Archive", on=story.modal("shelf"))
    story.modal("archive_form")
    story.submit()

    story.slack("close", view_id=story.modal("archive_done")["id"])

    soon(lambda: "A first one" not in json.dumps(story.modal("shelf")))
