"""Several people at once: from a command, from a colleague's message, and from a link in a channel."""

import json
from typing import Any

from tests.journeys import scenes
from tests.journeys.scenes import ALAN, GRACE, GRACE_ADDRESS
from tests.journeys.story import Story, ask, said, soon

COMPANY = "https://www.linkedin.com/company/acme/"
BEN = "U0BEN"


def posted(story: Story, text: str, user: str = BEN) -> dict[str, str]:
    """Let somebody post a message in the recruiters' channel."""
    message = story.slack("message", user=user, channel="C0RECRUIT", text=text)["message"]
    return {"channel": "C0RECRUIT", "ts": message["ts"]}


def listed(story: Story, containing: str) -> Any:
    """Wait until the list says something."""
    return soon(lambda: containing in json.dumps(view := story.modal(), ensure_ascii=False) and view)


def attached(story: Story, ts: str) -> list[Any]:
    """Read what stands under a message in the recruiters' channel."""
    return [one for m in story.messages("C0RECRUIT") if m["ts"] == ts for one in m.get("attachments") or []]


def bens(story: Story) -> list[Any]:
    """Read what Overture has written to Ben."""
    screen = ask(f"{story.address}/sandbox/slack/state?user={BEN}")
    return [m for one in screen["channels"] if one["id"] == "D0BEN" for m in one["messages"]]


def button_of(view: Any, name: str) -> str:
    """Tell what the button beside somebody says."""
    rows = [block for block in view["blocks"] if name in json.dumps(block, ensure_ascii=False)]
    return str(rows[0].get("accessory", {}).get("text", {}).get("text", ""))


def test_a_message_names_three_people_and_its_author_hears_of_an_answer(story: Story) -> None:
    scenes.ready(story)
    where = posted(story, f"Look at {GRACE_ADDRESS}, {ALAN} and {COMPANY}, please")
    story.slack("shortcut", callback_id="enroll_from_message", **where)
    view = listed(story, "Needs an address")
    assert "company" in json.dumps(view)
    assert (button_of(view, "Grace"), button_of(view, "Alan"), button_of(view, "company")) == (
        "Enroll",
        "Enroll…",
        "",
    )

    story.click("review_enroll")
    listed(story, "In Backend, Berlin now")
    story.click("review_open")
    story.modal("enroll_form")
    story.fill("enroll_address_typed", "alan.turing@example.com")
    assert story.submit()["ok"]

    soon(lambda: json.dumps(story.modal("review")).count("In Backend, Berlin now") == 2)
    story.work_off()
    assert "Hello Grace" in scenes.mails(story, GRACE_ADDRESS)[0]["text"]
    story.google("answer", address=GRACE_ADDRESS, kind="reply", text="Gladly, for a golden parachute.")
    story.later(minutes=2)
    story.dm("golden parachute")
    assert bens(story) == []
    story.later(minutes=10)
    [told] = soon(lambda: bens(story))
    assert "*Grace Hopper*, whom you named on 3 Mar, has answered Ana" in said(told)
    assert "parachute" not in said(told)


def test_a_pasted_link_gets_a_button_that_says_nobody_and_opens_the_form(story: Story) -> None:
    scenes.ready(story)
    scenes.enrolled(story)
    where = posted(story, f"Grace again? {GRACE}")

    shown = soon(lambda: attached(story, where["ts"]))
    assert "A profile on LinkedIn" in json.dumps(shown)
    [block] = shown[0]["blocks"]
    assert "Grace" not in json.dumps([block["text"], block["accessory"]["text"]])
    story.slack("action", **where, block_id=block["block_id"], action_id="unfurl_add", state={})

    assert "Grace" in json.dumps(story.modal("enroll_form"))


def test_without_the_scopes_nothing_stands_under_a_link(story: Story) -> None:
    assert story.workspace is not None
    story.workspace.app.scopes -= {"links:read", "links:write"}
    where = posted(story, GRACE)

    story.command("/why Nobody At All")
    story.dm("I know nobody called")

    assert attached(story, where["ts"]) == []


def test_many_links_are_gone_through_page_by_page(story: Story) -> None:
    scenes.ready(story)
    people = " ".join(f"grace.hop{chr(97 + n // 10)}{chr(97 + n % 10)}@example.com" for n in range(14))
    story.command(f"/enroll {people} in Backend")
    listed(story, "Enroll all 14 ready")

    story.click("review_next_page")
    listed(story, "page 2 of 2")
    story.click("review_enroll_all")

    assert "14 enrolled" in json.dumps(listed(story, "14 enrolled"))
