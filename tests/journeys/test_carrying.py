"""A sequence goes out of Slack as YAML and comes in again, and its history tells of it; over real wires."""

import json
from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.story import ANA, Story, find, said, soon

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LONG = "\n\n".join(f"Paragraph {number} with {{{{first_name}}}} in it." for number in range(60))


def exported(story: Story, name: str) -> list[str]:
    """Export a sequence and copy every piece of it."""
    story.command(f"/sequence export {name}")
    view = story.modal("sequence_exported")
    shown = [block for block in view["blocks"] if block["type"] == "rich_text"]
    story.slack("close", view_id=view["id"])
    return [block["elements"][0]["elements"][0]["text"] for block in shown]


def open_import(story: Story, *pieces: str) -> None:
    """Open the form of an import, and paste each piece into a box of its own."""
    story.command("/sequence import")
    for number, piece in enumerate(pieces):
        view = story.modal("sequence_import")
        if number:
            story.click("import_more_room", on=view)
            redrawn(story, view)
        paste(story, number, piece)


def redrawn(story: Story, before: Any) -> Any:
    """Wait until the modal on top is drawn anew."""
    return soon(lambda: (view := story.modal())["hash"] != before["hash"] and view)


def paste(story: Story, number: int, text: str) -> None:
    """Paste into one box."""
    view = story.modal("sequence_import")
    block, element = find(view["blocks"], "import_text_typed", number)
    state = {"type": element["type"], "value": text}
    answer = story.slack(
        "type", view_id=view["id"], block_id=block["block_id"], action_id="import_text_typed", state=state
    )
    assert "error" not in answer, answer


def upload(story: Story, name: str, content: bytes) -> None:
    """Choose a file in the form of an import."""
    scenes.upload(story, name, content, form="sequence_import", block="import_file")


def save(story: Story, name: str = "") -> None:
    """Save what the editor shows, under another name if one is given."""
    story.modal("sequence_editor")
    if name:
        story.fill("sequence_name_typed", name)
    answer = story.submit()
    assert answer["ok"], answer
    soon(lambda: story.modal("sequence_saved"))
    story.slack("close", view_id=story.modal()["id"])


def history(story: Story, name: str, containing: str) -> Any:
    """Ask for the history of a sequence."""
    story.command(f"/sequence history {name}")
    return said(story.dm(containing))


def test_what_is_exported_is_imported_as_the_same_sequence(story: Story) -> None:
    scenes.write_sequence(story)
    (text,) = exported(story, "Backend")

    open_import(story, text)
    assert story.submit()["ok"]
    assert "You already have a sequence named" in json.dumps(
        story.modal("sequence_editor"), ensure_ascii=False
    )
    assert "errors" in story.submit()
    save(story, "Backend, Paris")

    (again,) = exported(story, "Backend, Paris")
    assert again == text.replace("Backend, Berlin", "Backend, Paris")
    assert "A thought for {{first_name}}" in again
    told = history(story, "Backend, Paris", "imported it from YAML")
    assert f"<@{ANA}> imported it from YAML" in told
    assert f"<@{ANA}> exported it as YAML" in told


def test_a_long_sequence_goes_in_piece_by_piece(story: Story) -> None:
    story.command("/sequence new Long")
    story.modal("sequence_editor")
    scenes.add_stage(story, "email", LONG, subject="One")
    scenes.add_stage(story, "email", LONG, days=2)
    save(story)
    pieces = exported(story, "Long")
    assert len(pieces) == 2

    open_import(story, *pieces)
    assert story.submit()["ok"]
    save(story, "Long as well")

    assert exported(story, "Long as well") == [pieces[0].replace("Long", "Long as well", 1), pieces[1]]


@ON_SQLITE
def test_a_mistake_is_told_under_its_box_and_nothing_is_lost(story: Story) -> None:
    good = "name: Pasted\nstages:\n- kind: email\n  subject: Hello\n  body: Hello"
    open_import(story, good, "- kind: cal\n  delay: 1 day")

    errors = story.submit()["errors"]

    assert errors == {"import_text:1": "Line 1, column 9: “cal” is no kind. Did you mean “call”?"}
    assert good.replace("\n", "\\n") in json.dumps(story.modal("sequence_import")["state"])
    paste(story, 1, "- kind: call\n  delay: 1 day")
    assert story.submit()["ok"]
    save(story)
    assert "kind: call" in exported(story, "Pasted")[0]


@ON_SQLITE
def test_a_file_is_read_as_well(story: Story) -> None:
    story.command("/sequence import")
    assert "choose its file" in story.submit()["errors"]["import_text:0"]

    upload(story, "a.yaml", b"\xef\xbb\xbfname: From a file\r\nstages:\r\n- kind: task\r\n  body: Look\r\n")
    assert story.submit()["ok"]
    save(story)

    assert exported(story, "From")[0].endswith("- kind: task\n  body: |\n    Look")


@ON_SQLITE
@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"name: A\nstage: []\n", "Line 2, column 1: “stage” is not known here", id="a mistake"),
        pytest.param(b"\xff\xfe\x00", "not text in UTF-8", id="no text"),
        pytest.param(b"x" * 1_000_001, "too large", id="too large"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_under_it(story: Story, content: bytes, told: str) -> None:
    story.command("/sequence import")
    upload(story, "a.yaml", content)

    assert told in story.submit()["errors"]["import_file"]


@ON_SQLITE
def test_a_file_slack_does_not_hand_over_keeps_the_form(story: Story) -> None:
    story.command("/sequence import")
    upload(story, "a.yaml", b"name: A\nstages: []\n")
    story.slack("fault", method="files.download", kind="slow", times=1, retry_after=3)
    assert "too long" in story.submit()["errors"]["import_file"]
    story.slack("fault", method="files.download", kind="500", times=1)
    assert "could not be fetched" in story.submit()["errors"]["import_file"]
    paste(story, 0, "name: B")
    assert "Take one of them out" in story.submit()["errors"]["import_text:0"]


def test_a_starter_fills_an_empty_desk_and_is_saved_under_a_name(story: Story) -> None:
    story.command("/sequence new Search")
    before = story.modal("sequence_editor")["hash"]

    story.choose("sequence_start_from", "Silver medallist")
    soon(lambda: scenes.editor_hash(story) != before)
    save(story)

    assert "When we last decided, it was close" in exported(story, "Search")[0]


@ON_SQLITE
def test_a_page_of_an_export_is_turned(story: Story) -> None:
    stage = "- kind: task\n  delay: 1 day\n  body: " + "word " * 400
    story.command("/sequence import")
    upload(story, "a.yaml", f"name: Many\nstages:\n{chr(10).join([stage] * 10)}\n".encode())
    assert story.submit()["ok"]
    save(story)
    story.command("/sequence export Many")
    first = story.modal("sequence_exported")

    story.click("export_next_page", on=first)
    second = redrawn(story, first)

    assert "Piece 1 of 10" in json.dumps(first)
    assert "Piece 10 of 10" in json.dumps(second)
    story.slack("close", view_id=second["id"])
    assert (
        history(story, "Many", "exported").count("exported it as YAML") == 2
    )  # in its text and in its blocks
