"""The files on the form of a stage."""

from typing import Any

from bot.rules.drafts import Problem, StageDraft
from bot.slack.views import files, preview, sequence, show, stage
from bot.slack.views.files import Chosen
from tests.bot.slack.views import attached, cast, reading
from tests.bot.slack.views.cast import Json

URL = "https://files.slack.com/files-pri/T1-F1/download/plan.pdf"


def form(count: int, **more: Any) -> Json:
    draft = StageDraft(subject="Hello", body="Hi", attachments=attached.files(count, "plan.pdf"), **more)
    return stage.build(cast.stage_form(stage=draft))


def uploaded(view: Json, *payloads: Json) -> Json:
    return reading.typed_back(view, stage_files={"files": list(payloads)})


def test_a_file_that_was_uploaded_is_read_with_its_place() -> None:
    payload = {"id": "F1", "name": "C:\\plan.pdf", "size": 9, "mimetype": "application/pdf"}
    view = uploaded(form(0), payload | {"url_private": "https://x", "url_private_download": URL})

    read = stage.read(view)

    assert read.chosen == (Chosen(name="plan.pdf", size=9, kind="application/pdf", url=URL),)
    assert read.stage.attachments == ()


def test_every_file_is_named_with_its_size_and_can_be_removed() -> None:
    view = form(2)

    rows = [block for block in view["blocks"] if block.get("block_id", "").startswith("stage_file:")]
    told = [row["text"]["text"] for row in rows]
    assert told == [":paperclip: plan.pdf (2.1 MB)", ":paperclip: plan.pdf (4.2 MB)"]
    assert [files.removed(row["accessory"]) for row in rows] == [1, 2]


def test_there_is_place_for_as_many_files_as_an_email_still_takes() -> None:
    [place] = reading.elements_of(form(3), "file_input")

    assert place["max_files"] == 2
    assert reading.elements_of(form(5), "file_input") == []


def test_files_survive_a_change_of_kind_and_back() -> None:
    view = form(2)
    by_hand = reading.typed_back(view, stage_kind={"selected_option": {"value": "call"}})
    call = stage.build(stage.read_form(by_hand))
    back = reading.typed_back(call, stage_kind={"selected_option": {"value": "email"}})

    assert reading.elements_of(call, "file_input") == []
    assert ":paperclip:" not in str(call["blocks"])
    assert stage.read(back).stage.attachments == attached.files(2, "plan.pdf")


def test_what_is_wrong_with_a_file_stands_under_the_place_for_files() -> None:
    problem = Problem(field="attachments", text="setup.exe is refused.")

    assert stage.errors([problem], form(1)) == {files.BLOCK: "setup.exe is refused."}
    assert stage.errors([problem], form(5)) == {stage.BODY_BLOCK: "setup.exe is refused."}


def test_editor_preview_and_show_name_the_files() -> None:
    drawn = [
        sequence.build(cast.editor(1)),
        preview.build(cast.preview(1)),
        show.build(cast.page(1)),
        sequence.build(cast.editor(0), note=files.fetching([attached.chosen()])),
    ]

    assert [":paperclip: Grace Hopper" in str(view) for view in drawn] == [True] * 4
