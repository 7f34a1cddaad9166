"""Files from Slack to the candidate's mailbox, over the wire."""

import hashlib
import json
from typing import Any

import pytest

from tests.journeys import scenes
from tests.journeys.scenes import FIRST, GRACE_ADDRESS
from tests.journeys.story import Story, soon

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MEGABYTE = 1024 * 1024


def pdf(megabytes: float) -> bytes:
    """Make something like a PDF of this size, of bytes that cannot be guessed from one another."""
    pieces = (
        hashlib.sha512(number.to_bytes(4)).digest() for number in range(int(megabytes * MEGABYTE) // 64)
    )
    return b"%PDF-1.7\r\n" + b"".join(pieces)


def upload(story: Story, name: str, content: bytes) -> None:
    """Choose a file in the form on top."""
    scenes.upload(story, name, content, form="stage_form", block="stage_files")


def begin_stage(story: Story, **files: bytes) -> Any:
    """Fill in the form of a first email, with files, and submit it."""
    story.command("/sequence new With files")
    story.click("sequence_add_stage", on=story.modal("sequence_editor"))
    story.modal("stage_form")
    story.fill("stage_subject_typed", "A thought for {{first_name}}")
    story.fill("stage_body_typed", FIRST)
    for name, content in files.items():
        upload(story, name.replace("__", "."), content)
    return story.submit()


def editor(story: Story, saying: str) -> str:
    """Wait until the editor says something, and read it all."""
    soon(lambda: saying in json.dumps(story.modal("sequence_editor")))
    return json.dumps(story.modal("sequence_editor"))


def save(story: Story, file: str) -> None:
    """See the file in the editor and save the sequence."""
    editor(story, rf"\n:paperclip: {file}")
    assert story.submit()["ok"]
    soon(lambda: story.modal("sequence_saved"))
    story.slack("close", view_id=story.modal()["id"])


def arrived(story: Story) -> dict[str, bytes]:
    """Read the files of the one mail in the candidate's mailbox."""
    [mail] = soon(lambda: scenes.mails(story, GRACE_ADDRESS))
    return story.attachments(GRACE_ADDRESS, mail)


def test_a_file_of_four_megabytes_reaches_the_candidate_byte_for_byte(story: Story) -> None:
    scenes.connect(story)
    plan = pdf(4)

    assert begin_stage(story, plan__pdf=plan)["ok"]
    save(story, "plan.pdf (4.1 MB)")
    scenes.enroll(story, sequence="With files")
    story.work()

    assert arrived(story) == {"plan.pdf": plan}


@ON_SQLITE
def test_the_preview_names_a_file_that_is_only_chosen_yet(story: Story) -> None:
    story.slack("fault", method="files.download", kind="500", times=1)
    begin_stage(story, plan__pdf=b"%PDF" * 1_000)

    story.click("stage_preview", on=story.modal("stage_form"))

    assert ":paperclip: plan.pdf (4 KB)" in json.dumps(story.modal("preview"))


@ON_SQLITE
def test_two_files_go_with_the_mail_and_one_that_was_removed_does_not(story: Story) -> None:
    scenes.connect(story)
    small = {f"{name}__txt": name.encode() for name in ("one", "two", "three")}
    begin_stage(story, **small)
    editor(story, r"\n:paperclip: one.txt")
    story.choose("sequence_stage_menu", "Edit", on=story.modal("sequence_editor"))
    form = story.modal("stage_form")
    second = next(block for block in form["blocks"] if "two.txt" in json.dumps(block))

    story.slack(
        "action", view_id=form["id"], block_id=second["block_id"], action_id="stage_file_remove", state={}
    )
    soon(lambda: story.modal("stage_form")["hash"] != form["hash"])
    assert story.submit()["ok"]
    soon(lambda: "two.txt" not in json.dumps(story.modal("sequence_editor")))
    save(story, "one.txt")
    scenes.enroll(story, sequence="With files")
    story.work()

    assert arrived(story) == {"one.txt": b"one", "three.txt": b"three"}


@ON_SQLITE
@pytest.mark.parametrize(
    ("kind", "told"),
    [
        pytest.param("500", "could not be fetched", id="Slack is broken"),
        pytest.param("drop", "could not be fetched", id="the line goes dead"),
        pytest.param("error:file_not_found", "is no longer in Slack", id="deleted meanwhile"),
        pytest.param("error:invalid_auth", "files:read", id="the login page"),
    ],
)
def test_a_file_that_does_not_come_keeps_the_form_with_a_sentence(story: Story, kind: str, told: str) -> None:
    story.slack("fault", method="files.download", kind=kind, times=1)

    errors = begin_stage(story, plan__pdf=b"%PDF", cv__pdf=b"%PDF 2")["errors"]

    assert "plan.pdf" in errors["stage_files"]
    assert told in errors["stage_files"]
    typed = json.dumps(story.modal("stage_form")["state"], ensure_ascii=False)
    assert "A thought for {{first_name}}" in typed
    assert "your work at" in typed
    assert story.submit()["ok"]
    drawn = editor(story, r"\n:paperclip: plan.pdf")
    assert ":paperclip: cv.pdf" in drawn


@ON_SQLITE
def test_a_file_that_takes_long_comes_after_what_was_written(story: Story) -> None:
    story.slack("fault", method="files.download", kind="slow", times=1, retry_after=3)

    assert begin_stage(story, plan__pdf=b"%PDF")["ok"]

    assert "A thought for" in editor(story, "Fetching :paperclip: plan.pdf")
    assert "Fetching" not in editor(story, r"\n:paperclip: plan.pdf")


@ON_SQLITE
def test_a_file_that_takes_long_and_does_not_come_is_told_in_the_editor(story: Story) -> None:
    story.slack("fault", method="files.download", kind="slow", times=1, retry_after=3)
    story.slack("fault", method="files.download", kind="500", times=1)

    begin_stage(story, slow__pdf=b"%PDF", plan__pdf=b"%PDF 2")

    drawn = editor(story, "Stage 1: plan.pdf could not be fetched from Slack.")
    assert r"\n:paperclip: slow.pdf" in drawn


@ON_SQLITE
def test_whoever_closed_the_editor_meanwhile_hears_of_a_file_that_did_not_come(story: Story) -> None:
    story.slack("fault", method="files.download", kind="slow", times=1, retry_after=3)
    story.slack("fault", method="files.download", kind="500", times=1)
    begin_stage(story, slow__pdf=b"%PDF", plan__pdf=b"%PDF 2")
    editor(story, "Fetching")

    story.slack("close", view_id=story.modal("sequence_editor")["id"])

    story.dm("plan.pdf could not be fetched from Slack")


@ON_SQLITE
def test_a_sequence_saved_before_its_file_came_goes_without_and_says_so(story: Story) -> None:
    story.slack("fault", method="files.download", kind="slow", times=1, retry_after=3)
    begin_stage(story, plan__pdf=b"%PDF")
    editor(story, "Fetching")

    assert story.submit()["ok"]

    story.dm("That draft was saved or dropped already")


@ON_SQLITE
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("setup__exe", b"MZ", "Gmail carries no .exe files", id="a kind Gmail refuses"),
        pytest.param("empty__pdf", b"", "is empty", id="nothing in it"),
        pytest.param("film__mp4", b"x" * (10 * MEGABYTE + 1), "an email takes 10 MB", id="too large"),
    ],
)
def test_a_file_no_email_carries_is_refused_under_it(
    story: Story, name: str, content: bytes, told: str
) -> None:
    errors = begin_stage(story, **{name: content})["errors"]

    assert told in errors["stage_files"]
    assert story.modal()["callback_id"] == "stage_form"


@ON_SQLITE
def test_ten_megabytes_to_the_byte_are_carried(story: Story) -> None:
    scenes.connect(story)
    begin_stage(story, whole__bin=b"x" * (10 * MEGABYTE))
    save(story, "whole.bin (10.0 MB)")
    scenes.enroll(story, sequence="With files")
    story.work()

    assert [len(content) for content in arrived(story).values()] == [10 * MEGABYTE]
