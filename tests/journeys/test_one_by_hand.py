"""One thing done by hand: later, left out, stopped, handed to a colleague, asked about once more; over real wires."""

from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS, GRACE_ADDRESS
from tests.journeys.story import Story, ask, find, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BEN = "U0BEN"


def by_hand(story: Story) -> None:
    """Let Grace and Alan have an InMail due, and Ana be told of each."""
    scenes.connect(story)
    story.command("/sequence new InMail first")
    scenes.add_stage(story, "inmail", scenes.INMAIL)
    scenes.add_stage(story, "email", scenes.SECOND, subject="One more thing", days=1)
    assert story.submit()["ok"]
    story.modal("sequence_saved")
    scenes.enrolled(story, sequence="InMail first")
    scenes.enrolled(story, ALAN, ALAN_ADDRESS, "InMail first")
    story.work()


def card(story: Story, *words: str) -> Any:
    """Wait for a message that says all of this."""
    story.work()
    return soon(
        lambda: next((m for m in reversed(story.messages()) if all(w in said(m) for w in words)), None)
    )


def bens(story: Story, containing: str) -> Any:
    """Wait for what Ben reads."""
    story.work()

    def look() -> Any:
        screen = ask(f"{story.address}/sandbox/slack/state?user={BEN}")
        every = [m for one in screen["channels"] if one["id"] == "D0BEN" for m in one["messages"]]
        return next((m for m in reversed(every) if containing in said(m)), None)

    return soon(look)


def choose_ben(story: Story, form: str, action: str) -> None:
    """Choose Ben from the colleagues in a form."""
    view = story.modal(form)
    block, _ = find(view["blocks"], action)
    where = {"view_id": view["id"], "block_id": block["block_id"], "action_id": action}
    story.slack("type", **where, state={"type": "users_select", "selected_user": BEN})


def test_later_left_out_and_the_button_to_take_it_back_goes_after_ten_minutes(story: Story) -> None:
    by_hand(story)

    story.choose("reminder_snooze", "In 1 hour", on=card(story, "Grace", "Copy this text"))
    card(story, "Grace", "Next reminder")
    story.later(hours=1)
    assert len([m for m in story.messages() if "Hi Grace" in said(m)]) == 2

    story.click("reminder_skip", on=card(story, "Grace", "Copy this text"))
    assert "Undo" in said(card(story, "Grace", "Skipped"))
    story.later(minutes=9)
    assert "Undo" in said(card(story, "Grace", "Skipped"))
    story.later(minutes=2)
    soon(lambda: "Undo" not in said(card(story, "Grace", "Skipped")))

    story.click("reminder_stop", on=card(story, "Alan", "Copy this text"))
    card(story, "Alan", "Stopped")
    story.later(days=2)
    assert [len(scenes.mails(story, to)) for to in (GRACE_ADDRESS, ALAN_ADDRESS)] == [1, 0]


def test_a_colleague_does_it_and_what_nobody_marks_is_asked_about(story: Story) -> None:
    by_hand(story)

    story.click("reminder_hand_over", on=card(story, "Grace", "Copy this text"))
    choose_ben(story, "reminder_hand_form", "reminder_whom_chosen")
    assert story.submit()["ok"]
    card(story, "Grace", "Handed to")

    story.later(hours=6)  # when Ben begins to work, in New York
    given = bens(story, "handed this to you")
    block, _ = find(given["blocks"], "reminder_mark_sent")
    where = {"channel": "D0BEN", "ts": given["ts"], "block_id": block["block_id"]}
    story.slack("action", user=BEN, **where, action_id="reminder_mark_sent", state={})
    bens(story, "Marked sent")
    for _ in range(2):
        story.later(days=1)
    assert "Did my mail reach you, Grace?" in scenes.mails(story, GRACE_ADDRESS)[0]["text"]

    story.later(days=6)
    asked = card(story, "Alan", "still waits for you")
    story.choose("reminder_more", "Skip this stage", on=asked)
    card(story, "Alan", "Skipped")
    story.later(days=1)
    assert len(scenes.mails(story, ALAN_ADDRESS)) == 1


def test_while_ana_is_away_a_colleague_does_what_is_due_and_her_mail_goes_on(story: Story) -> None:
    scenes.connect(story)
    story.command("/sequence new Backend")
    scenes.add_stage(story, "email", scenes.FIRST, subject="A thought for {{first_name}}")
    scenes.add_stage(story, "inmail", scenes.INMAIL, days=1)
    assert story.submit()["ok"]
    story.modal("sequence_saved")
    story.click("away_open", on={**story.home(), "callback_id": "home"})
    story.modal("away_form")
    story.fill("away_cover_chosen", "deputy")
    choose_ben(story, "away_form", "away_deputy_chosen")
    assert story.submit()["ok"]

    scenes.enrolled(story)
    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
    story.later(days=1, hours=6)

    bens(story, "Hi Grace")
    assert not any("Hi Grace" in said(message) for message in story.messages())


def test_what_ana_did_elsewhere_is_written_down_and_told(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    story.command("/sequence log grace")
    story.modal("log_form")
    story.fill("log_note_typed", "Met at a fair")
    assert story.submit()["ok"]
    assert "Logged a call with Grace Hopper" in str(story.modal("log_form_done")["blocks"])

    story.command("/why grase")
    story.dm("Did you mean Grace Hopper?")
    story.command("/why grace")
    assert "Met at a fair" in said(story.dm("Outside: "))
