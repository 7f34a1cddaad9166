"""Ana's sequence begins in Ben's name, once he has said yes; an answer to him keeps Ana's own mail from leaving."""

from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import ALAN, ALAN_ADDRESS, GRACE_ADDRESS
from tests.journeys.story import Story, ask, find, said, soon

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BEN = "U0BEN"


class AsBen(Story):
    """Ben at his own desk, in the same world and before the same Overture."""

    def __init__(self, story: Story) -> None:
        super().__init__(address=story.address, world=story.world, database_url=story.database_url)
        self.overture = story.overture

    def slack(self, what: str, **body: Any) -> Any:
        """Do something in Slack as Ben."""
        return super().slack(what, **{"user": BEN, **body})

    def screen(self) -> Any:
        """Look at Ben's Slack."""
        return ask(f"{self.address}/sandbox/slack/state?user={BEN}")

    def messages(self, channel: str = "D0BEN") -> list[Any]:
        """Read Ben's DM with Overture."""
        return super().messages(channel)

    def _place(self, message: Any) -> dict[str, str]:
        return {"channel": "D0BEN", "ts": message["ts"]}


def connected(story: Story) -> AsBen:
    """Connect both mailboxes."""
    scenes.connect(story)
    ben = AsBen(story)
    _, button = find(ben.home()["blocks"], "home_connect")
    story.visit(story.google("consent", url=button["url"], account="ben@acme.example")["location"])
    ben.dm("is connected")
    return ben


def written(story: Story) -> None:
    """Write a first email from Ben, and a new conversation of Ana's own three days later."""
    story.command("/sequence new Backend, Berlin")
    story.click("sequence_add_stage", on=story.modal("sequence_editor"))
    story.modal("stage_form")
    story.fill("stage_subject_typed", "A word, {{first_name}}")
    story.fill("stage_body_typed", "I am {{sender_first_name}}.")
    story.fill("stage_from_chosen", "Ben Okafor")
    kept(story)
    story.click("sequence_add_stage", on=story.modal("sequence_editor"))
    before = story.modal("stage_form")["hash"]
    story.fill("stage_thread_chosen", "new")
    soon(lambda: story.modal("stage_form")["hash"] != before)
    story.fill("stage_delay_typed", 3)
    story.fill("stage_subject_typed", "From Ana")
    story.fill("stage_body_typed", "I am {{sender_first_name}}.")
    kept(story)
    assert story.submit()["ok"]
    soon(lambda: story.modal("sequence_saved"))
    story.slack("close", view_id=story.modal()["id"])


def kept(story: Story) -> None:
    """Submit the form of a stage, and wait for the editor beneath it."""
    before = scenes.editor_hash(story)
    assert story.submit()["ok"]
    soon(lambda: scenes.editor_hash(story) != before and story.modal("sequence_editor"))


def close_all(story: Story) -> None:
    """Close every modal."""
    while modals := story.screen()["modals"]:
        story.slack("close", view_id=modals[-1]["id"])


def test_an_answer_to_ben_keeps_anas_own_mail_from_leaving(story: Story) -> None:
    ben = connected(story)
    written(story)
    card = ben.dm("in your name")
    assert "Backend, Berlin, stage 1" in said(card)
    scenes.enroll(story)
    assert "Ben Okafor must first allow this sequence" in str(story.screen()["modals"])
    close_all(story)

    ben.click("permission_preview", on=card)
    assert "I am Ben." in str(soon(lambda: ben.modal("preview"))["blocks"])
    close_all(ben)
    ben.click("permission_allow", on=card)
    soon(lambda: "You allow it." in said(ben.dm("in your name")))
    story.dm("<@U0BEN> allows *Backend, Berlin* to send in their name")
    scenes.enrolled(story)
    scenes.enrolled(story, ALAN, ALAN_ADDRESS)
    story.later(minutes=2)

    (first,) = scenes.mails(story, GRACE_ADDRESS)
    assert first["from"] == "Ben Okafor <ben@acme.example>"
    assert "I am Ben." in first["text"]
    assert "Recruiting, Acme" in first["text"]
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text="Gladly, Ben.")
    story.later(minutes=2)
    story.dm("Gladly, Ben.")
    ben.dm("Gladly, Ben.")
    story.later(days=3)
    story.later(minutes=0.5)
    story.later(minutes=5)

    assert len(scenes.mails(story, GRACE_ADDRESS)) == 1
    to_alan = scenes.mails(story, ALAN_ADDRESS)
    assert [mail["from"].partition(" ")[0] for mail in to_alan] == ["Ben", "Ana"]
    assert to_alan[1]["subject"] == "From Ana"
    assert "I am Ana." in to_alan[1]["text"]


def test_what_ben_takes_back_on_his_home_tab_no_longer_leaves(story: Story) -> None:
    ben = connected(story)
    written(story)
    ben.click("permission_always", on=ben.dm("in your name"))
    soon(lambda: "You allow every sequence of <@U0ANA>" in said(ben.dm("in your name")))
    story.pass_time(hours=13)
    scenes.enrolled(story)

    page = ben.home()
    assert "Who may send in your name" in str(page)
    _, button = find(page["blocks"], "permission_revoke_at_home")
    block = next(one for one in page["blocks"] if one.get("accessory") == button)
    ben.slack(
        "action",
        view_id=page["id"],
        block_id=block["block_id"],
        action_id="permission_revoke_at_home",
        state={},
    )
    soon(lambda: "Who may send in your name" not in str(ben.screen()["home"]))
    story.later(hours=11)

    assert scenes.mails(story, GRACE_ADDRESS) == []
    story.dm("Ben Okafor has not allowed this sequence to send in their name")
