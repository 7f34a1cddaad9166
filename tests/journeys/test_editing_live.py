"""A live sequence is edited over real wires, and everybody in it gets each stage at most once, in the new order."""

import json
import urllib.request
from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.story import ANA, Story, find, said, soon

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BEN = "U0BEN"


def write(story: Story) -> None:
    """Write three emails, two days apart."""
    story.command("/sequence new")
    story.modal("sequence_editor")
    story.fill("sequence_name_typed", "Backend, Berlin")
    scenes.add_stage(story, "email", "The first word.", subject="A thought for {{first_name}}")
    scenes.add_stage(story, "email", "The second word.", days=2)
    scenes.add_stage(story, "email", "The third word.", days=2)
    save(story)


def save(story: Story) -> Any:
    """Save the editor; give what it turned into."""
    answer = story.submit()
    assert answer["ok"], answer
    return story.modal("sequence_saved")


def close(story: Story) -> None:
    story.slack("close", view_id=story.modal()["id"])


def menu(story: Story, stage: int, verb: str) -> None:
    """Choose from the menu of a stage, and wait for the editor to be drawn anew."""
    view = story.modal("sequence_editor")
    before = view["hash"]
    story.choose("sequence_stage_menu", verb, on=view, nth=stage - 1)
    soon(lambda: story.modal("sequence_editor")["hash"] != before)


def bodies(story: Story, address: str) -> list[str]:
    """Tell what came into a mailbox, by the first line of each."""
    return [mail["text"].strip().splitlines()[0] for mail in scenes.mails(story, address)]


def await_bodies(story: Story, address: str, *texts: str) -> None:
    """Let Overture work until these mails came, in this order; the loops of its own threads work beside."""

    def look() -> bool:
        story.work()
        return bodies(story, address) == list(texts)

    soon(look)


@ON_SQLITE
def test_everybody_goes_on_by_the_new_text_and_gets_nothing_twice(story: Story) -> None:
    scenes.connect(story)
    write(story)
    close(story)
    scenes.enrolled(story)
    await_bodies(story, scenes.GRACE_ADDRESS, "The first word.")
    story.later(days=2, hours=1)
    await_bodies(story, scenes.GRACE_ADDRESS, "The first word.", "The second word.")
    scenes.enrolled(story, scenes.ALAN, scenes.ALAN_ADDRESS)
    story.later(minutes=5)
    await_bodies(story, scenes.ALAN_ADDRESS, "The first word.")

    story.command("/sequence edit Backend")
    scenes.add_stage(story, "email", "A word put in between.", days=1)  # 1 2 3 4
    menu(story, 4, "Move up")  # 1 2 4 3
    menu(story, 3, "Move up")  # 1 4 2 3
    menu(story, 4, "Move up")  # 1 4 3 2: the second comes last
    shown = save(story)

    assert "2 people are in it by an older version" in json.dumps(shown, ensure_ascii=False)
    assert (
        "Stage 2 (A word put in between.): 2 people have not had it: Grace Hopper, Alan Turing"
        in json.dumps(shown, ensure_ascii=False)
    )
    story.click("saved_also_them", on=shown)
    told = soon(lambda: outcome(story))
    assert "1 person goes on by version 2. Nothing was left for 1 person: finished." in told
    close(story)

    for _ in range(12):
        story.later(days=1)
    new_order = ("The first word.", "A word put in between.", "The third word.", "The second word.")
    await_bodies(story, scenes.ALAN_ADDRESS, *new_order)
    assert bodies(story, scenes.GRACE_ADDRESS) == ["The first word.", "The second word."]
    story.command("/sequence history Backend")
    assert "took 1 person along to version 2 (1 finished)" in said(story.dm("took 1 person along"))


def outcome(story: Story) -> str:
    text = json.dumps(story.modal("sequence_saved"), ensure_ascii=False)
    return text if "by version" in text and "older version" not in text else ""


@ON_SQLITE
def test_a_removed_stage_never_goes_and_a_sequence_put_away_goes_to_its_end(story: Story) -> None:
    scenes.connect(story)
    write(story)
    close(story)
    scenes.enrolled(story)
    await_bodies(story, scenes.GRACE_ADDRESS, "The first word.")

    story.command("/sequence edit Backend")
    story.modal("sequence_editor")
    menu(story, 2, "Delete")
    shown = save(story)
    assert "Stage 2 (The second word.) is gone: 1 person has not had it: Grace Hopper" in json.dumps(
        shown, ensure_ascii=False
    )
    story.click("saved_also_them", on=shown)
    soon(lambda: outcome(story))
    close(story)

    story.command("/sequence archive Backend")
    story.modal("archive_form")
    assert story.submit()["ok"]
    soon(
        lambda: (
            "go on to the end" in json.dumps(story.modal())
            or "goes on to the end" in json.dumps(story.modal())
        )
    )
    close(story)

    for _ in range(8):
        story.later(days=1)
    await_bodies(story, scenes.GRACE_ADDRESS, "The first word.", "The third word.")


def as_ben(story: Story, what: str, **body: Any) -> Any:
    """Do something in Slack as Ben."""
    data = json.dumps({"user": BEN, **body}).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{story.address}/sandbox/slack/{what}", data, headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read())


def bens(story: Story, containing: str) -> Any:
    """Wait for a message to Ben that says something."""
    story.work()

    def look() -> Any:
        with urllib.request.urlopen(f"{story.address}/sandbox/slack/state?user={BEN}", timeout=20) as answer:
            state = json.loads(answer.read())
        every = [message for one in state["channels"] for message in one["messages"]]
        return next((message for message in reversed(every) if containing in said(message)), None)

    return soon(look)


def press(story: Story, message: Any, action: str) -> None:
    """Press a button of a message as Ben."""
    block, _ = find(message["blocks"], action)
    where = {"channel": message.get("channel", "D0BEN"), "ts": message["ts"]}
    as_ben(story, "action", **where, block_id=block["block_id"], action_id=action, state={})


@ON_SQLITE
def test_nobody_comes_in_before_a_colleague_has_read_it(story: Story) -> None:
    story.stop()
    story.changes = {"FOUR_EYES": "on"}
    story.start()
    scenes.connect(story)
    write(story)
    shown = story.modal("sequence_saved")
    assert "waits for a second pair of eyes" in json.dumps(shown)

    block, _ = find(shown["blocks"], "saved_eyes_chosen")
    chosen = {"type": "users_select", "selected_user": BEN}
    story.slack(
        "action", view_id=shown["id"], block_id=block["block_id"], action_id="saved_eyes_chosen", state=chosen
    )
    story.click("saved_ask_for_approval", on=shown)
    soon(lambda: "Ben Okafor was asked" in json.dumps(story.modal("sequence_saved")))
    close(story)
    refused = scenes.enroll(story)
    assert "second pair of eyes" in json.dumps([refused, story.screen()["modals"]])
    for _ in story.screen()["modals"]:
        close(story)

    card = bens(story, f"<@{ANA}> asks you to look at")
    assert "The third word." in said(card)
    press(story, card, "approval_approve")
    bens(story, f"Approved by <@{BEN}>")
    story.dm("approved version 1 of Backend, Berlin")

    scenes.enrolled(story)
    await_bodies(story, scenes.GRACE_ADDRESS, "The first word.")
